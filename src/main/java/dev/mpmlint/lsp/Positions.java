package dev.mpmlint.lsp;

import dev.mpmlint.source.SourceFile;
import dev.mpmlint.source.Span;
import java.util.Arrays;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;

/// From byte offsets in a file to the positions of the protocol and back: lines from 0, and in a line UTF-16 code units.
///
/// Lines end at LF, CR LF or CR here, as the protocol has it, not as httpd does. Where a line holds bytes that are no
/// UTF-8, each of them is one unit: editors show a character in its place. Immutable.
final class Positions {
  private final SourceFile file;
  private final int[] starts;

  Positions(SourceFile file) {
    this.file = file;
    this.starts = starts(file.text());
  }

  private static int[] starts(String text) {
    int[] starts = new int[Math.max(16, text.length() / 24)];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean lineFeedFollows = i + 1 < text.length() && text.charAt(i + 1) == '\n';
      if (c == '\n' || c == '\r' && !lineFeedFollows) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  /// Where a byte stands; one within a character stands where that begins.
  Position at(int offset) {
    int found = Arrays.binarySearch(starts, offset);
    int line = found >= 0 ? found : -found - 2;
    int units = 0;
    for (int at = starts[line]; at < offset; ) {
      int next = at + lengthAt(at);
      if (next > offset) {
        break;
      }
      units += unitsOf(next - at);
      at = next;
    }
    return new Position(line, units);
  }

  Range range(Span span) {
    return new Range(at(span.start()), at(span.end()));
  }

  /// The byte at a position. One behind the end of its line means that end, one behind the last line the end of the file;
  /// one between the halves of a surrogate pair means the character.
  int offset(Position position) {
    if (position.getLine() >= starts.length) {
      return file.length();
    }
    int at = starts[Math.max(0, position.getLine())];
    int end = lineEnd(Math.max(0, position.getLine()));
    int left = position.getCharacter();
    while (left > 0 && at < end) {
      int length = lengthAt(at);
      left -= unitsOf(length);
      if (left < 0) {
        break;
      }
      at += length;
    }
    return at;
  }

  /// The number of lines; the one behind a last line end counts.
  int lines() {
    return starts.length;
  }

  /// Without what ends the line.
  private int lineEnd(int line) {
    int end = line + 1 < starts.length ? starts[line + 1] : file.length();
    while (end > starts[line] && (file.text().charAt(end - 1) == '\n' || file.text().charAt(end - 1) == '\r')) {
      end--;
    }
    return end;
  }

  private static int unitsOf(int bytes) {
    return bytes == 4 ? 2 : 1;
  }

  /// The bytes of the UTF-8 character at a place; 1 for a byte that is none.
  private int lengthAt(int at) {
    String text = file.text();
    char first = text.charAt(at);
    int length = first < 0xc2 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 1;
    if (at + length > text.length()) {
      return 1;
    }
    for (int i = 1; i < length; i++) {
      if ((text.charAt(at + i) & 0xc0) != 0x80) {
        return 1;
      }
    }
    char second = length > 2 ? text.charAt(at + 1) : 0;
    boolean overlong = first == 0xe0 && second < 0xa0 || first == 0xf0 && second < 0x90;
    boolean beyond = first == 0xed && second > 0x9f || first == 0xf4 && second > 0x8f;
    return overlong || beyond ? 1 : length;
  }
}
