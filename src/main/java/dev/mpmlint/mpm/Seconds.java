package dev.mpmlint.mpm;

import java.util.Locale;

/// Times as httpd's directives write them: a number, and `ms`, `s`, `min` or `h`. Stateless.
public final class Seconds {
  private static final int MINUTE = 60;
  private static final int HOUR = 3600;
  private static final double MILLI = 0.001;
  private static final double MICRO = 0.000_001;

  private Seconds() {}

  /// A time, a bare number being seconds (`ap_timeout_parameter_parse`).
  public static double of(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    long number = CNumbers.strtol(text.substring(0, digits));
    return number * unit(text.substring(digits).toLowerCase(Locale.ROOT));
  }

  private static double unit(String unit) {
    if (unit.startsWith("ms")) {
      return MILLI;
    }
    if (unit.startsWith("us")) {
      return MICRO;
    }
    return unit.startsWith("m") ? MINUTE : unit.startsWith("h") ? HOUR : 1;
  }

  /// `100 seconds`.
  public static String shown(double seconds) {
    return seconds == Math.rint(seconds) ? (long) seconds + " seconds" : seconds + " seconds";
  }
}
