package dev.mpmlint.verify.compare;

import dev.mpmlint.verify.model.Sample;
import java.util.List;

/// What came of one side.
public sealed interface Run {
  /// It was there until the end of the load.
  ///
  /// @param samples over time
  /// @param stretches one for each phase of the load
  /// @param memoryMib proportional set size of all children when it was biggest; NaN where it cannot be seen
  record Served(List<Sample> samples, List<Stretch> stretches, double memoryMib) implements Run {
    public Served {
      samples = List.copyOf(samples);
      stretches = List.copyOf(stretches);
    }
  }

  /// It did not start, or could not be tried.
  ///
  /// @param why one sentence
  record Failed(String why) implements Run {}
}
