package dev.mpmlint.source;

import java.util.ArrayList;
import java.util.List;

/// Joins continued lines and drops what httpd's reader never sees, as `ap_cfg_getline_core` (server/util.c) does.
///
/// A line whose very last byte before LF or CR LF is a backslash goes on in the next physical line, also in comments; a
/// NUL byte hides the rest of its physical line, its continuation included. Stateless.
public final class Splicer {
  /// The longest joined line, in bytes, that httpd reads from a configuration file (VARBUF_MAX_LEN).
  public static final int LONGEST_LINE = 16_777_215;

  /// Something about the bytes that a person would want to know.
  public enum Kind {
    NUL_BYTE,
    BYTE_ORDER_MARK,
    LINE_TOO_LONG,
    CONTINUATION_AT_END,
    /// A comment goes on in a line that does not look like one.
    CONTINUED_COMMENT
  }

  /// @param at the bytes concerned
  public record Irregularity(Kind kind, Span at) {}

  /// @param text the file as httpd's reader hands it on, a line feed after each logical line but perhaps the last;
  ///     a byte order mark and lines that are too long are left out
  public record Result(LogicalText text, List<Irregularity> irregularities) {}

  private final SourceFile file;
  private final String bytes;
  private final LogicalText.Builder out;
  private final List<Irregularity> irregularities = new ArrayList<>();

  private Splicer(SourceFile file) {
    this.file = file;
    this.bytes = file.text();
    this.out = new LogicalText.Builder(file);
  }

  public static Result splice(SourceFile file) {
    return isPlain(file.text())
        ? new Result(LogicalText.plain(file), List.of())
        : new Splicer(file).run();
  }

  private static boolean isPlain(String bytes) {
    if (bytes.length() > LONGEST_LINE || bytes.startsWith("\u00ef\u00bb\u00bf") || bytes.indexOf('\0') >= 0) {
      return false;
    }
    for (int at = bytes.indexOf('\\'); at >= 0; at = bytes.indexOf('\\', at + 1)) {
      if (endsLine(bytes, at + 1)) {
        return false;
      }
    }
    return true;
  }

  private static boolean endsLine(String bytes, int at) {
    return bytes.startsWith("\n", at) || bytes.startsWith("\r\n", at);
  }

  private Result run() {
    int at = 0;
    if (bytes.startsWith("\u00ef\u00bb\u00bf")) {
      irregularities.add(new Irregularity(Kind.BYTE_ORDER_MARK, new Span(file, 0, 3)));
      at = 3;
    }
    while (at < bytes.length()) {
      at = logicalLine(at);
    }
    return new Result(out.build(), List.copyOf(irregularities));
  }

  /// Copies the logical line that begins at a byte; returns where the next one begins.
  private int logicalLine(int start) {
    List<int[]> pieces = new ArrayList<>(2);
    long length = 0;
    int at = start;
    boolean comment = isComment(start);
    while (true) {
      int lf = bytes.indexOf('\n', at);
      int end = lf < 0 ? bytes.length() : lf;
      int nul = bytes.indexOf('\0', at, end);
      if (nul >= 0) {
        irregularities.add(new Irregularity(Kind.NUL_BYTE, new Span(file, nul, end)));
        pieces.add(new int[] {at, nul});
        length += nul - at;
        at = end;
        break;
      }
      int contentEnd = lf > at && bytes.charAt(lf - 1) == '\r' ? lf - 1 : end;
      int last = contentEnd > at ? contentEnd : at == contentEnd && !pieces.isEmpty() ? lastOf(pieces) : -1;
      boolean continued = lf >= 0 && last > 0 && bytes.charAt(last - 1) == '\\';
      if (!continued) {
        pieces.add(new int[] {at, contentEnd});
        length += contentEnd - at;
        at = end;
        break;
      }
      if (contentEnd > at) {
        pieces.add(new int[] {at, contentEnd - 1});
        length += contentEnd - 1 - at;
      } else {
        // An empty line behind one that ended in two backslashes: httpd looks at the joined buffer and takes the other.
        pieces.getLast()[1]--;
        length--;
      }
      at = lf + 1;
      if (at >= bytes.length()) {
        irregularities.add(new Irregularity(Kind.CONTINUATION_AT_END, new Span(file, last - 1, last)));
        break;
      }
      if (comment && !isComment(at) && !isEmpty(at)) {
        irregularities.add(new Irregularity(Kind.CONTINUED_COMMENT, new Span(file, last - 1, last)));
        comment = false;
      }
    }
    if (length > LONGEST_LINE) {
      irregularities.add(new Irregularity(Kind.LINE_TOO_LONG, new Span(file, start, Math.min(at, bytes.length()))));
    } else {
      pieces.forEach(p -> out.copy(p[0], p[1]));
    }
    int end = Math.min(at, bytes.length());
    if (end < bytes.length()) {
      out.copy(end, end + 1);
      return end + 1;
    }
    return end;
  }

  /// The end of the last piece that holds anything, or -1.
  private static int lastOf(List<int[]> pieces) {
    for (int i = pieces.size() - 1; i >= 0; i--) {
      if (pieces.get(i)[1] > pieces.get(i)[0]) {
        return pieces.get(i)[1];
      }
    }
    return -1;
  }

  private boolean isComment(int start) {
    int at = start;
    while (at < bytes.length() && isBlank(bytes.charAt(at))) {
      at++;
    }
    return at < bytes.length() && bytes.charAt(at) == '#';
  }

  /// C's isspace(), but for the line feed.
  private static boolean isBlank(char c) {
    return c == ' ' || c >= '\t' && c <= '\r' && c != '\n';
  }

  private boolean isEmpty(int start) {
    return start >= bytes.length() || bytes.startsWith("\n", start) || bytes.startsWith("\r\n", start);
  }
}
