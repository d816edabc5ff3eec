package dev.mpmlint.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SourceFileTest {
  @Test
  void linesAndColumnsCountFromOneAndColumnsInCharacters() {
    SourceFile file = SourceFile.ofText("f", "a\nä€b\n\nend");
    assertThat(file.lineCount()).isEqualTo(4);
    int b = file.text().indexOf('b');
    assertThat(file.lineOf(b)).isEqualTo(2);
    assertThat(file.columnOf(b)).isEqualTo(3);
    assertThat(file.lineOf(file.length())).isEqualTo(4);
    assertThat(file.lineEnd(4)).isEqualTo(file.length());
  }

  @Test
  void aLineEndsBeforeItsLineFeedAndACarriageReturnBeforeThat() {
    SourceFile file = SourceFile.ofText("f", "ab\r\ncd\n");
    assertThat(file.lineCount()).isEqualTo(2);
    assertThat(file.lineEnd(1)).isEqualTo(2);
    assertThat(file.lineEnd(2)).isEqualTo(6);
  }

  @Test
  void bytesSurviveWhateverTheyAre() {
    byte[] bytes = new byte[10_000];
    new Random(1).nextBytes(bytes);
    assertThat(SourceFile.of("f", bytes).bytes()).isEqualTo(bytes);
  }

  @Test
  void whatIsShownCannotDriveATerminal() {
    assertThat(Display.of("a\u001b[31mb")).isEqualTo("a\\x1b[31mb");
    assertThat(Display.of(Display.toBytes("gr\u00fc\u00df \u202e evil"))).isEqualTo("gr\u00fc\u00df \\u202e evil");
    assertThat(Display.of("\u00ff\u00fe")).isEqualTo("\\xff\\xfe");
  }

  @Test
  void aSpanMustBeInsideItsFile() {
    SourceFile file = SourceFile.ofText("f", "abc");
    assertThatThrownBy(() -> new Span(file, 2, 9)).isInstanceOf(IllegalArgumentException.class);
    assertThat(new Span(file, 1, 3).text()).isEqualTo("bc");
  }

  @Test
  void splicedTextLeadsBackToItsBytes() {
    SourceFile file = SourceFile.ofText("f", "ab\\\ncd\nx\0hidden\ny\n");
    Splicer.Result result = Splicer.splice(file);
    assertThat(result.text().text()).isEqualTo("abcd\nx\ny\n");
    assertThat(result.text().span(0, 4).text()).isEqualTo("ab\\\ncd");
    assertThat(result.text().span(7, 8).text()).isEqualTo("y");
    assertThat(result.irregularities()).extracting(Splicer.Irregularity::kind).containsExactly(Splicer.Kind.NUL_BYTE);
  }

  @Test
  void replacedTextStandsForTheWholeOfWhatItReplaces() {
    SourceFile file = SourceFile.ofText("f", "x ${A} y");
    LogicalText text =
        new LogicalText.Builder(file).copy(0, 2).replace(new Span(file, 2, 6), "value").copy(6, 8).build();
    assertThat(text.text()).isEqualTo("x value y");
    assertThat(text.span(3, 5).text()).isEqualTo("${A}");
    assertThat(text.span(8, 9).text()).isEqualTo("y");
    assertThat(text.span(0, 9).text()).isEqualTo("x ${A} y");
  }
}
