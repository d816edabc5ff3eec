package dev.mpmlint.server.gateway;

/// Lengths of time as httpd writes them (ap_timeout_parameter_parse): seconds, or with the unit `ms`, `s`, `mi`, `h`.
final class Durations {
  private Durations() {}

  /// @param otherwise for a text that is no length of time
  /// @return milliseconds
  static long millis(String text, long otherwise) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    if (digits == 0 || digits > 12) {
      return otherwise;
    }
    long number = Long.parseLong(text.substring(0, digits));
    return switch (text.substring(digits)) {
      case "", "s", "S" -> number * 1000;
      case "ms", "MS" -> number;
      case "mi", "MI", "min" -> number * 60_000;
      case "h", "H" -> number * 3_600_000;
      default -> otherwise;
    };
  }
}
