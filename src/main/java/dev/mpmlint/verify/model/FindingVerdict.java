package dev.mpmlint.verify.model;

import java.util.List;

/// A finding of `check` and how what it predicts stands.
///
/// @param code `MPM021`
/// @param name `spare-inversion`
/// @param message the finding's
/// @param predicts what the rule claims, in words; empty where it predicts nothing of a running server
/// @param experiments those that try it
/// @param outcome the worst of all engines: refuted before not tried before proved
/// @param reason why it was not tried; may be empty
public record FindingVerdict(
    String code,
    String name,
    String message,
    Source at,
    String predicts,
    List<Experiment> experiments,
    Outcome outcome,
    String reason) {
  public FindingVerdict {
    experiments = List.copyOf(experiments);
  }
}
