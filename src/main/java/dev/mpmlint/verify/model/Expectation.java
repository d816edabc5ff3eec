package dev.mpmlint.verify.model;

/// What must be observed for a promise to be kept.
public sealed interface Expectation {
  boolean holds(Observation observed);

  /// `250`, `75 to 250`, `at most 25`, `yes`.
  String words();

  /// A number.
  ///
  /// @param tolerance how far off it may be; 0 for counts
  /// @param unit `processes`, `s`, `KiB`; may be empty
  record Exactly(double value, double tolerance, String unit) implements Expectation {
    public static Exactly count(long value, String unit) {
      return new Exactly(value, 0, unit);
    }

    @Override
    public boolean holds(Observation observed) {
      return observed instanceof Observation.Amount(double seen, _, _) && Math.abs(seen - value) <= tolerance;
    }

    @Override
    public String words() {
      return (tolerance == 0 ? "" : "about ") + Observation.Amount.plain(value, unit);
    }
  }

  /// A range, ends included.
  record Between(double least, double most, String unit) implements Expectation {
    @Override
    public boolean holds(Observation observed) {
      return observed instanceof Observation.Amount(double seen, _, _) && seen >= least && seen <= most;
    }

    @Override
    public String words() {
      return Observation.Amount.plain(least, "") + " to " + Observation.Amount.plain(most, unit);
    }
  }

  record AtMost(double most, String unit) implements Expectation {
    @Override
    public boolean holds(Observation observed) {
      return observed instanceof Observation.Amount(double seen, _, _) && seen <= most;
    }

    @Override
    public String words() {
      return "at most " + Observation.Amount.plain(most, unit);
    }
  }

  /// Words: `yes`, `AH00534`.
  record Words(String text) implements Expectation {
    @Override
    public boolean holds(Observation observed) {
      return observed instanceof Observation.Words(String seen) && seen.equals(text);
    }

    @Override
    public String words() {
      return text;
    }
  }

  /// The configuration says nothing of it: it is measured only.
  record Anything() implements Expectation {
    @Override
    public boolean holds(Observation observed) {
      return true;
    }

    @Override
    public String words() {
      return "-";
    }
  }
}
