package dev.mpmlint.mpm;

import dev.mpmlint.config.Occurrence;

/// Where a value comes from.
public sealed interface Origin {
  /// A line of the configuration.
  record Written(Occurrence at) implements Origin {}

  /// Nothing sets it.
  record Default() implements Origin {}
}
