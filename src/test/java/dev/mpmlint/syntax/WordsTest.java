package dev.mpmlint.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.source.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  /// Arguments in the first column, the words that httpd makes of them in the second, divided by `|`.
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          a b  c;                 a|b|c
          "a b" c;                a b|c
          'a b' c;                a b|c
          "a 'b' c";              a 'b' c
          "a \\"b\\" c";          a "b" c
          'a \\'b\\' c';          a 'b' c
          "a \\' b";              a \\' b
          "a \\\\ b";             a \\ b
          "a \\n b";              a \\n b
          a\\\\b;                 a\\b
          a\\b;                   a\\b
          x\\ y;                  x\\|y
          a"b c";                 a"b|c"
          "x"y;                   x|y
          "no end;                no end
          "no end\\";             no end"
          "a" "";                 a|``
          {a b};                  {a|b}
          """)
  void wordsAreSplitAsHttpdSplitsThem(String arguments, String words) {
    String written = arguments.replace("\\\\", "\u0001").replace("\u0001", "\\");
    List<String> expected = List.of(words.replace("``", "").replace("\\\\", "\\").split("\\|", -1));
    assertThat(directive("X " + written).words()).extracting(Word::value).containsExactlyElementsOf(expected);
  }

  @Test
  void aWordKnowsItsQuoteAndItsPlace() {
    Directive d = directive("  Name \"a b\" 'c");
    Word first = d.words().getFirst();
    assertThat(first.quote()).isEqualTo('"');
    assertThat(first.closed()).isTrue();
    assertThat(first.span().text()).isEqualTo("\"a b\"");
    assertThat(first.span().column()).isEqualTo(8);
    Word last = d.words().getLast();
    assertThat(last.quote()).isEqualTo('\'');
    assertThat(last.closed()).isFalse();
    assertThat(last.span().text()).isEqualTo("'c");
  }

  @Test
  void aWordThatGoesOverContinuedLinesKnowsTheBytesItStandsOn() {
    Directive d = directive("Name ab\\\ncd ef");
    assertThat(d.words()).extracting(Word::value).containsExactly("abcd", "ef");
    assertThat(d.words().getFirst().span().text()).isEqualTo("ab\\\ncd");
    assertThat(d.words().getLast().span().line()).isEqualTo(2);
  }

  private static Directive directive(String line) {
    return (Directive) ConfigFile.parse(SourceFile.ofText("test", line)).lines().getFirst();
  }
}
