package dev.mpmlint.rules;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.httpd.ArgForm;
import dev.mpmlint.httpd.DirectiveSpec;
import dev.mpmlint.httpd.Directives;
import dev.mpmlint.source.Display;
import dev.mpmlint.source.Span;
import dev.mpmlint.source.TextEdit;
import dev.mpmlint.syntax.SectionOpen;
import dev.mpmlint.syntax.Statement;
import dev.mpmlint.syntax.Word;
import java.util.List;
import java.util.function.Consumer;

/// A quote that is opened and not closed. Directives that split their arguments by rules of their own are left alone:
/// a lone quote may be meant there.
final class UnterminatedQuote implements Rule.OfConfiguration {
  static final RuleInfo INFO =
      new RuleInfo(
          "SYN010",
          "unterminated-quote",
          Severity.WARNING,
          "A quote is not closed and takes in the rest of the line",
          "0.1");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Consumer<Finding> out) {
    for (Occurrence occurrence : subject.configuration().occurrences()) {
      if (occurrence.active() && mayBeOpen(occurrence)) {
        List<Word> words = occurrence.words();
        Word last = words.isEmpty() ? null : words.getLast();
        if (last != null && last.quote() != 0 && isOpen(last.span().text(), last.quote()) && splitsWords(occurrence)) {
          out.accept(finding(occurrence, last));
        }
      }
    }
  }

  private static Finding finding(Occurrence occurrence, Word word) {
    Span span = word.span();
    Span end = new Span(span.file(), span.end(), span.end());
    List<TextEdit> edits =
        Lines.isVerbatim(occurrence) ? List.of(new TextEdit(end, String.valueOf(word.quote()))) : List.of();
    return Finding.at(
            INFO,
            occurrence,
            span,
            "the quote before " + Display.of(word.value())
                + " is not closed, so httpd takes the rest of the line as one argument; close it")
        .labelled("opened here")
        .fixedBy(new Fix("add " + word.quote() + " at the end of the line", Fix.Safety.SAFE, edits));
  }

  /// A look at the characters, since most lines have no quote and splitting costs more.
  private static boolean mayBeOpen(Occurrence occurrence) {
    Statement line = occurrence.statement();
    String text = line.in().text();
    int start = line.argsStart();
    int end = Math.max(start, line.argsEnd());
    return odd(text, '"', start, end)
        || odd(text, '\'', start, end)
        || text.indexOf('\\', start, end) >= 0 && text.indexOf('"', start, end) >= 0;
  }

  private static boolean odd(String text, char quote, int start, int end) {
    boolean odd = false;
    for (int at = text.indexOf(quote, start, end); at >= 0; at = text.indexOf(quote, at + 1, end)) {
      odd = !odd;
    }
    return odd;
  }

  private static boolean isOpen(String raw, char quote) {
    int last = raw.length() - 1;
    if (last == 0 || raw.charAt(last) != quote) {
      return true;
    }
    int slashes = 0;
    while (raw.charAt(last - slashes - 1) == '\\') {
      slashes++;
    }
    return slashes % 2 == 1;
  }

  private static boolean splitsWords(Occurrence occurrence) {
    // A lone quote before the message was the way to write it in httpd 1.3, and works.
    if (occurrence.key().equals("errordocument")) {
      return false;
    }
    boolean section = occurrence.statement() instanceof SectionOpen;
    List<DirectiveSpec> known = Directives.find(section ? "<" + occurrence.key() : occurrence.key());
    for (DirectiveSpec spec : known) {
      if (!section && (spec.form() == ArgForm.RAW_ARGS || spec.form() == ArgForm.UNKNOWN)) {
        return false;
      }
    }
    return !known.isEmpty();
  }
}
