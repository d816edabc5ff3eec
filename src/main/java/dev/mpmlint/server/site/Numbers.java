package dev.mpmlint.server.site;

/// Numbers as directives give them. Stateless.
final class Numbers {
  private Numbers() {}

  /// As `atoi`: the digits in front; the default when there are none.
  static long number(String text, long standard) {
    int end = text.startsWith("-") ? 1 : 0;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9' && end < 18) {
      end++;
    }
    String digits = text.substring(0, end);
    return digits.isEmpty() || digits.equals("-") ? standard : Long.parseLong(digits);
  }

  /// `ap_timeout_parameter_parse`: a number with `ms`, `s`, `mi` or `h` behind.
  ///
  /// @return milliseconds
  static long milliseconds(String text, long standard) {
    long n = number(text, -1);
    if (n < 0) {
      return standard;
    }
    int at = 0;
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    String unit = text.substring(at);
    return switch (unit) {
      case "ms" -> n;
      case "mi", "min", "m" -> n * 60_000;
      case "h" -> n * 3_600_000;
      default -> n * 1000;
    };
  }
}
