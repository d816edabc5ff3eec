package dev.mpmlint.report.html;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Numbers as people and SVG read them. Stateless.
final class Numbers {
  private Numbers() {}

  /// A coordinate: at most one digit behind the point.
  static String tenth(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("no coordinate: " + value);
    }
    long tenths = Math.round(value * 10);
    String whole = Long.toString(Math.abs(tenths) / 10);
    long rest = Math.abs(tenths) % 10;
    return (tenths < 0 ? "-" : "") + whole + (rest == 0 ? "" : "." + rest);
  }

  /// Three digits that count, or all before the point; thousands apart by commas.
  static String plain(double value) {
    BigDecimal number = BigDecimal.valueOf(value);
    number = Math.abs(value) >= 100 ? number.setScale(0, RoundingMode.HALF_UP) : number.round(new MathContext(3));
    if (number.signum() == 0) {
      return "0";
    }
    String text = number.stripTrailingZeros().toPlainString();
    int point = text.indexOf('.') < 0 ? text.length() : text.indexOf('.');
    StringBuilder out = new StringBuilder(text);
    for (int at = point - 3; at > (value < 0 ? 1 : 0); at -= 3) {
      out.insert(at, ',');
    }
    return out.toString();
  }

  /// A span of time: `0.4 ms`, `250 ms`, `12.5 s`, `3 min 20 s`, `2 h 5 min`.
  static String duration(double seconds) {
    double size = Math.abs(seconds);
    if (size == 0) {
      return "0 s";
    }
    if (size < 0.9995) {
      return plain(seconds * 1000) + " ms";
    }
    if (size < 120) {
      return plain(seconds) + " s";
    }
    String sign = seconds < 0 ? "-" : "";
    long whole = Math.round(size);
    if (whole < 7200) {
      return sign + whole / 60 + " min" + (whole % 60 == 0 ? "" : " " + whole % 60 + " s");
    }
    long minutes = Math.round(size / 60);
    if (minutes < 48 * 60) {
      return sign + minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }
    long hours = Math.round(size / 3600);
    return sign + hours / 24 + " d" + (hours % 24 == 0 ? "" : " " + hours % 24 + " h");
  }

  /// `512 B`, `10.5 MiB`.
  static String bytes(double bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    double value = bytes;
    int unit = 0;
    while (Math.abs(value) >= 1023.5 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return plain(value) + " " + units[unit];
  }
}
