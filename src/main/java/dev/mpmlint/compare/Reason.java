package dev.mpmlint.compare;

import dev.mpmlint.source.Span;
import org.jspecify.annotations.Nullable;

/// Why more than a reload is needed.
///
/// @param text a clause without a final period, with the number of httpd's message where it has one
/// @param at the line that it is about; null where none is
public record Reason(Need need, String text, @Nullable Span at) {}
