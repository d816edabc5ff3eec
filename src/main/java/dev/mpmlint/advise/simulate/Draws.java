package dev.mpmlint.advise.simulate;

/// Random numbers whose whole state is one `long`, so that each client has a sequence of its own that depends on nothing
/// but the seed and the client's number: the same clients come to every pool that is compared, however many threads
/// simulate them. SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
final class Draws {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;
  private static final double UNIT = 0x1.0p-53;

  private Draws() {}

  /// The beginning of the sequence of this number.
  static long sequence(long seed, long number) {
    return mix(mix(seed + GOLDEN) ^ mix(number * GOLDEN + 1));
  }

  /// The next state.
  static long next(long state) {
    return state + GOLDEN;
  }

  /// The number drawn in this state: above 0, at most 1.
  static double unit(long state) {
    return ((mix(state) >>> 11) + 1) * UNIT;
  }

  /// A whole number from 0 to below `bound`.
  static int below(long state, int bound) {
    return (int) (((mix(state) >>> 32) * bound) >>> 32);
  }

  private static long mix(long state) {
    long z = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /// An exponentially distributed time of this mean.
  static long exponential(double mean, double unit) {
    return (long) (-mean * Math.log(unit));
  }
}
