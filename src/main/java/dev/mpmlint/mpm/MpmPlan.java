package dev.mpmlint.mpm;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a server with this configuration will run: one MPM and its numbers.
///
/// @param settings every number that this MPM has, in the order of `mpmlint mpm`'s table
/// @param corrections every change that httpd makes, in the order in which it makes them
/// @param processes the most child processes that may serve at once (MaxRequestWorkers ÷ ThreadsPerChild after
///     correction; MaxRequestWorkers itself under prefork)
/// @param threadsPerProcess worker threads in each; 1 under prefork
/// @param startProcesses how many are started at first
public record MpmPlan(
    Mpm mpm,
    Decision decidedBy,
    Map<MpmDirective, Setting> settings,
    List<Correction> corrections,
    int processes,
    int threadsPerProcess,
    int startProcesses) {
  public MpmPlan {
    settings = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(settings));
    corrections = List.copyOf(corrections);
  }

  /// Empty when this MPM does not have the directive.
  public Optional<Setting> setting(MpmDirective directive) {
    return Optional.ofNullable(settings.get(directive));
  }

  /// The effective value, as a whole number.
  ///
  /// @throws IllegalArgumentException when this MPM does not have the directive
  public int effective(MpmDirective directive) {
    Setting s = settings.get(directive);
    if (s == null) {
      throw new IllegalArgumentException(mpm + " has no " + directive);
    }
    return (int) s.effective();
  }

  /// Requests that can be served at the same time.
  public int simultaneousRequests() {
    return Math.multiplyExact(processes, threadsPerProcess);
  }
}
