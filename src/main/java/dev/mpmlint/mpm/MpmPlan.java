package dev.mpmlint.mpm;

import java.util.Collections;
import java.util.LinkedHashMap;
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
/// @param nominalWorkers MaxRequestWorkers as the parent goes on comparing with: worker and event do not lower it when
///     ServerLimit caps the processes, so it can be above [#simultaneousRequests()]
/// @param refusals values with which httpd does not start at all; the other numbers are as if they were not written
public record MpmPlan(
    Mpm mpm,
    Decision decidedBy,
    Map<MpmDirective, Setting> settings,
    List<Correction> corrections,
    int processes,
    int threadsPerProcess,
    int startProcesses,
    int nominalWorkers,
    List<Refusal> refusals) {
  public MpmPlan {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    corrections = List.copyOf(corrections);
    refusals = List.copyOf(refusals);
  }

  /// A plan without refusals whose nominal number is the real one.
  public MpmPlan(
      Mpm mpm,
      Decision decidedBy,
      Map<MpmDirective, Setting> settings,
      List<Correction> corrections,
      int processes,
      int threadsPerProcess,
      int startProcesses) {
    this(
        mpm,
        decidedBy,
        settings,
        corrections,
        processes,
        threadsPerProcess,
        startProcesses,
        Math.multiplyExact(processes, threadsPerProcess),
        List.of());
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

  /// The corrections that httpd prints at start, in order.
  public List<Correction> announced() {
    return corrections.stream().filter(c -> !c.silent()).toList();
  }
}
