package dev.mpmlint.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// Amounts as people write them on a command line: `80ms`, `60M`, `5%`, `200`. Empty for anything else. Stateless.
final class Quantity {
  private static final int MOST_LETTERS = 30;
  private static final double HUNDRED = 100;

  private Quantity() {}

  /// A number above 0 and below a million million, without exponent.
  static OptionalDouble number(String text) {
    boolean digits = false;
    boolean point = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits = true;
      } else if (c == '.' && !point) {
        point = true;
      } else {
        return OptionalDouble.empty();
      }
    }
    if (!digits || text.length() > MOST_LETTERS) {
      return OptionalDouble.empty();
    }
    double number = Double.parseDouble(text);
    return number > 0 && number < 1e12 ? OptionalDouble.of(number) : OptionalDouble.empty();
  }

  /// Nanoseconds: a number and `us`, `ms`, `s`, `m`, `min`, `h` or `d`; `0` is no time.
  static OptionalLong duration(String text) {
    if (text.equals("0") || text.equals("0s")) {
      return OptionalLong.of(0);
    }
    int at = unitAt(text);
    double unit =
        switch (text.substring(at).toLowerCase(Locale.ROOT)) {
          case "us" -> 1e3;
          case "ms" -> 1e6;
          case "s" -> 1e9;
          case "m", "min" -> 60e9;
          case "h" -> 3600e9;
          case "d" -> 86_400e9;
          default -> 0;
        };
    return scaled(text.substring(0, at), unit, Long.MAX_VALUE / 1000.0);
  }

  /// Bytes: a number and `K`, `M`, `G` or `T`, each 1024 times the one before; nothing means bytes.
  static OptionalLong bytes(String text) {
    int at = unitAt(text);
    double unit =
        switch (text.substring(at).toUpperCase(Locale.ROOT)) {
          case "", "B" -> 1;
          case "K", "KB", "KIB" -> 0x1p10;
          case "M", "MB", "MIB" -> 0x1p20;
          case "G", "GB", "GIB" -> 0x1p30;
          case "T", "TB", "TIB" -> 0x1p40;
          default -> 0;
        };
    return scaled(text.substring(0, at), unit, 0x1p60);
  }

  /// From 0 to 1: `5%`, or `0.05`.
  static OptionalDouble share(String text) {
    boolean percent = text.endsWith("%");
    OptionalDouble number = number(percent ? text.substring(0, text.length() - 1) : text);
    if (number.isEmpty()) {
      return number;
    }
    double share = percent ? number.getAsDouble() / HUNDRED : number.getAsDouble();
    return share <= 1 ? OptionalDouble.of(share) : OptionalDouble.empty();
  }

  /// A whole number from `least` to `most`.
  static OptionalLong whole(String text, long least, long most) {
    try {
      long number = Long.parseLong(text);
      return number >= least && number <= most ? OptionalLong.of(number) : OptionalLong.empty();
    } catch (NumberFormatException _) {
      return OptionalLong.empty();
    }
  }

  /// The two sides of the first separator; empty when there is none.
  static Optional<String[]> pair(String text, String separator) {
    int at = text.indexOf(separator);
    return at < 0
        ? Optional.empty()
        : Optional.of(new String[] {text.substring(0, at), text.substring(at + separator.length())});
  }

  private static OptionalLong scaled(String number, double unit, double most) {
    OptionalDouble value = number(number);
    double scaled = value.orElse(0) * unit;
    return scaled > 0 && scaled <= most ? OptionalLong.of(Math.max(1, Math.round(scaled))) : OptionalLong.empty();
  }

  private static int unitAt(String text) {
    int at = text.length();
    while (at > 0 && Character.isLetter(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }
}
