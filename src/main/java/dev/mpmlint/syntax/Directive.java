package dev.mpmlint.syntax;

import dev.mpmlint.source.LogicalText;
import dev.mpmlint.source.Span;

/// `Name arguments`.
public record Directive(LogicalText in, String name, String key, int start, int nameEnd, int argsStart, int end, int lineEnd)
    implements Statement {
  @Override
  public int argsEnd() {
    return end;
  }

  @Override
  public Span nameSpan() {
    return in.span(start, nameEnd);
  }

  @Override
  public String toString() {
    return text();
  }
}
