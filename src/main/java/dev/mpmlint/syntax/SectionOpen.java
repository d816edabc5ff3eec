package dev.mpmlint.syntax;

import dev.mpmlint.source.LogicalText;
import dev.mpmlint.source.Span;

/// `<Name arguments>`. The last `>` of the line closes the tag; what follows it httpd drops without a word.
///
/// @param nameEnd index just past the name
/// @param argsEnd index of the closing `>`, or the line's end when it is missing
/// @param closed whether there is a `>`
public record SectionOpen(
    LogicalText in, String name, String key, int start, int nameEnd, int argsStart, int argsEnd, int end, int lineEnd, boolean closed)
    implements Statement {
  @Override
  public Span nameSpan() {
    return in.span(Math.min(start + 1, nameEnd), nameEnd);
  }

  @Override
  public String toString() {
    return text();
  }
}
