package dev.mpmlint.mpm;

import dev.mpmlint.httpd.AhNumber;

/// A line for the error log.
///
/// @param module as LogLevel names it: `core`, `mpm_event`
/// @param text httpd's own words, the number left out
public record Message(Level level, String module, AhNumber number, String text) {
  /// The levels in use here, named as LogLevel names them.
  public enum Level {
    ALERT,
    CRIT,
    ERROR,
    WARN,
    NOTICE,
    INFO
  }

  /// `AH00161: server reached …`.
  public String line() {
    return number + ": " + text;
  }
}
