package dev.mpmlint.httpd;

import java.util.Optional;

/// The number of one of httpd's log messages, shown as `AH00534`.
public record AhNumber(int value) implements Comparable<AhNumber> {
  public AhNumber {
    if (value < 1 || value > 99_999) {
      throw new IllegalArgumentException("no AH number: " + value);
    }
  }

  /// The number that `AH00534`, `ah534` or `534` names; empty for anything else.
  public static Optional<AhNumber> parse(String text) {
    boolean prefixed = text.length() > 2 && Ascii.lower(text.substring(0, 2)).equals("ah");
    String digits = prefixed ? text.substring(2) : text;
    if (digits.isEmpty() || digits.length() > 5) {
      return Optional.empty();
    }
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return Optional.empty();
      }
      value = value * 10 + (c - '0');
    }
    return value == 0 ? Optional.empty() : Optional.of(new AhNumber(value));
  }

  @Override
  public int compareTo(AhNumber o) {
    return Integer.compare(value, o.value);
  }

  @Override
  public String toString() {
    String digits = Integer.toString(value);
    return "AH" + "0".repeat(5 - digits.length()) + digits;
  }
}
