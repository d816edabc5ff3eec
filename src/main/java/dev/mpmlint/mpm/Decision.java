package dev.mpmlint.mpm;

import dev.mpmlint.config.Occurrence;

/// What decides which MPM runs.
public sealed interface Decision {
  /// A LoadModule line.
  record Loaded(Occurrence by) implements Decision {}

  /// It is compiled in, as stated by `source` (a saved `httpd -V`, the layout, an option).
  record CompiledIn(String source) implements Decision {}

  /// A fragment does not say; `clue` is the line or name that tells whose numbers these are.
  record Assumed(String clue) implements Decision {}
}
