package dev.mpmlint.mpm;

import java.util.OptionalDouble;

/// Numbers read from text as C's library does on a 64-bit Unix, which is how httpd reads its MPM directives.
public final class CNumbers {
  private CNumbers() {}

  /// `atoi`: the digits up to the first other character, 0 when there are none, cut to 32 bits.
  public static int atoi(String text) {
    return (int) strtol(text);
  }

  /// `strtol(text, NULL, 10)`: as [#atoi] but 64 bits, and at the ends of their range the end.
  public static long strtol(String text) {
    int i = afterSpace(text);
    boolean negative = i < text.length() && text.charAt(i) == '-';
    if (i < text.length() && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
      i++;
    }
    long value = 0;
    for (; i < text.length() && isDigit(text.charAt(i)); i++) {
      int digit = text.charAt(i) - '0';
      if (value < (Long.MIN_VALUE + digit) / 10) {
        return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
      }
      value = value * 10 - digit;
    }
    if (negative) {
      return value;
    }
    return value == Long.MIN_VALUE ? Long.MAX_VALUE : -value;
  }

  /// Whether `strtol` would set ERANGE: the number does not fit into 64 bits.
  static boolean outOfRange(String text) {
    int i = afterSpace(text);
    boolean negative = i < text.length() && text.charAt(i) == '-';
    if (i < text.length() && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
      i++;
    }
    int start = i;
    while (i < text.length() && isDigit(text.charAt(i))) {
      i++;
    }
    if (i - start < 19) {
      return false;
    }
    java.math.BigInteger value = new java.math.BigInteger(text.substring(start, i));
    return (negative ? value.negate() : value).bitLength() > 63;
  }

  /// `strtod` on the whole text; empty when characters are left over.
  public static OptionalDouble strtod(String text) {
    int i = afterSpace(text);
    String number = text.substring(i);
    if (number.isEmpty()) {
      // Nothing is converted and nothing counts as left over, but for white space.
      return i == 0 ? OptionalDouble.of(0) : OptionalDouble.empty();
    }
    int sign = number.charAt(0) == '-' || number.charAt(0) == '+' ? 1 : 0;
    String bare = number.substring(sign);
    double factor = number.charAt(0) == '-' ? -1 : 1;
    if (bare.equalsIgnoreCase("inf") || bare.equalsIgnoreCase("infinity")) {
      return OptionalDouble.of(factor * Double.POSITIVE_INFINITY);
    }
    if (bare.equalsIgnoreCase("nan") || isNanWithPayload(bare)) {
      return OptionalDouble.of(Double.NaN);
    }
    boolean hex = bare.length() > 2 && bare.charAt(0) == '0' && (bare.charAt(1) == 'x' || bare.charAt(1) == 'X');
    if (bare.startsWith("+") || bare.startsWith("-") || !numeric(bare, hex)) {
      return OptionalDouble.empty();
    }
    // Java wants the binary exponent that C leaves out.
    String java = hex && bare.indexOf('p') < 0 && bare.indexOf('P') < 0 ? bare + "p0" : bare;
    try {
      return OptionalDouble.of(factor * Double.parseDouble(java));
    } catch (NumberFormatException _) {
      return OptionalDouble.empty();
    }
  }

  /// What `(unsigned int) d` leaves on x86-64: the low 32 bits of the 64-bit conversion, whose answer to what does not
  /// fit has none set.
  static long toUnsigned(double d) {
    if (Double.isNaN(d) || d >= 0x1p63 || d < -0x1p63) {
      return 0;
    }
    return ((long) d) & 0xffff_ffffL;
  }

  private static boolean numeric(String bare, boolean hex) {
    for (int i = hex ? 2 : 0; i < bare.length(); i++) {
      char c = bare.charAt(i);
      boolean exponent = hex ? c == 'p' || c == 'P' : c == 'e' || c == 'E';
      boolean digit = isDigit(c) || hex && (c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F');
      if (!digit && !exponent && c != '.' && c != '-' && c != '+') {
        return false;
      }
    }
    return true;
  }

  private static boolean isNanWithPayload(String bare) {
    if (bare.length() < 5 || !bare.regionMatches(true, 0, "nan(", 0, 4) || !bare.endsWith(")")) {
      return false;
    }
    for (int i = 4; i < bare.length() - 1; i++) {
      char c = bare.charAt(i);
      if (!isDigit(c) && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && c != '_') {
        return false;
      }
    }
    return true;
  }

  private static int afterSpace(String text) {
    int i = 0;
    while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) >= '\t' && text.charAt(i) <= '\r')) {
      i++;
    }
    return i;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
