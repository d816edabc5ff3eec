package dev.mpmlint.source;

/// Puts `replacement` (one `char` per byte) in the place of a span; an empty span inserts, an empty text removes.
public record TextEdit(Span at, String replacement) {}
