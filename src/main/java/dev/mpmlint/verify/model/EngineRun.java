package dev.mpmlint.verify.model;

import java.util.List;
import java.util.Optional;

/// All trials on one engine.
///
/// @param engine `bundled` or `httpd`
/// @param version its own words: `mpmlint 0.1`, `Apache/2.4.71 (Debian)`
/// @param trials in the order of [Experiment]
public record EngineRun(String engine, String version, List<Trial> trials) {
  public EngineRun {
    trials = List.copyOf(trials);
  }

  public List<Verdict> verdicts() {
    return trials.stream().flatMap(t -> t.verdicts().stream()).toList();
  }

  /// By the promise's id.
  public Optional<Verdict> verdict(String id) {
    return verdicts().stream().filter(v -> v.promise().id().equals(id)).findFirst();
  }

  public Optional<Trial> trial(Experiment experiment) {
    return trials.stream().filter(t -> t.experiment() == experiment).findFirst();
  }
}
