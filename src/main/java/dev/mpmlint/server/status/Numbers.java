package dev.mpmlint.server.status;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Numbers as APR prints them, which is not quite what C does: `.5` without a zero in front.
final class Numbers {
  private static final int KILO = 1024;
  private static final long MEGA = 1_048_576;
  private static final long GIGA = 1_073_741_824;

  private Numbers() {}

  /// `%.Ng`; `%g` is 6 digits. From APR's apr_snprintf.c, `apr_gcvt`.
  static String general(double value, int digits) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded =
        new BigDecimal(Math.abs(value)).round(new MathContext(digits, RoundingMode.HALF_UP)).stripTrailingZeros();
    String figures = rounded.unscaledValue().toString();
    // Where the point is: before the figures at 0.
    int point = figures.length() - rounded.scale();
    String sign = value < 0 ? "-" : "";
    if (point - figures.length() > 4 || point < -3) {
      return sign + exponential(figures, point - 1);
    }
    if (point <= 0) {
      return sign + "." + "0".repeat(-point) + figures;
    }
    if (point >= figures.length()) {
      return sign + figures + "0".repeat(point - figures.length());
    }
    return sign + figures.substring(0, point) + "." + figures.substring(point);
  }

  private static String exponential(String figures, int exponent) {
    return figures.charAt(0) + "." + figures.substring(1) + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
  }

  /// `%.Nf` of a number that is not negative.
  static String fixed(double value, int decimals) {
    return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
  }

  /// `431 B`, `5.2 kB`, … (format_byte_out of mod_status.c).
  static String bytes(long bytes) {
    if (bytes < 5 * KILO) {
      return bytes + " B";
    } else if (bytes < MEGA / 2) {
      return fixed((float) bytes / KILO, 1) + " kB";
    } else if (bytes < GIGA / 2) {
      return fixed((float) bytes / MEGA, 1) + " MB";
    }
    return fixed((float) bytes / GIGA, 1) + " GB";
  }

  /// `12 kB`, `5.2 MB`, … (format_kbyte_out).
  static String kilobytes(long kilobytes) {
    if (kilobytes < KILO) {
      return kilobytes + " kB";
    } else if (kilobytes < MEGA) {
      return fixed((float) kilobytes / KILO, 1) + " MB";
    }
    return fixed((float) kilobytes / MEGA, 1) + " GB";
  }

  /// ` 1 day 2 hours 3 minutes 4 seconds`, what is 0 left out (show_time).
  static String duration(long seconds) {
    return part(seconds / 86_400, "day")
        + part(seconds / 3600 % 24, "hour")
        + part(seconds / 60 % 60, "minute")
        + part(seconds % 60, "second");
  }

  private static String part(long count, String unit) {
    return count == 0 ? "" : " " + count + " " + unit + (count == 1 ? "" : "s");
  }
}
