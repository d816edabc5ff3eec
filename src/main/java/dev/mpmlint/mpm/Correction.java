package dev.mpmlint.mpm;

import dev.mpmlint.httpd.AhNumber;
import org.jspecify.annotations.Nullable;

/// One change that httpd makes to a number.
///
/// @param directive whose value changes
/// @param number of the start-up message; null where httpd changes it without a word, and up to 2.2, whose messages
///     have no numbers
/// @param text httpd's own words as printed at start, `WARNING: ` included and the number left out; for a silent
///     correction, ours
/// @param from the value before
/// @param to the value after
/// @param silent whether httpd says nothing of it, neither at `-t` nor in its log
public record Correction(
    MpmDirective directive, @Nullable AhNumber number, String text, long from, long to, boolean silent) {
  /// One that httpd announces exactly when it has a number.
  public Correction(MpmDirective directive, @Nullable AhNumber number, String text, long from, long to) {
    this(directive, number, text, from, to, number == null);
  }

  /// The line that httpd 2.4 prints at start: `AH00513: WARNING: …`; up to 2.2, and for a silent one, just the text.
  public String line() {
    return number == null ? text : number + ": " + text;
  }
}
