package dev.mpmlint.verify.compare;

import dev.mpmlint.verify.model.Scale;
import java.time.Duration;
import java.util.List;

/// What several servers did under the same load.
///
/// @param load what all of them were given
/// @param scale by which the numbers of all configurations were divided
/// @param sides in the order in which they ran
public record Comparison(Load load, Scale scale, List<Side> sides, Duration took) {
  public Comparison {
    sides = List.copyOf(sides);
  }

  /// Whether every side served.
  public boolean complete() {
    return sides.stream().allMatch(side -> side.run() instanceof Run.Served);
  }
}
