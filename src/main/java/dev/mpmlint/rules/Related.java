package dev.mpmlint.rules;

import dev.mpmlint.source.Span;

/// Another place that a finding is about, and a few words on why: "the other LoadModule is here".
public record Related(Span at, String message) {}
