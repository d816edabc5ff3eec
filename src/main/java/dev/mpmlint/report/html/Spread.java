package dev.mpmlint.report.html;

/// Moves places apart until none is nearer to the next than asked. Stateless.
final class Spread {
  private Spread() {}

  /// @param wanted ascending
  /// @param gap the least distance; given up where there is no room for it
  /// @return ascending, each between `low` and `high`, as near to where it was wanted as its neighbours allow
  static double[] of(double[] wanted, double gap, double low, double high) {
    int n = wanted.length;
    double distance = n < 2 ? 0 : Math.min(gap, (high - low) / (n - 1));
    double[] at = new double[n];
    for (int i = 0; i < n; i++) {
      at[i] = Math.max(Math.clamp(wanted[i], low, high), i == 0 ? low : at[i - 1] + distance);
    }
    // What was pushed over the edge pushes the ones before it back.
    for (int i = n - 1; i >= 0; i--) {
      at[i] = Math.min(at[i], i == n - 1 ? high : at[i + 1] - distance);
    }
    return at;
  }
}
