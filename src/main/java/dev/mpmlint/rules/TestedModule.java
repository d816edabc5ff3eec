package dev.mpmlint.rules;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.source.SourceFile;
import dev.mpmlint.source.Span;
import dev.mpmlint.syntax.Word;
import java.util.List;

/// What an `<IfModule>` tests, as httpd takes it: the first word, after a `!` that stands before any quote.
///
/// @param name the module's name, one char per byte; empty when there is none
/// @param word the word that holds it
record TestedModule(String name, boolean negated, Word word) {
  private static final Word NONE = new Word("", (char) 0, true, new Span(SourceFile.ofText("", ""), 0, 0));

  static TestedModule of(Occurrence ifmodule) {
    List<Word> words = ifmodule.words();
    if (words.isEmpty()) {
      return new TestedModule("", false, NONE);
    }
    Word first = words.getFirst();
    boolean negated = first.quote() == 0 && first.value().startsWith("!");
    if (!negated) {
      return new TestedModule(first.value(), false, first);
    }
    if (first.value().length() > 1) {
      String rest = first.value().substring(1);
      boolean quoted = rest.length() > 1 && rest.charAt(0) == '"' && rest.endsWith("\"");
      return new TestedModule(quoted ? rest.substring(1, rest.length() - 1) : rest, true, first);
    }
    Word next = words.size() > 1 ? words.get(1) : NONE;
    return new TestedModule(next.value(), true, next);
  }
}
