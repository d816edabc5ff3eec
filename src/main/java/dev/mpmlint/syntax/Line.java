package dev.mpmlint.syntax;

import dev.mpmlint.source.LogicalText;
import dev.mpmlint.source.Span;

/// One logical line: what httpd's reader hands on after joining continued lines. Every byte of a file belongs to a line
/// (or to the white space around it), so nothing is thrown away.
public sealed interface Line permits Statement, SectionClose, Comment, Blank {
  /// The text that this line is a part of.
  LogicalText in();

  /// Index in [#in] of the first character that is no white space.
  int start();

  /// Index in [#in] just past the last character that is no white space.
  int end();

  /// Index in [#in] of the line feed that ends the line, or the text's length.
  int lineEnd();

  /// The line without the white space around it.
  default Span span() {
    return in().span(start(), end());
  }

  /// The line as httpd sees it: trimmed, joined, one `char` per byte.
  default String text() {
    return in().text().substring(start(), end());
  }

  /// The number that httpd gives this line in messages: that of its last physical line, and one more when a
  /// continuation at the very end of the file made it look for another.
  default int number() {
    int line = in().file().lineOf(in().offset(Math.max(start(), lineEnd())));
    return lineEnd() == in().text().length() && in().endsContinued() ? line + 1 : line;
  }
}
