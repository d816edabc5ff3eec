package dev.mpmlint.mpm;

import dev.mpmlint.httpd.HttpdVersion;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an MPM makes of a set of numbers: the arithmetic of a [MpmPlan], without the lines that they stand on.
///
/// @param numbers every number that this MPM has in this version, in the order of `mpmlint mpm`'s table
/// @param corrections every change, in the order in which httpd makes them: those that it announces, then the silent
///     ones made when it starts to run
/// @param refusals values with which httpd does not start, in the order in which they were given; each counts as not
///     written
/// @param processes the most processes that may serve at once; 0 where it is not known (perchild, peruser, simple)
/// @param threadsPerProcess worker threads in each
/// @param startProcesses how many are started at first
/// @param nominalWorkers see [MpmPlan]
public record Figures(
    Mpm mpm,
    HttpdVersion version,
    Map<MpmDirective, Value> numbers,
    List<Correction> corrections,
    List<Refusal> refusals,
    int processes,
    int threadsPerProcess,
    int startProcesses,
    int nominalWorkers) {
  /// @param written the argument, null when nothing sets it
  /// @param requested what httpd reads from it, or the default
  /// @param effective what the running server uses
  public record Value(@Nullable String written, double requested, double effective) {}

  public Figures {
    numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    corrections = List.copyOf(corrections);
    refusals = List.copyOf(refusals);
  }

  /// Computes them.
  ///
  /// @param written the winning argument of each directive; what this MPM does not have is left out of account
  /// @param cpus how many the machine has, 0 when that is not known; only ListenCoresBucketsRatio asks
  public static Figures of(Mpm mpm, HttpdVersion version, Map<MpmDirective, String> written, int cpus) {
    Draft draft = new Draft(mpm, version, written, cpus);
    boolean unix = mpm == Mpm.PREFORK || mpm == Mpm.WORKER || mpm == Mpm.EVENT;
    if (!version.loadsMpm()) {
      LegacyChecks.run(draft);
    } else if (unix) {
      UnixChecks.run(draft);
    } else {
      OtherChecks.run(draft);
    }
    return draft.figures();
  }

  /// As [#of] on a machine of unknown size.
  public static Figures of(Mpm mpm, HttpdVersion version, Map<MpmDirective, String> written) {
    return of(mpm, version, written, 0);
  }

  /// The effective value, as a whole number.
  ///
  /// @throws IllegalArgumentException when this MPM does not have the directive
  public int effective(MpmDirective directive) {
    Value n = numbers.get(directive);
    if (n == null) {
      throw new IllegalArgumentException(mpm + " has no " + directive);
    }
    return (int) n.effective;
  }

  /// Requests that can be served at the same time.
  public int simultaneousRequests() {
    return Math.multiplyExact(processes, threadsPerProcess);
  }
}
