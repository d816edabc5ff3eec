package dev.mpmlint.verify.model;

/// The line of the user's configuration that a promise comes from.
///
/// @param file its full name
/// @param line counted from 1; 0 where a default makes the promise
/// @param text the directive as it counts: `MaxRequestWorkers 150`; ends with ` (default)` where nothing sets it
public record Source(String file, int line, String text) {
  /// A number that nothing sets.
  public static Source ofDefault(String text) {
    return new Source("", 0, text + " (default)");
  }

  public boolean isDefault() {
    return line == 0;
  }
}
