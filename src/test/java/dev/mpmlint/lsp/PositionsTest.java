package dev.mpmlint.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.source.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.eclipse.lsp4j.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PositionsTest {
  private static Positions positions(String text) {
    return new Positions(SourceFile.ofText("a.conf", text));
  }

  /// `ä` has two bytes and one unit, `😀` four and two.
  @ParameterizedTest
  @CsvSource({"0, 0, 0", "1, 0, 1", "3, 0, 2", "7, 0, 4", "8, 0, 5", "9, 1, 0", "12, 1, 1", "13, 1, 2", "14, 2, 0", "15, 2, 1"})
  void bytesHavePositionsAndPositionsBytes(int offset, int line, int character) {
    Positions positions = positions("a\u00e4\ud83d\ude00b\n\u20acc\nx");
    assertThat(positions.at(offset)).isEqualTo(new Position(line, character));
    assertThat(positions.offset(new Position(line, character))).isEqualTo(offset);
    assertThat(positions.lines()).isEqualTo(3);
  }

  @Test
  void whatIsBehindALineOrBetweenHalvesIsDrawnBack() {
    Positions positions = positions("ab\r\n\ud83d\ude00\n");
    assertThat(positions.offset(new Position(0, 99))).isEqualTo(2);
    assertThat(positions.offset(new Position(1, 1))).isEqualTo(4);
    assertThat(positions.offset(new Position(7, 3))).isEqualTo(9);
    assertThat(positions.at(6)).isEqualTo(new Position(1, 0));
    assertThat(positions.at(9)).isEqualTo(new Position(2, 0));
  }

  @Test
  void aLoneCarriageReturnEndsALineHere() {
    Positions positions = positions("a\rb\r\nc\n\rd");
    assertThat(positions.lines()).isEqualTo(5);
    assertThat(positions.at(2)).isEqualTo(new Position(1, 0));
    assertThat(positions.offset(new Position(4, 0))).isEqualTo(8);
  }

  @Test
  void bytesThatAreNoUtf8AreOneUnitEach() {
    byte[] bytes = {(byte) 0xff, (byte) 0xc3, 'a', (byte) 0xed, (byte) 0xa0, (byte) 0x80, (byte) 0xc3};
    Positions positions = new Positions(SourceFile.of("a", bytes));
    for (int i = 0; i <= bytes.length; i++) {
      assertThat(positions.at(i)).isEqualTo(new Position(0, i));
      assertThat(positions.offset(new Position(0, i))).isEqualTo(i);
    }
  }

  @Test
  void thereAndBackAgainForEveryText() {
    String letters = "ab\n\r\u00e4\u20ac\ud83d\ude00 \t";
    for (int seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      StringBuilder made = new StringBuilder();
      for (int i = random.nextInt(30); i > 0; i--) {
        int[] all = letters.codePoints().toArray();
        made.appendCodePoint(all[random.nextInt(all.length)]);
      }
      String text = made.toString();
      Positions positions = positions(text);
      for (int at = 0; at < text.length(); at++) {
        boolean half = Character.isLowSurrogate(text.charAt(at));
        boolean amidLineEnd = at > 0 && text.charAt(at) == '\n' && text.charAt(at - 1) == '\r';
        int offset = text.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
        if (!half && !amidLineEnd) {
          assertThat(positions.offset(positions.at(offset))).as(text).isEqualTo(offset);
        }
      }
    }
  }
}
