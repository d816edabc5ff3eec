package dev.mpmlint.report;

import dev.mpmlint.source.SourceFile;
import dev.mpmlint.source.Span;

/// The number by which httpd calls a line: for a directive that is continued over several, that of the last one.
final class HttpdLine {
  private HttpdLine() {}

  static int of(Span at) {
    SourceFile file = at.file();
    int line = at.endLine();
    while (line < file.lineCount() && continued(file, line)) {
      line++;
    }
    return line;
  }

  /// A line whose last byte before the line feed is a backslash goes on in the next (server/util.c,
  /// `ap_cfg_getline_core`).
  private static boolean continued(SourceFile file, int line) {
    int end = file.lineEnd(line);
    return end > file.lineStart(line) && file.text().charAt(end - 1) == '\\';
  }
}
