package dev.mpmlint.advise.simulate;

/// Times that were measured: their number, mean and greatest exactly, quantiles within a hundredth of the value. Owned by one
/// thread while it is filled.
public final class Durations {
  // Each power of two of nanoseconds is divided into so many parts.
  private static final int PARTS_BITS = 7;
  private static final int PARTS = 1 << PARTS_BITS;

  private final int[] counts = new int[(64 - PARTS_BITS) * PARTS];
  private long count;
  private double sum;
  private double squares;
  private long most;
  private long zeros;

  void add(long nanos) {
    count++;
    if (nanos <= 0) {
      zeros++;
      counts[0]++;
      return;
    }
    sum += nanos;
    squares += (double) nanos * nanos;
    most = Math.max(most, nanos);
    counts[place(nanos)]++;
  }

  private static int place(long nanos) {
    int shift = Math.max(0, 64 - PARTS_BITS - 1 - Long.numberOfLeadingZeros(nanos));
    return shift * PARTS + (int) (nanos >>> shift);
  }

  private static double value(int place) {
    int shift = Math.max(0, place / PARTS - 1);
    double low = Math.scalb((double) (place - shift * PARTS), shift);
    return shift == 0 ? low : low + Math.scalb(0.5, shift);
  }

  void add(Durations others) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += others.counts[i];
    }
    count += others.count;
    sum += others.sum;
    squares += others.squares;
    most = Math.max(most, others.most);
    zeros += others.zeros;
  }

  public long count() {
    return count;
  }

  /// In seconds; 0 when there is none.
  public double mean() {
    return count == 0 ? 0 : sum / count / Arrivals.SECOND;
  }

  /// The standard deviation, in seconds.
  public double deviation() {
    if (count < 2) {
      return 0;
    }
    double mean = sum / count;
    return Math.sqrt(Math.max(0, squares / count - mean * mean)) / Arrivals.SECOND;
  }

  /// In seconds.
  public double most() {
    return (double) most / Arrivals.SECOND;
  }

  /// The share that is above nothing.
  public double positiveShare() {
    return count == 0 ? 0 : (double) (count - zeros) / count;
  }

  /// How long a share of them takes at most, in seconds.
  ///
  /// @param share such as 0.95
  public double quantile(double share) {
    long rank = Math.max(1, (long) Math.ceil(share * count));
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= rank && counts[i] > 0) {
        return Math.min(value(i), (double) most) / Arrivals.SECOND;
      }
    }
    return 0;
  }
}
