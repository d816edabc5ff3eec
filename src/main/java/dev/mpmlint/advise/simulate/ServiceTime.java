package dev.mpmlint.advise.simulate;

import java.util.Arrays;

/// How long a request keeps a worker that nothing holds up, in nanoseconds.
public sealed interface ServiceTime {
  /// The time at this place of the distribution.
  ///
  /// @param unit above 0, at most 1, uniformly distributed
  long at(double unit);

  /// In nanoseconds.
  double mean();

  /// As a table of results names it.
  String describe();

  /// M/M/c's.
  record Exponential(double mean) implements ServiceTime {
    @Override
    public long at(double unit) {
      return Draws.exponential(mean, unit);
    }

    @Override
    public String describe() {
      return "exponential";
    }
  }

  /// Most are short, some very long, as with pages that are made by programs.
  ///
  /// @param sigma of the logarithm: at 1 the longest hundredth takes 6.2 times the mean
  record Lognormal(double mean, double sigma) implements ServiceTime {
    @Override
    public long at(double unit) {
      double normal = Normal.quantile(Math.min(unit, 1 - 0x1.0p-53));
      return (long) Math.min(Long.MAX_VALUE / 4.0, mean * Math.exp(sigma * normal - sigma * sigma / 2));
    }

    @Override
    public String describe() {
      return "lognormal";
    }
  }

  /// Each takes the same.
  record Constant(double mean) implements ServiceTime {
    @Override
    public long at(double unit) {
      return (long) mean;
    }

    @Override
    public String describe() {
      return "constant";
    }
  }

  /// As measured: each of these times is as likely as any other.
  final class Empirical implements ServiceTime {
    private final long[] inOrder;
    private final long[] sorted;
    private final double mean;

    /// @param times in the order of arrivals; at least one
    public Empirical(long[] times) {
      if (times.length == 0) {
        throw new IllegalArgumentException("no service times");
      }
      inOrder = times.clone();
      sorted = times.clone();
      Arrays.sort(sorted);
      double sum = 0;
      for (long each : sorted) {
        sum += each;
      }
      mean = sum / sorted.length;
    }

    /// That of the client with this number.
    long of(int number) {
      return inOrder[number];
    }

    @Override
    public long at(double unit) {
      return sorted[(int) Math.min(sorted.length - 1, (long) (unit * sorted.length))];
    }

    @Override
    public double mean() {
      return mean;
    }

    @Override
    public String describe() {
      return "as logged";
    }
  }
}
