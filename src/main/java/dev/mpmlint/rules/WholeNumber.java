package dev.mpmlint.rules;

import java.util.OptionalLong;

/// Numbers as people write them. Stateless.
final class WholeNumber {
  private static final int MOST_DIGITS = 15;

  private WholeNumber() {}

  /// Whether C's `atoi` reads exactly what stands there: digits, a sign before them and white space around, and no
  /// more than 32 bits.
  static boolean isWhole(String text) {
    String digits = digits(text);
    return digits != null && digits.length() <= MOST_DIGITS && fits(text, digits);
  }

  /// As [#isWhole] for what `strtol` reads: 64 bits.
  static boolean isLong(String text) {
    return digits(text) != null;
  }

  /// What a person most likely means by text that [#isWhole] denies: `1e3`, `0x10`, `1,000`, `25.0`; empty where that
  /// cannot be told.
  static OptionalLong meant(String text) {
    String bare = text.strip();
    if (bare.startsWith("0x") || bare.startsWith("0X")) {
      return parse(bare.substring(2), 16);
    }
    int e = Math.max(bare.indexOf('e'), bare.indexOf('E'));
    if (e > 0) {
      OptionalLong mantissa = parse(bare.substring(0, e), 10);
      OptionalLong exponent = parse(bare.substring(e + 1), 10);
      if (mantissa.isEmpty() || exponent.isEmpty() || exponent.getAsLong() > 9) {
        return OptionalLong.empty();
      }
      long value = mantissa.getAsLong();
      for (long i = exponent.getAsLong(); i > 0; i--) {
        value *= 10;
      }
      return OptionalLong.of(value);
    }
    return grouped(bare);
  }

  /// `1,000`, `1_000`, `1.000`, `1 000`, `1'000`.
  private static OptionalLong grouped(String text) {
    StringBuilder digits = new StringBuilder();
    int sinceSeparator = -1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits.append(c);
        sinceSeparator = sinceSeparator < 0 ? -1 : sinceSeparator + 1;
      } else if (",._' ".indexOf(c) >= 0 && !digits.isEmpty() && (sinceSeparator < 0 || sinceSeparator == 3)) {
        sinceSeparator = 0;
      } else {
        return OptionalLong.empty();
      }
    }
    return sinceSeparator == 3 ? parse(digits.toString(), 10) : OptionalLong.empty();
  }

  private static OptionalLong parse(String digits, int radix) {
    if (digits.isEmpty() || digits.length() > 9) {
      return OptionalLong.empty();
    }
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = Character.digit(digits.charAt(i), radix);
      if (digit < 0 || digits.charAt(i) > 127) {
        return OptionalLong.empty();
      }
      value = value * radix + digit;
    }
    return OptionalLong.of(value);
  }

  private static boolean fits(String text, String digits) {
    long value = Long.parseLong(digits);
    return text.strip().startsWith("-") ? value <= 0x8000_0000L : value <= Integer.MAX_VALUE;
  }

  /// The digits, leading zeros left out; null where there is anything else.
  private static @org.jspecify.annotations.Nullable String digits(String text) {
    String bare = text.strip();
    int from = bare.startsWith("-") || bare.startsWith("+") ? 1 : 0;
    if (bare.length() == from) {
      return null;
    }
    int first = from;
    for (int i = from; i < bare.length(); i++) {
      if (bare.charAt(i) < '0' || bare.charAt(i) > '9') {
        return null;
      }
      first = first == i && bare.charAt(i) == '0' && i < bare.length() - 1 ? i + 1 : first;
    }
    return bare.substring(first);
  }
}
