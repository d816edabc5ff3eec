package dev.mpmlint.advise;

/// Counts of non-negative whole numbers in constant memory: exact below 64, above within a 32nd of the value. Owned by
/// one thread.
public final class Histogram {
  private static final int SUB_BITS = 5;
  private static final int SUB = 1 << SUB_BITS;

  private final long[] counts = new long[SUB * (Long.SIZE - SUB_BITS)];
  private long count;
  private long max;
  private double sum;

  /// Adds one; a negative value counts as 0.
  public void add(long value) {
    add(value, 1);
  }

  public void add(long value, long times) {
    long v = Math.max(0, value);
    counts[index(v)] += times;
    count += times;
    sum += (double) v * times;
    max = times > 0 ? Math.max(max, v) : max;
  }

  private static int index(long v) {
    if (v < 2 * SUB) {
      return (int) v;
    }
    int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(v) - SUB_BITS;
    return shift * SUB + (int) (v >>> shift);
  }

  /// The middle of what a place stands for.
  private static long valueAt(int index) {
    if (index < 2 * SUB) {
      return index;
    }
    int shift = index / SUB - 1;
    long lowest = (long) (index - shift * SUB) << shift;
    return lowest + (1L << shift) / 2;
  }

  public long count() {
    return count;
  }

  /// Exact.
  public long max() {
    return max;
  }

  /// Exact but for rounding; 0 when nothing was added.
  public double mean() {
    return count == 0 ? 0 : sum / count;
  }

  /// The smallest value that `share` of the values do not exceed; 0 when nothing was added.
  ///
  /// @param share from 0 to 1
  public long quantile(double share) {
    long rank = Math.max(1, (long) Math.ceil(share * count));
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= rank && counts[i] > 0) {
        return Math.min(max, valueAt(i));
      }
    }
    return max;
  }
}
