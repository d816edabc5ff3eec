package dev.mpmlint.verify.model;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// What an engine did.
public sealed interface Observation {
  /// `250`, `5.1 s`, `yes`; `-` for nothing.
  String words();

  /// A number.
  ///
  /// @param within how far two engines may be apart and still be called equal: 0 for counts, a stated time for times,
  ///     infinite for what is each engine's own, such as memory
  record Amount(double value, String unit, double within) implements Observation {
    public static Amount count(long value, String unit) {
      return new Amount(value, unit, 0);
    }

    @Override
    public String words() {
      return plain(value, unit);
    }

    static String plain(double value, String unit) {
      String digits = new BigDecimal(value).setScale(1, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
      return unit.isEmpty() ? digits : digits + " " + unit;
    }
  }

  record Words(String text) implements Observation {
    @Override
    public String words() {
      return text;
    }
  }

  /// It was not tried.
  record Nothing() implements Observation {
    @Override
    public String words() {
      return "-";
    }
  }

  static Observation yes(boolean yes) {
    return new Words(yes ? "yes" : "no");
  }

  /// Whether two engines did the same.
  default boolean agrees(Observation other) {
    return switch (this) {
      case Amount(double value, _, double within) ->
          other instanceof Amount(double others, _, _) && Math.abs(value - others) <= within;
      case Words(String text) -> other instanceof Words(String others) && text.equals(others);
      case Nothing() -> other instanceof Nothing;
    };
  }
}
