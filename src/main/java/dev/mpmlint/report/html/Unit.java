package dev.mpmlint.report.html;

/// What the numbers of an axis are.
public enum Unit {
  /// Things: processes, requests.
  COUNT(1),
  /// A rate, such as requests per second.
  PER_SECOND(0),
  /// Time in seconds.
  SECONDS(0),
  BYTES(1),
  /// Of a hundred.
  PERCENT(0),
  /// A plain number: load, a factor.
  NUMBER(0);

  private static final double[] TIMES = {
    30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 432_000, 864_000
  };

  private final double leastStep;

  Unit(double leastStep) {
    this.leastStep = leastStep;
  }

  /// A value with its unit, as in a table.
  public String show(double value) {
    return switch (this) {
      case COUNT, NUMBER -> Numbers.plain(value);
      case PER_SECOND -> Numbers.plain(value) + "/s";
      case SECONDS -> Numbers.duration(value);
      case BYTES -> Numbers.bytes(value);
      case PERCENT -> Numbers.plain(value) + " %";
    };
  }

  /// The distance of ticks: the smallest round one that is not below `least`.
  double step(double least) {
    double wanted = Math.max(least, leastStep);
    if (this == BYTES) {
      return Math.pow(2, Math.ceil(Math.log(wanted) / Math.log(2) - 1e-9));
    }
    if (this == SECONDS && wanted > 20) {
      for (double step : TIMES) {
        if (step >= wanted) {
          return step;
        }
      }
      return Math.ceil(wanted / 864_000) * 864_000;
    }
    double power = Math.pow(10, Math.floor(Math.log10(wanted) + 1e-9));
    for (double factor : new double[] {1, 2, 5}) {
      if (power * factor >= wanted * (1 - 1e-9)) {
        return power * factor;
      }
    }
    return power * 10;
  }
}
