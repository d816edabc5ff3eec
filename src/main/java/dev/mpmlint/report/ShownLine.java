package dev.mpmlint.report;

import dev.mpmlint.source.Display;
import dev.mpmlint.source.SourceFile;

/// One physical line of a file as a terminal shows it, and the column at which each of its bytes begins. A long line
/// is cut to the part around the byte that matters.
final class ShownLine {
  /// Longer lines are cut.
  private static final int MOST_COLUMNS = 160;
  /// So much is kept before the byte that matters.
  private static final int BEFORE = 40;
  private static final int TAB = 4;

  private final String text;
  private final int from;
  private final int[] columns;

  private ShownLine(String text, int from, int[] columns) {
    this.text = text;
    this.from = from;
    this.columns = columns;
  }

  static ShownLine of(SourceFile file, int line, int focus, Style style) {
    String all = file.text();
    int lineStart = file.lineStart(line);
    int lineEnd = file.lineEnd(line);
    int from = lineStart;
    if (lineEnd - lineStart > MOST_COLUMNS && focus - lineStart > MOST_COLUMNS / 2) {
      from = Math.min(focus, lineEnd) - BEFORE;
      for (int i = 0; i < 3 && isContinuation(all.charAt(from)); i++) {
        from++;
      }
    }
    StringBuilder out = new StringBuilder();
    int column = 0;
    if (from > lineStart) {
      out.append(style.ellipsis());
      column = style.ellipsis().length();
    }
    int[] columns = new int[Math.min(lineEnd - from, MOST_COLUMNS * 4) + 1];
    int at = from;
    while (at < lineEnd && column < MOST_COLUMNS) {
      int length = character(all, at, lineEnd);
      int width = append(out, all.substring(at, at + length), column, style);
      for (int i = 0; i < length; i++) {
        columns[at - from + i] = column;
      }
      column += width;
      at += length;
    }
    columns[at - from] = column;
    if (at < lineEnd) {
      out.append(style.ellipsis());
    }
    return new ShownLine(out.toString(), from, java.util.Arrays.copyOf(columns, at - from + 1));
  }

  String text() {
    return text;
  }

  /// The column (from 0) at which the byte begins; of the nearest end of what is shown, when the byte is not.
  int column(int offset) {
    return columns[Math.clamp(offset - from, 0, columns.length - 1)];
  }

  private static int append(StringBuilder out, String bytes, int column, Style style) {
    if (bytes.length() == 1 && bytes.charAt(0) == '\t') {
      int width = TAB - column % TAB;
      out.append(" ".repeat(width));
      return width;
    }
    String shown = Display.of(bytes);
    if (!style.unicode() && shown.charAt(0) > 126) {
      StringBuilder escaped = new StringBuilder();
      for (int i = 0; i < bytes.length(); i++) {
        escaped.append("\\x").append(Integer.toHexString(bytes.charAt(i)));
      }
      shown = escaped.toString();
    }
    out.append(shown);
    return Width.of(shown);
  }

  /// How many bytes the UTF-8 character at `at` has; 1 when there is none.
  private static int character(String text, int at, int end) {
    char lead = text.charAt(at);
    int length = lead >= 0xf0 && lead < 0xf8 ? 4 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xc2 && lead < 0xe0 ? 2 : 1;
    if (at + length > end) {
      return 1;
    }
    for (int i = 1; i < length; i++) {
      if (!isContinuation(text.charAt(at + i))) {
        return 1;
      }
    }
    return length;
  }

  private static boolean isContinuation(char c) {
    return c >= 0x80 && c < 0xc0;
  }
}
