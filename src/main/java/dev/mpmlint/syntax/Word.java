package dev.mpmlint.syntax;

import dev.mpmlint.source.Span;

/// One argument.
///
/// @param value as httpd hands it to the directive: without quotes, escapes undone
/// @param quote the quote character around it, or 0
/// @param closed whether that quote is there at the end as well; true for a word without quotes
/// @param span with its quotes
public record Word(String value, char quote, boolean closed, Span span) {
  @Override
  public String toString() {
    return value;
  }
}
