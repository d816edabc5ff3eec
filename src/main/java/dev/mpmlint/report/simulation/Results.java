package dev.mpmlint.report.simulation;

import dev.mpmlint.advise.simulate.Outcome;
import dev.mpmlint.advise.simulate.Study;
import java.util.List;

/// What is reported.
///
/// @param subject what was simulated: a file, or httpd's defaults
/// @param rate requests per second that clients want
/// @param memoryIsGiven whether the user has told what a child takes
/// @param outcomes in the order of the study's variants
public record Results(String subject, double rate, boolean memoryIsGiven, Study study, List<Outcome> outcomes) {
  public Results {
    outcomes = List.copyOf(outcomes);
    if (outcomes.size() != study.variants().size() || outcomes.isEmpty()) {
      throw new IllegalArgumentException(outcomes.size() + " outcomes of " + study.variants().size() + " variants");
    }
  }

  Outcome first() {
    return outcomes.getFirst();
  }
}
