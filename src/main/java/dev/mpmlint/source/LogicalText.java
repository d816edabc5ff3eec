package dev.mpmlint.source;

import java.util.Arrays;

/// Text that a reader sees, and where each of its characters comes from in a [SourceFile].
///
/// httpd joins continued lines and drops what follows a NUL byte before it looks at a line; variables and macro
/// parameters put text in that stands elsewhere. The text here is what is left afterwards; [#span] leads back to bytes.
/// Immutable.
public final class LogicalText {
  private final SourceFile file;
  private final String text;
  // Piece i of the text starts at from[i] and stands at byte at[i] of the file; a piece that stands for other text
  // (a variable's value) has until[i] > 0, the end of what it stands for: every character of it maps to that whole.
  private final int[] from;
  private final int[] at;
  private final int[] until;

  private LogicalText(SourceFile file, String text, int[] from, int[] at, int[] until) {
    this.file = file;
    this.text = text;
    this.from = from;
    this.at = at;
    this.until = until;
  }

  /// A whole file as it stands, without splicing.
  public static LogicalText plain(SourceFile file) {
    return new LogicalText(file, file.text(), new int[] {0}, new int[] {0}, new int[] {0});
  }

  public SourceFile file() {
    return file;
  }

  public String text() {
    return text;
  }

  /// Whether this text is, or ends with, the last line of the file, and that line asks for another one that is not there.
  public boolean endsContinued() {
    boolean backslash = file.text().endsWith("\\\n") || file.text().endsWith("\\\r\n");
    return backslash
        && (text.isEmpty() || text.charAt(text.length() - 1) != '\n')
        && file.lineOf(offset(text.length())) == file.lineCount()
        && file.text().indexOf('\0', file.lineStart(file.lineCount())) < 0;
  }

  /// The byte of the file behind the character at `index`; behind the end, the byte after the last one.
  public int offset(int index) {
    int piece = piece(index);
    return until[piece] > 0 ? at[piece] : Math.min(file.length(), at[piece] + index - from[piece]);
  }

  /// The bytes behind the characters from `start` to `end`.
  public Span span(int start, int end) {
    int first = offset(start);
    if (end <= start) {
      return new Span(file, first, first);
    }
    int piece = piece(end - 1);
    int last = until[piece] > 0 ? until[piece] : offset(end - 1) + 1;
    return new Span(file, first, Math.max(first, last));
  }

  private int piece(int index) {
    if (from.length == 1) {
      return 0;
    }
    int found = Arrays.binarySearch(from, index);
    return found >= 0 ? found : -found - 2;
  }

  /// Collects pieces in order. Not safe for use by several threads.
  public static final class Builder {
    private final SourceFile file;
    private final StringBuilder text = new StringBuilder();
    private int[] from = new int[8];
    private int[] at = new int[8];
    private int[] until = new int[8];
    private int count;

    public Builder(SourceFile file) {
      this.file = file;
    }

    /// The bytes from `start` to `end` of the file as they stand.
    public Builder copy(int start, int end) {
      if (start < end) {
        add(start, 0);
        text.append(file.text(), start, end);
      }
      return this;
    }

    /// A piece of another text over the same file, with that text's own origins.
    public Builder copy(LogicalText other, int start, int end) {
      int index = start;
      while (index < end) {
        int piece = other.piece(index);
        int pieceEnd = piece + 1 < other.from.length ? Math.min(end, other.from[piece + 1]) : end;
        add(other.offset(index), other.until[piece]);
        text.append(other.text, index, pieceEnd);
        index = pieceEnd;
      }
      return this;
    }

    /// Text that stands in the place of the given span.
    public Builder replace(Span instead, String value) {
      if (!value.isEmpty()) {
        add(instead.start(), Math.max(instead.end(), 1));
        text.append(value);
      }
      return this;
    }

    public int length() {
      return text.length();
    }

    public LogicalText build() {
      if (count == 0) {
        add(0, 0);
      }
      return new LogicalText(
          file, text.toString(), Arrays.copyOf(from, count), Arrays.copyOf(at, count), Arrays.copyOf(until, count));
    }

    private void add(int byteOffset, int byteEnd) {
      if (count == from.length) {
        from = Arrays.copyOf(from, count * 2);
        at = Arrays.copyOf(at, count * 2);
        until = Arrays.copyOf(until, count * 2);
      }
      from[count] = text.length();
      at[count] = byteOffset;
      until[count++] = byteEnd;
    }
  }
}
