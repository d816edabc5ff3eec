package dev.mpmlint.rules;

import dev.mpmlint.httpd.Similar;
import dev.mpmlint.source.Display;
import dev.mpmlint.source.SourceFile;
import dev.mpmlint.source.Span;
import dev.mpmlint.source.TextEdit;
import dev.mpmlint.syntax.Comment;
import dev.mpmlint.syntax.ConfigFile;
import dev.mpmlint.syntax.Line;
import dev.mpmlint.syntax.SectionClose;
import dev.mpmlint.syntax.SectionOpen;
import dev.mpmlint.syntax.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Finds the comments of one file that speak to mpmlint:
///
///     # mpmlint: ignore[MPM013] the load balancer counts on 256
///     # mpmlint: disable[MPM028, MPM029] reason … # mpmlint: enable[MPM028]
///     # mpmlint: file-ignore[SYN] reason
final class SuppressionComments {
  static final String ADDRESS = "mpmlint:";
  private static final String ENABLE = "enable";
  private static final List<String> WORDS = List.of("ignore", "disable", ENABLE, "file-ignore");
  /// More of them in one file are not read: each is compared with each finding.
  private static final int MOST = 10_000;

  private final SourceFile file;
  private final List<Suppression> found = new ArrayList<>();
  private final List<Finding> faults = new ArrayList<>();
  private final List<Suppression> disabled = new ArrayList<>();

  private SuppressionComments(SourceFile file) {
    this.file = file;
  }

  /// @param found what is suppressed, in order
  /// @param faults comments that cannot be understood, or stand where httpd takes them for arguments
  record Result(List<Suppression> found, List<Finding> faults) {
    static final Result NONE = new Result(List.of(), List.of());
  }

  static Result in(SourceFile file) {
    return file.text().contains(ADDRESS) ? new SuppressionComments(file).run() : Result.NONE;
  }

  private Result run() {
    List<Line> lines = ConfigFile.parse(file).lines();
    Map<Line, Integer> ends = sectionEnds(lines);
    for (int i = 0; i < lines.size() && found.size() < MOST; i++) {
      switch (lines.get(i)) {
        case Comment comment -> comment(comment, lines, i + 1, ends);
        case Statement statement -> behind(statement);
        default -> {
          // Nothing is said there.
        }
      }
    }
    for (Suppression open : disabled) {
      found.add(until(open, file.length()));
    }
    return new Result(found, faults);
  }

  /// For each section that is closed, the byte just past its closing tag.
  private static Map<Line, Integer> sectionEnds(List<Line> lines) {
    Map<Line, Integer> ends = new HashMap<>();
    Deque<SectionOpen> open = new ArrayDeque<>();
    for (Line line : lines) {
      if (line instanceof SectionOpen tag) {
        open.push(tag);
      } else if (line instanceof SectionClose tag && open.stream().anyMatch(o -> o.key().equals(tag.key()))) {
        SectionOpen closed;
        do {
          closed = open.pop();
        } while (!closed.key().equals(tag.key()));
        ends.put(closed, tag.span().end());
      }
    }
    return ends;
  }

  private void comment(Comment comment, List<Line> lines, int next, Map<Line, Integer> ends) {
    String text = comment.text();
    int at = 0;
    while (at < text.length() && (text.charAt(at) == '#' || isBlank(text.charAt(at)))) {
      at++;
    }
    if (!text.startsWith(ADDRESS, at)) {
      return;
    }
    int word = skipBlanks(text, at + ADDRESS.length());
    int wordEnd = word;
    while (wordEnd < text.length() && (Character.isLetter(text.charAt(wordEnd)) || text.charAt(wordEnd) == '-')) {
      wordEnd++;
    }
    String asked = text.substring(word, wordEnd).toLowerCase(Locale.ROOT);
    if (!WORDS.contains(asked)) {
      List<String> similar = Similar.to(asked, WORDS);
      String what = asked.isEmpty() ? "nothing is asked of mpmlint" : "mpmlint knows no " + Display.of(asked);
      String wayOut =
          similar.isEmpty()
              ? "there is ignore, disable, enable and file-ignore"
              : "did you mean " + similar.getFirst() + "?";
      malformed(comment, what + " in a comment; " + wayOut);
      return;
    }
    int open = skipBlanks(text, wordEnd);
    int close = open < text.length() && text.charAt(open) == '[' ? text.indexOf(']', open) : -1;
    if (close < 0) {
      if (asked.equals(ENABLE)) {
        enable(comment, "");
        return;
      }
      malformed(comment, asked + " needs the rules in brackets; write # mpmlint: " + asked + "[CODE] reason");
      return;
    }
    String reason = text.substring(close + 1).replaceFirst("^[\\s:#-]+", "").strip();
    for (int from = open + 1; from < close; ) {
      int comma = text.indexOf(',', from);
      int end = comma < 0 || comma > close ? close : comma;
      selector(comment, asked, from, end, reason, lines, next, ends);
      from = end + 1;
    }
    if (text.substring(open + 1, close).isBlank()) {
      malformed(comment, "the brackets name no rule; write # mpmlint: " + asked + "[CODE] reason");
    }
  }

