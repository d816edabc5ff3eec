package dev.mpmlint.report;

/// Numbers of an MPM as text. Stateless.
final class MpmNumbers {
  private MpmNumbers() {}

  /// Whole numbers without a fraction.
  static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15 ? Long.toString((long) number) : Double.toString(number);
  }
}
