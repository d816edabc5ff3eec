package dev.mpmlint.advise.simulate;

import java.util.Arrays;

/// Values at equal distances in time. Immutable.
public final class Curve {
  private final double[] values;

  Curve(double[] values) {
    this.values = values.clone();
  }

  public int size() {
    return values.length;
  }

  public double at(int place) {
    return values[place];
  }

  /// The mean of those from this place on.
  double mean(int from) {
    return Arrays.stream(values, Math.min(from, values.length - 1), values.length).average().orElse(0);
  }
}