  private void selector(
      Comment comment, String asked, int from, int end, String reason, List<Line> lines, int next, Map<Line, Integer> ends) {
    String text = comment.text();
    int start = skipBlanks(text, from);
    int stop = end;
    while (stop > start && isBlank(text.charAt(stop - 1))) {
      stop--;
    }
    if (start >= stop) {
      return;
    }
    String code = text.substring(start, stop);
    Optional<Selector> rules = Selector.parse(code);
    Span place = comment.in().span(comment.start() + start, comment.start() + stop);
    if (rules.isEmpty()) {
      faults.add(SuppressionFault.MALFORMED_SUPPRESSION.at(place, Selector.unknown(Display.of(code))));
      return;
    }
    int behind = comment.span().end();
    switch (asked) {
      case "ignore" -> {
        Span about = target(lines, next, ends);
        found.add(suppression(comment, place, rules.get(), Suppression.Kind.IGNORE, reason, about.start(), about.end()));
      }
      case "disable" ->
          disabled.add(suppression(comment, place, rules.get(), Suppression.Kind.DISABLE, reason, behind, behind));
      case ENABLE -> enable(comment, rules.get().toString());
      default ->
          found.add(suppression(comment, place, rules.get(), Suppression.Kind.FILE_IGNORE, reason, 0, file.length()));
    }
  }

  private static Suppression suppression(
      Comment comment, Span word, Selector rules, Suppression.Kind kind, String reason, int from, int to) {
    return new Suppression(comment.span(), word, rules, kind, reason, from, to);
  }

  /// The next directive, or the next section up to its end.
  private Span target(List<Line> lines, int next, Map<Line, Integer> ends) {
    for (int i = next; i < lines.size(); i++) {
      if (lines.get(i) instanceof Statement statement) {
        Span line = statement.span();
        return new Span(file, line.start(), Math.max(line.end(), ends.getOrDefault(statement, line.end())));
      }
      if (lines.get(i) instanceof SectionClose) {
        break;
      }
    }
    return new Span(file, 0, 0);
  }

  /// @param rules which; empty for all that are disabled
  private void enable(Comment comment, String rules) {
    List<Suppression> ended = disabled.stream().filter(d -> rules.isEmpty() || d.rules().toString().equals(rules)).toList();
    if (ended.isEmpty()) {
      String what = rules.isEmpty() ? "nothing is disabled here" : rules + " is not disabled here";
      malformed(comment, what + "; take the comment out, or write disable above");
    }
    for (Suppression each : ended) {
      disabled.remove(each);
      found.add(until(each, comment.span().start()));
    }
  }

  private static Suppression until(Suppression s, int to) {
    return new Suppression(s.comment(), s.word(), s.rules(), s.kind(), s.reason(), s.from(), Math.max(s.from(), to));
  }

  private void malformed(Comment comment, String message) {
    faults.add(SuppressionFault.MALFORMED_SUPPRESSION.at(comment.span(), message));
  }

  /// httpd has no comments behind a directive.
  private void behind(Statement statement) {
    String text = statement.text();
    int address = text.indexOf(ADDRESS);
    int hash = address < 0 ? -1 : text.lastIndexOf('#', address);
    if (hash <= 0 || !text.substring(hash + 1, address).isBlank() || !isBlank(text.charAt(hash - 1))) {
      return;
    }
    Span place = statement.in().span(statement.start() + hash, statement.end());
    String message =
        "httpd takes this comment for arguments of " + Display.of(statement.name())
            + ", and it suppresses nothing; write it on a line of its own above";
    Finding finding = SuppressionFault.SUPPRESSION_BEHIND_DIRECTIVE.at(place, message).labelled("no comment here");
    if (statement.span().text().equals(text)) {
      finding = finding.fixedBy(new Fix("put the comment on its own line above", Fix.Safety.UNSAFE, above(statement, hash)));
    }
    faults.add(finding);
  }

  private List<TextEdit> above(Statement statement, int hash) {
    Span line = statement.span();
    int lineStart = file.lineStart(line.line());
    String indent = file.text().substring(lineStart, line.start());
    int gap = line.start() + hash;
    while (gap > line.start() && isBlank(file.text().charAt(gap - 1))) {
      gap--;
    }
    String newline = file.text().startsWith("\r\n", file.lineEnd(line.line())) ? "\r\n" : "\n";
    String comment = indent + statement.text().substring(hash) + newline;
    return List.of(
        new TextEdit(new Span(file, lineStart, lineStart), comment), new TextEdit(new Span(file, gap, line.end()), ""));
  }

  private static int skipBlanks(String text, int from) {
    int at = from;
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
