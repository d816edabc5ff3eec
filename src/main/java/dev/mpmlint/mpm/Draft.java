package dev.mpmlint.mpm;

import dev.mpmlint.httpd.AhNumber;
import dev.mpmlint.httpd.HttpdVersion;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// The sheet on which one set of numbers is worked out: their values so far, and what was done to them. Used by one
/// thread, for one [Figures].
final class Draft {
  /// The factor is kept in sixteenths (event.c, WORKER_FACTOR_SCALE).
  private static final int FACTOR_SCALE = 16;

  final Mpm mpm;
  final HttpdVersion version;
  final int cpus;
  int processes;
  int threadsPerProcess = 1;
  int startProcesses = 1;
  int nominalWorkers;

  private final MpmFacts facts;
  private final Map<MpmDirective, String> written;
  private final Map<MpmDirective, Double> requested = new EnumMap<>(MpmDirective.class);
  private final Map<MpmDirective, Double> values = new EnumMap<>(MpmDirective.class);
  private final List<Correction> corrections = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();

  /// Reads every argument as the directive's own function does.
  Draft(Mpm mpm, HttpdVersion version, Map<MpmDirective, String> written, int cpus) {
    this.mpm = mpm;
    this.version = version;
    this.cpus = cpus;
    this.written = written;
    facts = mpm.facts();
    for (MpmFacts.Limit l : facts.limits(version)) {
      requested.put(l.directive(), (double) l.fallback());
      values.put(l.directive(), (double) l.fallback());
    }
    for (Map.Entry<MpmDirective, String> w : written.entrySet()) {
      if (values.containsKey(w.getKey())) {
        read(w.getKey(), w.getValue());
      }
    }
  }

  private void read(MpmDirective directive, String text) {
    switch (directive) {
      case ASYNC_REQUEST_WORKER_FACTOR -> readFactor(text);
      case LISTEN_BACKLOG, LISTEN_CORES_BUCKETS_RATIO -> {
        int value = CNumbers.atoi(text);
        requested.put(directive, (double) value);
        if (value < 1) {
          refuse(directive, directive + " must be > 0");
        } else {
          values.put(directive, (double) value);
        }
      }
      case THREAD_STACK_SIZE, MAX_MEM_FREE -> {
        long value = CNumbers.strtol(text);
        requested.put(directive, (double) value);
        if (value < 0 || CNumbers.outOfRange(text)) {
          refuse(directive, "Invalid " + directive + " value: " + text);
        } else {
          values.put(directive, (double) value);
        }
      }
      case SERVER_LIMIT,
          THREAD_LIMIT,
          THREADS_PER_CHILD,
          MAX_REQUEST_WORKERS,
          START_SERVERS,
          START_THREADS,
          MIN_SPARE_SERVERS,
          MAX_SPARE_SERVERS,
          MIN_SPARE_THREADS,
          MAX_SPARE_THREADS,
          MAX_THREADS,
          MAX_CONNECTIONS_PER_CHILD,
          GRACEFUL_SHUTDOWN_TIMEOUT -> {
        double value = CNumbers.atoi(text);
        requested.put(directive, value);
        values.put(directive, value);
      }
    }
  }

  /// `set_worker_factor` of event.c.
  private void readFactor(String text) {
    MpmDirective factor = MpmDirective.ASYNC_REQUEST_WORKER_FACTOR;
    OptionalDouble read = CNumbers.strtod(text);
    if (read.isEmpty()) {
      requested.put(factor, 0.0);
      refuse(factor, "error parsing value");
      return;
    }
    double value = read.getAsDouble();
    requested.put(factor, value);
    if (value <= 0) {
      refuse(factor, "AsyncRequestWorkerFactor argument must be a positive number");
      return;
    }
    long sixteenths = Math.max(FACTOR_SCALE, CNumbers.toUnsigned(value * FACTOR_SCALE));
    boolean wholeOnly = version.atLeast(2, 4, 33);
    double exact = (double) sixteenths / FACTOR_SCALE;
    double used = wholeOnly ? Math.floor(exact) : exact;
    values.put(factor, used);
    if (used != value) {
      String why = value < 1 || Double.isNaN(value) ? "less than 1 counts as 1" : "only the whole part counts";
      if (value > used + 1) {
        why = "too large to be kept";
      }
      corrections.add(new Correction(factor, null, why, (long) value, (long) used));
    }
  }

  private void refuse(MpmDirective directive, String text) {
    refusals.add(new Refusal(directive, text));
  }

  /// Whether something sets it.
  boolean isWritten(MpmDirective directive) {
    return written.containsKey(directive);
  }

  boolean has(MpmDirective directive) {
    return values.containsKey(directive);
  }

  /// The value so far; 0 when this MPM does not have it.
  int get(MpmDirective directive) {
    return values.getOrDefault(directive, 0.0).intValue();
  }

  void set(MpmDirective directive, int value) {
    values.put(directive, (double) value);
  }

  /// The compiled-in limit.
  int most(MpmDirective directive) {
    Long most = facts.limit(directive, version).map(MpmFacts.Limit::most).orElse(null);
    return most == null ? Integer.MAX_VALUE : most.intValue();
  }

  /// A correction that httpd announces under a number.
  void announce(MpmDirective directive, int ah, String text, int to) {
    corrections.add(new Correction(directive, new AhNumber(ah), "WARNING: " + text, get(directive), to));
    set(directive, to);
  }

  /// One that it announces without a number, as up to 2.2.
  void announce(MpmDirective directive, String text, int to) {
    corrections.add(new Correction(directive, null, "WARNING: " + text, get(directive), to, false));
    set(directive, to);
  }

  /// One that it does not announce.
  void quietly(MpmDirective directive, String text, int to) {
    corrections.add(new Correction(directive, null, text, get(directive), to));
    set(directive, to);
  }

  Figures figures() {
    Map<MpmDirective, Figures.Value> numbers = new LinkedHashMap<>();
    for (MpmDirective d : values.keySet()) {
      numbers.put(
          d, new Figures.Value(written.get(d), requested.getOrDefault(d, 0.0), values.getOrDefault(d, 0.0)));
    }
    return new Figures(
        mpm,
        version,
        numbers,
        corrections,
        refusals,
        processes,
        threadsPerProcess,
        startProcesses,
        nominalWorkers);
  }
}
