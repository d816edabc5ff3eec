package dev.mpmlint.verify.model;

import java.time.Duration;
import java.util.List;

/// One experiment on one engine.
///
/// @param samples over time, may be empty
public record Trial(
    Experiment experiment, List<Verdict> verdicts, List<Sample> samples, List<Mark> marks, Duration took) {
  public Trial {
    verdicts = List.copyOf(verdicts);
    samples = List.copyOf(samples);
    marks = List.copyOf(marks);
  }
}
