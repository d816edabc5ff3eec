package dev.mpmlint.rules;

import dev.mpmlint.source.SourceFile;
import dev.mpmlint.source.Span;
import dev.mpmlint.source.TextEdit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/// Applies comments that suppress findings: once, when all findings are there.
///
/// @param kept what is to be reported, in [Finding#ORDER], with what is wrong with the comments themselves
/// @param suppressed what is not, and by which comment
public record Suppressions(List<Finding> kept, List<Suppressed> suppressed) {
  /// A finding that a comment asks to be silent about.
  public record Suppressed(Finding finding, Suppression by) {}

  public Suppressions {
    kept = List.copyOf(kept);
    suppressed = List.copyOf(suppressed);
  }

  /// @param files all that were read; of several with one name one is enough
  /// @param reasons whether a comment without a reason is a fault
  /// @param judged whether findings of a rule in a file were looked for, so that a comment about them can be unused
  public static Suppressions apply(
      List<Finding> findings, Iterable<SourceFile> files, boolean reasons, BiPredicate<RuleInfo, SourceFile> judged) {
    Map<String, SuppressionComments.Result> comments = new LinkedHashMap<>();
    Map<String, SourceFile> named = new HashMap<>();
    List<Finding> faults = new ArrayList<>();
    for (SourceFile file : files) {
      if (named.putIfAbsent(file.name(), file) == null) {
        SuppressionComments.Result result = SuppressionComments.in(file);
        if (result != SuppressionComments.Result.NONE) {
          comments.put(file.name(), result);
          faults.addAll(result.faults());
        }
      }
    }
    if (comments.isEmpty()) {
      return new Suppressions(findings, List.of());
    }
    Set<Suppression> used = new HashSet<>();
    List<Suppressed> suppressed = new ArrayList<>();
    List<Finding> kept = split(findings, comments, used, suppressed);
    comments.forEach((_, result) -> unused(result.found(), used, judged, faults));
    if (reasons) {
      comments.forEach((_, result) -> withoutReason(result.found(), faults));
    }
    kept.addAll(split(faults, comments, used, suppressed));
    kept.sort(Finding.ORDER);
    return new Suppressions(kept, suppressed);
  }

  private static List<Finding> split(
      List<Finding> findings,
      Map<String, SuppressionComments.Result> comments,
      Set<Suppression> used,
      List<Suppressed> suppressed) {
    List<Finding> kept = new ArrayList<>();
    for (Finding finding : findings) {
      Suppression by = null;
      for (Suppression each : comments.getOrDefault(finding.at().file().name(), SuppressionComments.Result.NONE).found()) {
        if (each.covers(finding)) {
          used.add(each);
          by = by == null ? each : by;
        }
      }
      if (by == null) {
        kept.add(finding);
      } else {
        suppressed.add(new Suppressed(finding, by));
      }
    }
    return kept;
  }

  private static void unused(
      List<Suppression> all, Set<Suppression> used, BiPredicate<RuleInfo, SourceFile> judged, List<Finding> faults) {
    Map<Integer, List<Suppression>> byComment = new LinkedHashMap<>();
    for (Suppression each : all) {
      byComment.computeIfAbsent(each.comment().start(), _ -> new ArrayList<>()).add(each);
    }
    for (List<Suppression> comment : byComment.values()) {
      List<Suppression> idle = comment.stream().filter(s -> !used.contains(s) && isJudged(s, judged)).toList();
      for (Suppression each : idle) {
        String message = "nothing here is found by " + each.rules() + "; take it out of the comment";
        Finding finding = SuppressionFault.UNUSED_SUPPRESSION.at(each.word(), message).labelled("suppresses nothing");
        if (each.comment().text().indexOf('\n') < 0 && each.kind() != Suppression.Kind.DISABLE) {
          finding =
              idle.size() == comment.size()
                  ? finding.fixedBy(new Fix("take the comment out", Fix.Safety.SAFE, List.of(line(each.comment()))))
                  : finding.fixedBy(new Fix("take it out", Fix.Safety.SAFE, List.of(word(each.word()))));
        }
        faults.add(finding);
      }
    }
  }

  private static boolean isJudged(Suppression s, BiPredicate<RuleInfo, SourceFile> judged) {
    for (Rule rule : RuleSet.all().rules()) {
      if (s.rules().matches(rule.info()) && !judged.test(rule.info(), s.comment().file())) {
        return false;
      }
    }
    return true;
  }

  private static void withoutReason(List<Suppression> all, List<Finding> faults) {
    Set<Integer> said = new HashSet<>();
    for (Suppression each : all) {
      if (each.reason().isEmpty() && said.add(each.comment().start())) {
        faults.add(
            SuppressionFault.SUPPRESSION_WITHOUT_REASON.at(
                each.comment(), "this comment does not say why; write the reason behind the brackets"));
      }
    }
  }

  /// A whole line with its line feed.
  private static TextEdit line(Span comment) {
    SourceFile file = comment.file();
    int line = comment.line();
    int end = line < file.lineCount() ? file.lineStart(line + 1) : file.length();
    return new TextEdit(new Span(file, file.lineStart(line), end), "");
  }

  /// One word of a list, with the comma behind or before it.
  private static TextEdit word(Span word) {
    String text = word.file().text();
    int start = word.start();
    int end = word.end();
    while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
      end++;
    }
    if (end < text.length() && text.charAt(end) == ',') {
      end++;
      while (end < text.length() && text.charAt(end) == ' ') {
        end++;
      }
    } else {
      while (start > 0 && text.charAt(start - 1) == ' ') {
        start--;
      }
      start = start > 0 && text.charAt(start - 1) == ',' ? start - 1 : start;
    }
    return new TextEdit(new Span(word.file(), start, end), "");
  }
}
