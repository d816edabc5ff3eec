package dev.mpmlint.verify.model;

/// A promise and what came of it on one engine.
///
/// @param reason why it was not tried, or what else is to be known; may be empty
public record Verdict(Promise promise, Observation observed, Outcome outcome, String reason) {
  /// The outcome that follows from what was observed.
  public static Verdict of(Promise promise, Observation observed, String reason) {
    return new Verdict(promise, observed, promise.expected().holds(observed) ? Outcome.PROVED : Outcome.REFUTED, reason);
  }

  public static Verdict of(Promise promise, Observation observed) {
    return of(promise, observed, "");
  }

  public static Verdict notTried(Promise promise, String reason) {
    return new Verdict(promise, new Observation.Nothing(), Outcome.NOT_TRIED, reason);
  }
}
