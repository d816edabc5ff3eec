package dev.mpmlint.mpm;

import dev.mpmlint.httpd.AhNumber;
import org.jspecify.annotations.Nullable;

/// One change that httpd makes to a number.
///
/// @param directive whose value changes
/// @param number of the start-up message; null where httpd changes it without a word
/// @param text httpd's own words as printed at start, `WARNING: ` included and the number left out; for a silent
///     correction, ours
/// @param from the value before
/// @param to the value after
public record Correction(MpmDirective directive, @Nullable AhNumber number, String text, long from, long to) {
  /// Whether httpd says nothing of it, neither at `-t` nor in its log.
  public boolean silent() {
    return number == null;
  }
}
