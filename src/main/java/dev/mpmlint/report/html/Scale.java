package dev.mpmlint.report.html;

import java.util.ArrayList;
import java.util.List;

/// From values to places on a drawing, with the ticks of the axis.
///
/// @param from the value at the place `start`
/// @param to the value at the place `end`; above `from`
/// @param ticks values with a mark and a text
record Scale(double from, double to, boolean logarithmic, double start, double end, List<Double> ticks) {
  /// An axis for what was measured: from round value to round value, with zero where it is not logarithmic.
  ///
  /// @param values finite, any order
  /// @param most about so many ticks
  static Scale values(List<Double> values, Unit unit, boolean logarithmic, double start, double end, int most) {
    double low = 0;
    double high = 0;
    double leastPositive = Double.POSITIVE_INFINITY;
    for (double value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
      leastPositive = value > 0 ? Math.min(leastPositive, value) : leastPositive;
    }
    if (logarithmic && high > 0) {
      return decades(leastPositive, high, start, end, most);
    }
    if (high <= low) {
      high = low + (unit == Unit.SECONDS ? 0.001 : 1);
    }
    double step = unit.step((high - low) / most);
    long first = (long) Math.floor(low / step + 1e-9);
    long last = (long) Math.ceil(high / step - 1e-9);
    return new Scale(first * step, last * step, false, start, end, multiples(first, last, step));
  }

  private static Scale decades(double low, double high, double start, double end, int most) {
    int first = (int) Math.floor(Math.log10(low) + 1e-9);
    int last = Math.max(first + 1, (int) Math.ceil(Math.log10(high) - 1e-9));
    int every = Math.max(1, (last - first + most - 1) / most);
    List<Double> ticks = new ArrayList<>();
    for (int power = first; power <= last; power += every) {
      ticks.add(Math.pow(10, power));
    }
    return new Scale(Math.pow(10, first), Math.pow(10, last), true, start, end, ticks);
  }

  /// An axis that ends where the measurements end, with round ticks in between.
  static Scale exactly(double from, double to, Unit unit, double start, double end, int most) {
    double step = unit.step((to - from) / most);
    long first = (long) Math.ceil(from / step - 1e-9);
    long last = (long) Math.floor(to / step + 1e-9);
    return new Scale(from, to, false, start, end, multiples(first, last, step));
  }

  private static List<Double> multiples(long first, long last, double step) {
    List<Double> ticks = new ArrayList<>();
    for (long i = first; i <= last; i++) {
      // Not i × 0.2, which is 0.6000000000000001 for 3.
      ticks.add(step < 1 ? i / (double) Math.round(1 / step) : i * step);
    }
    return ticks;
  }

  /// Where a value is; one outside the axis is at its end.
  double place(double value) {
    double part =
        logarithmic
            ? (Math.log(Math.max(value, from)) - Math.log(from)) / (Math.log(to) - Math.log(from))
            : (value - from) / (to - from);
    return start + Math.clamp(part, 0, 1) * (end - start);
  }
}
