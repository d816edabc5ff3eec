package dev.mpmlint.verify.experiment;

import dev.mpmlint.verify.model.Expectation;
import dev.mpmlint.verify.model.Observation;

/// What a busy machine does to times. Pure functions.
final class Lateness {
  /// A moment that decides between yes and no may be as short.
  private static final double DECIDES = 1;

  private Lateness() {}

  /// The same, so many seconds earlier.
  static Observation earlier(Observation observed, double seconds) {
    return observed instanceof Observation.Amount(double value, String unit, double within)
        ? new Observation.Amount(Math.max(0, value - seconds), unit, within)
        : observed;
  }

  /// Whether programs that waited for a processor for so many seconds can be why it is off. What comes too early was not
  /// late.
  static boolean explains(Expectation expected, Observation observed, double waited) {
    if (!(observed instanceof Observation.Amount(double seen, _, _))) {
      return waited >= DECIDES;
    }
    return switch (expected) {
      case Expectation.Exactly(double value, double tolerance, _) -> late(seen, value + tolerance, waited);
      case Expectation.AtMost(double most, _) -> late(seen, most, waited);
      case Expectation.Between(_, double most, _) -> late(seen, most, waited);
      case Expectation.Words _, Expectation.Anything _ -> false;
    };
  }

  private static boolean late(double seen, double latest, double waited) {
    return seen > latest && seen - latest <= waited;
  }
}
