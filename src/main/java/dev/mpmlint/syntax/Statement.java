package dev.mpmlint.syntax;

import dev.mpmlint.source.Span;
import java.util.List;

/// A line that asks httpd for something: a directive, or the opening of a section.
public sealed interface Statement extends Line, Node permits Directive, SectionOpen {
  /// The name as written, without quotes, and for a section without `<`: `ServerName`, `VirtualHost`.
  String name();

  /// [#name] in lower case, as httpd looks it up.
  String key();

  /// Index in [#in] of the first character of the arguments (of the end, where there are none).
  int argsStart();

  /// Index in [#in] just past the arguments; for a section, of the `>` that closes the opening tag.
  int argsEnd();

  Span nameSpan();

  /// The arguments as one raw text, trimmed; a section's without its `>`.
  default String args() {
    return in().text().substring(argsStart(), argsEnd());
  }

  default Span argsSpan() {
    return in().span(argsStart(), argsEnd());
  }

  /// The arguments split as httpd's `ap_getword_conf` does. Computed at each call.
  default List<Word> words() {
    return Words.split(in(), argsStart(), argsEnd());
  }
}
