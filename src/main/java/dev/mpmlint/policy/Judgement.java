package dev.mpmlint.policy;

import dev.mpmlint.lint.Checked;
import dev.mpmlint.lint.LintResult;
import dev.mpmlint.config.Site;
import dev.mpmlint.rules.Finding;
import dev.mpmlint.rules.Rule;
import dev.mpmlint.rules.RuleInfo;
import dev.mpmlint.rules.RuleSet;
import dev.mpmlint.rules.Subject;
import dev.mpmlint.rules.Suppressions;
import dev.mpmlint.rules.Suppressions.Suppressed;
import dev.mpmlint.source.SourceFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is to be said of what was found.
///
/// @param findings what is reported, in [Finding#ORDER]
/// @param suppressed what comments in the files suppress
/// @param known what a baseline lists
/// @param files every file that was read, by name
/// @param tops the folders that hold the trees that were read
public record Judgement(
    List<Finding> findings,
    List<Suppressed> suppressed,
    List<Finding> known,
    Map<String, SourceFile> files,
    List<Path> tops,
    Duration took) {
  public Judgement {
    findings = List.copyOf(findings);
    suppressed = List.copyOf(suppressed);
    known = List.copyOf(known);
    tops = List.copyOf(tops);
  }

  /// Applies a policy: comments first, so that one about a rule that is switched off is not called unused.
  public static Judgement of(LintResult result, Policy policy) {
    Map<String, SourceFile> files = new LinkedHashMap<>();
    Set<String> whole = new HashSet<>();
    for (Checked checked : result.checked()) {
      for (Subject subject : checked.subjects()) {
        for (Site site : subject.configuration().files()) {
          files.putIfAbsent(site.file().name(), site.file());
          if (checked.top() != null) {
            whole.add(site.file().name());
          }
        }
      }
    }
    List<Finding> findings = result.findings();
    List<Suppressed> suppressed = List.of();
    if (policy.comments()) {
      Suppressions applied =
          Suppressions.apply(
              findings, files.values(), policy.reasons(), (rule, file) -> whole.contains(file.name()) || looksAtLines(rule));
      findings = applied.kept();
      suppressed = applied.suppressed();
    }
    return new Judgement(policy.of(findings), suppressed, List.of(), files, result.tops(), result.took());
  }

  /// In a fragment only rules that need nothing of the rest have said all that they will.
  private static boolean looksAtLines(RuleInfo rule) {
    return RuleSet.all().find(rule.code()).filter(Rule.OfProblem.class::isInstance).isPresent();
  }

  /// Several as one.
  public static Judgement all(Collection<Judgement> parts) {
    if (parts.size() == 1) {
      return parts.iterator().next();
    }
    List<Finding> findings = new ArrayList<>();
    List<Suppressed> suppressed = new ArrayList<>();
    List<Finding> known = new ArrayList<>();
    Map<String, SourceFile> files = new LinkedHashMap<>();
    List<Path> tops = new ArrayList<>();
    Duration took = Duration.ZERO;
    for (Judgement each : parts) {
      findings.addAll(each.findings);
      suppressed.addAll(each.suppressed);
      known.addAll(each.known);
      each.files.forEach(files::putIfAbsent);
      tops.addAll(each.tops);
      took = took.plus(each.took);
    }
    findings.sort(Finding.ORDER);
    return new Judgement(findings, suppressed, known, files, tops, took);
  }

  /// Without what a baseline lists.
  Judgement knowing(List<Finding> left, List<Finding> listed) {
    return new Judgement(left, suppressed, listed, files, tops, took);
  }

  /// The same, having taken so long.
  public Judgement in(Duration time) {
    return new Judgement(findings, suppressed, known, files, tops, time);
  }
}
