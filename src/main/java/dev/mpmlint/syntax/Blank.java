package dev.mpmlint.syntax;

import dev.mpmlint.source.LogicalText;

/// A line of white space only.
public record Blank(LogicalText in, int start, int lineEnd) implements Line, Node {
  @Override
  public int end() {
    return start;
  }
}
