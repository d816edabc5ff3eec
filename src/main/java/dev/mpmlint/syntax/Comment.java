package dev.mpmlint.syntax;

import dev.mpmlint.source.LogicalText;

/// A line whose first character that is no white space is `#`, with all lines that it continues over.
public record Comment(LogicalText in, int start, int end, int lineEnd) implements Line, Node {}
