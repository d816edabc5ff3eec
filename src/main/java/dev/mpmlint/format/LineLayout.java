package dev.mpmlint.format;

import dev.mpmlint.source.SourceFile;
import dev.mpmlint.syntax.Blank;
import dev.mpmlint.syntax.Directive;
import dev.mpmlint.syntax.Line;
import dev.mpmlint.syntax.SectionOpen;
import dev.mpmlint.syntax.Statement;

/// Where the white space of one line is that httpd drops, as bytes of its file. An empty place (`start == end`) is one
/// that may be filled; one that must stay as it is has a negative start.
///
/// httpd trims a line after joining what a backslash continues, and skips what stands between a directive's name and its
/// arguments; white space anywhere else may mean something to someone. So does a byte behind NUL, a blank that keeps a
/// backslash from being the last byte, and one that a variable's value could put into quotes.
///
/// @param lead from the beginning of the line to its first character
/// @param gap between name and arguments
/// @param tail from its last character to the line feed
record LineLayout(Place lead, Place gap, Place tail) {
  /// Longer lines stay as they are: in .htaccess and in macros a line is cut at 8191 bytes, its indentation included.
  private static final int LONGEST = 4000;

  /// @param start byte offset; -1 where nothing may change
  record Place(int start, int end) {
    static final Place FIXED = new Place(-1, -1);

    boolean isFixed() {
      return start < 0;
    }

    int length() {
      return end - start;
    }
  }

  static final LineLayout FIXED = new LineLayout(Place.FIXED, Place.FIXED, Place.FIXED);

  /// @param begin index in the line's text of its very first character
  /// @param first the byte behind the line feed of the line before; where that is another one than `begin` stands for,
  ///     there is something in between that the reader does not see
  static LineLayout of(Line line, int begin, int first) {
    SourceFile file = line.in().file();
    int last = line.in().offset(line.lineEnd());
    int end = file.lineEnd(file.lineOf(last));
    if (line.in().offset(begin) != first || file.text().indexOf('\0', first, end) >= 0 || contentLength(line) > LONGEST) {
      return FIXED;
    }
    if (line instanceof Blank) {
      boolean alone = file.lineOf(first) == file.lineOf(last);
      return alone && isWhite(file, first, end) ? new LineLayout(Place.FIXED, Place.FIXED, new Place(first, end)) : FIXED;
    }
    return new LineLayout(lead(line, begin), gap(line), tail(line, file, end));
  }

  /// Without the white space that this is about, so that formatting twice finds the same.
  private static int contentLength(Line line) {
    int gap = line instanceof Statement s ? s.argsStart() - nameEnd(s) : 0;
    return line.end() - line.start() - gap;
  }

  private static Place lead(Line line, int begin) {
    return contiguous(line, begin, line.start());
  }

  private static Place gap(Line line) {
    if (!(line instanceof Statement s) || s.argsStart() >= s.argsEnd() || s.name().isEmpty()) {
      return Place.FIXED;
    }
    int nameEnd = nameEnd(s);
    boolean closed = !(s instanceof SectionOpen open) || open.closed();
    boolean variable = s.in().text().indexOf("${", s.start(), nameEnd) >= 0;
    Place gap = contiguous(s, nameEnd, s.argsStart());
    return closed && !variable && gap.length() > 0 && isWhite(s.in().file(), gap.start, gap.end) ? gap : Place.FIXED;
  }

  private static int nameEnd(Statement statement) {
    return switch (statement) {
      case Directive d -> d.nameEnd();
      case SectionOpen open -> open.nameEnd();
    };
  }

  private static Place tail(Line line, SourceFile file, int end) {
    int from = line.in().offset(line.end() - 1) + 1;
    boolean backslash = file.text().charAt(from - 1) == '\\';
    return !backslash && from <= end && isWhite(file, from, end) ? new Place(from, end) : Place.FIXED;
  }

  /// The bytes behind a part of the line's text, when it stands in one piece.
  private static Place contiguous(Line line, int start, int end) {
    int from = line.in().offset(start);
    int to = line.in().offset(end);
    return to - from == end - start ? new Place(from, to) : Place.FIXED;
  }

  private static boolean isWhite(SourceFile file, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = file.text().charAt(i);
      if (c != ' ' && (c < '\t' || c > '\r' || c == '\n')) {
        return false;
      }
    }
    return true;
  }
}
