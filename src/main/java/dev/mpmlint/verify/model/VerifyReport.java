package dev.mpmlint.verify.model;

import java.time.Duration;
import java.util.List;

/// A proof of one configuration.
///
/// @param file the configuration's main file
/// @param mpm its short name, `itk` for mpm-itk; empty when there is none, or more than one
/// @param summary one line: `4 processes at start, up to 10 processes × 25 threads = 250 simultaneous requests`
/// @param full whether `--full` was asked for
/// @param replaced what the scratch copy has otherwise, commands first
/// @param engines one, or several side by side
/// @param findings of `check`
public record VerifyReport(
    String file,
    String mpm,
    String summary,
    boolean full,
    Scale scale,
    List<Replacement> replaced,
    List<EngineRun> engines,
    List<FindingVerdict> findings,
    Duration took) {
  public VerifyReport {
    replaced = List.copyOf(replaced);
    engines = List.copyOf(engines);
    findings = List.copyOf(findings);
  }

  /// How many promises have this outcome, over all engines.
  public long count(Outcome outcome) {
    return engines.stream().flatMap(e -> e.verdicts().stream()).filter(v -> v.outcome() == outcome).count();
  }

  /// Every promise, once, in the order of its experiment.
  public List<Promise> promises() {
    return engines.stream().flatMap(e -> e.verdicts().stream()).map(Verdict::promise).distinct().toList();
  }
}
