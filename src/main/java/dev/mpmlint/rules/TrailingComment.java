package dev.mpmlint.rules;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.source.Display;
import dev.mpmlint.source.SourceFile;
import dev.mpmlint.source.Span;
import dev.mpmlint.source.TextEdit;
import dev.mpmlint.syntax.Word;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// `MaxRequestWorkers 150 # enough`: for httpd, `#` begins a comment at the beginning of a line only.
final class TrailingComment implements Rule.OfDirective {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM017",
          "trailing-comment",
          Severity.ERROR,
          "A comment behind a directive is read as more arguments",
          "0.1");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Set<String> listensTo() {
    return MpmNames.ofNumbers();
  }

  @Override
  public void check(Occurrence occurrence, Subject subject, Consumer<Finding> out) {
    List<Word> words = occurrence.words();
    int at = commentIn(words);
    if (at < 0) {
      return;
    }
    String name = MpmNames.spelled(occurrence.statement().name());
    Span comment = words.get(at).span().to(words.getLast().span());
    out.accept(
        Finding.at(
                INFO,
                occurrence,
                comment,
                name + " takes one argument, and for httpd '" + Display.of(words.get(at).value())
                    + "' is another one; httpd refuses the line; write the comment on a line of its own")
            .labelled("no comment here")
            .fixedBy(new Fix("put the comment on its own line above", Fix.Safety.SAFE, edits(occurrence, comment, at)))
            .claiming(new Claim.RefusesToStart(null, name + " takes one argument")));
  }

  /// The index of the argument that begins with an unquoted `#`, when it is not the only one; -1 when there is none.
  static int commentIn(List<Word> words) {
    for (int i = 0; i < words.size() && words.size() > 1; i++) {
      if (words.get(i).quote() == 0 && words.get(i).value().startsWith("#")) {
        return i;
      }
    }
    return -1;
  }

  private static List<TextEdit> edits(Occurrence occurrence, Span comment, int at) {
    if (at != 1 || !Lines.isVerbatim(occurrence)) {
      return List.of();
    }
    SourceFile file = comment.file();
    int line = file.lineOf(comment.start());
    int start = file.lineStart(line);
    int first = occurrence.span().start();
    boolean crlf = file.text().startsWith("\r\n", file.lineEnd(line));
    String above = file.text().substring(start, first) + comment.text() + (crlf ? "\r\n" : "\n");
    int value = occurrence.words().getFirst().span().end();
    return List.of(
        new TextEdit(new Span(file, start, start), above), new TextEdit(new Span(file, value, comment.end()), ""));
  }
}
