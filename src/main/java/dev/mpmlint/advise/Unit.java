package dev.mpmlint.advise;

import java.util.Locale;

/// What a quantity is counted in: reads it as people write it, and shows it so. Stateless.
public enum Unit {
  BYTES("size", "8G (K, M, G or T)"),
  SECONDS("time", "80ms (us, ms, s, min or h)"),
  PER_SECOND("rate", "200 (requests per second)"),
  COUNT("whole number", "200"),
  RATIO("number", "6"),
  SHARE("share", "60%, or 0.6");

  private static final long KIB = 1024;

  private final String noun;
  private final String form;

  Unit(String noun, String form) {
    this.noun = noun;
    this.form = form;
  }

  /// How it is written, for a sentence that ends in `write --ram …`.
  public String form() {
    return form;
  }

  /// @param name what the sentence calls it: `--ram`
  /// @throws UnusableInputException with one sentence when the text is no such quantity
  public double parse(String name, String text) throws UnusableInputException {
    String trimmed = text.strip();
    int end = 0;
    while (end < trimmed.length() && (Character.isDigit(trimmed.charAt(end)) || trimmed.charAt(end) == '.')) {
      end++;
    }
    double number;
    try {
      number = Double.parseDouble(trimmed.substring(0, end));
    } catch (NumberFormatException _) {
      throw refusal(name, text);
    }
    double value = number * factor(trimmed.substring(end).strip().toLowerCase(Locale.ROOT));
    if (Double.isNaN(value) || this == COUNT && value != Math.rint(value)) {
      throw refusal(name, text);
    }
    if (!(value < 1e18)) {
      throw new UnusableInputException(name + " " + text + " is more than any server has; write " + name + " " + form);
    }
    if (this == SHARE && value > 1) {
      throw new UnusableInputException(name + " " + text + " is more than all; write " + name + " " + form);
    }
    return value;
  }

  private UnusableInputException refusal(String name, String text) {
    return new UnusableInputException(name + " " + (text.isEmpty() ? "''" : text) + " is no " + noun + "; write " + name + " " + form);
  }

  /// NaN for a suffix that this unit has not.
  private double factor(String suffix) {
    return switch (this) {
      case BYTES ->
          switch (suffix.replace("ib", "").replace("b", "")) {
            case "" -> 1;
            case "k" -> KIB;
            case "m" -> KIB * KIB;
            case "g" -> KIB * KIB * KIB;
            case "t" -> KIB * KIB * KIB * KIB;
            default -> Double.NaN;
          };
      case SECONDS ->
          switch (suffix) {
            case "us", "µs" -> 1e-6;
            case "ms" -> 1e-3;
            case "s", "sec" -> 1;
            case "m", "min" -> 60;
            case "h" -> 3600;
            default -> Double.NaN;
          };
      case PER_SECOND -> suffix.isEmpty() || suffix.equals("/s") || suffix.equals("rps") ? 1 : Double.NaN;
      case COUNT, RATIO -> suffix.isEmpty() ? 1 : Double.NaN;
      case SHARE -> suffix.isEmpty() ? 1 : suffix.equals("%") ? 0.01 : Double.NaN;
    };
  }

  /// As people write it: `8 GiB`, `80 ms`, `200/s`.
  public String show(double value) {
    return switch (this) {
      case BYTES -> bytes(value);
      case SECONDS -> seconds(value);
      case PER_SECOND -> plain(value) + "/s";
      case COUNT, RATIO -> plain(value);
      case SHARE -> plain(value * 100) + " %";
    };
  }

  private static String bytes(double value) {
    double left = value;
    for (String unit : new String[] {"B", "KiB", "MiB", "GiB"}) {
      if (left < KIB) {
        return plain(left) + " " + unit;
      }
      left /= KIB;
    }
    return plain(left) + " TiB";
  }

  private static String seconds(double value) {
    if (value == 0) {
      return "0 s";
    }
    if (value < 1e-3) {
      return plain(value * 1e6) + " µs";
    }
    return value < 1 ? plain(value * 1e3) + " ms" : plain(value) + " s";
  }

  /// Three significant digits, or all before the point.
  static String plain(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    int decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 1 ? 2 : 3;
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }
}
