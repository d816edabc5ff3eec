package dev.mpmlint.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The bytes of one configuration file, and where its lines are.
///
/// The text has one `char` per byte (ISO 8859-1), so that an index into it is a byte offset and bytes that are no
/// UTF-8 survive; [Display] turns it into what a person reads. Immutable but for the line index, which is computed on
/// first use; safe for use by several threads. Two files are equal only when they are the same object.
public final class SourceFile {
  private final String name;
  private final String text;
  // Written once, racily: every thread computes the same array.
  private int @org.jspecify.annotations.Nullable [] lineStarts;

  private SourceFile(String name, String text) {
    this.name = name;
    this.text = text;
  }

  /// @param name as shown in findings: a path as the user or the including line gave it, or `<stdin>`
  /// @param bytes the whole content; copied
  public static SourceFile of(String name, byte[] bytes) {
    return new SourceFile(name, new String(bytes, StandardCharsets.ISO_8859_1));
  }

  /// A file from text, encoded as UTF-8. For text made here: tests, the command line's `-D` and `-c`.
  public static SourceFile ofText(String name, String text) {
    return of(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /// The same content under another name.
  public SourceFile named(String other) {
    return new SourceFile(other, text);
  }

  public String name() {
    return name;
  }

  /// The whole content, one `char` (0–255) per byte.
  public String text() {
    return text;
  }

  /// Length in bytes.
  public int length() {
    return text.length();
  }

  public byte[] bytes() {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /// The number of physical lines; a last line without a line feed counts, an empty file has one.
  public int lineCount() {
    return lineStarts().length;
  }

  /// The 1-based physical line that holds the byte at `offset`; a line feed belongs to the line that it ends.
  public int lineOf(int offset) {
    int at = Arrays.binarySearch(lineStarts(), offset);
    return at >= 0 ? at + 1 : -at - 1;
  }

  /// The byte offset of the first byte of a 1-based line.
  public int lineStart(int line) {
    return lineStarts()[line - 1];
  }

  /// The byte offset just past the last byte of a 1-based line, its line feed (and a carriage return before it) left out.
  public int lineEnd(int line) {
    int[] starts = lineStarts();
    int end = line < starts.length ? starts[line] : text.length();
    if (end > starts[line - 1] && text.charAt(end - 1) == '\n') {
      end--;
      if (end > starts[line - 1] && text.charAt(end - 1) == '\r') {
        end--;
      }
    }
    return end;
  }

  /// The 1-based column of a byte: characters as a person counts them, a multi-byte UTF-8 character being one.
  public int columnOf(int offset) {
    return Display.width(text, lineStart(lineOf(offset)), offset) + 1;
  }

  private int[] lineStarts() {
    int[] known = lineStarts;
    if (known != null) {
      return known;
    }
    int[] starts = new int[Math.max(16, text.length() / 24)];
    int count = 1;
    for (int nl = text.indexOf('\n'); nl >= 0; nl = text.indexOf('\n', nl + 1)) {
      if (nl + 1 == text.length()) {
        break;
      }
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, count * 2);
      }
      starts[count++] = nl + 1;
    }
    int[] exact = Arrays.copyOf(starts, count);
    lineStarts = exact;
    return exact;
  }

  @Override
  public String toString() {
    return name;
  }
}
