package dev.mpmlint.verify.experiment;

import dev.mpmlint.verify.engine.Boot;
import dev.mpmlint.verify.engine.Machine;
import dev.mpmlint.verify.engine.Server;
import dev.mpmlint.verify.model.Experiment;
import dev.mpmlint.verify.model.Mark;
import dev.mpmlint.verify.model.Observation;
import dev.mpmlint.verify.model.Outcome;
import dev.mpmlint.verify.model.Promise;
import dev.mpmlint.verify.model.Sample;
import dev.mpmlint.verify.model.Trial;
import dev.mpmlint.verify.model.Verdict;
import dev.mpmlint.verify.observe.Pressure;
import dev.mpmlint.verify.scenario.Variant;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Experiments that one start of a server is enough for. Owned by one thread, used once.
abstract class Act {
  /// A verdict comes at last when a server never does what is waited for.
  static final Duration PATIENCE = Duration.ofSeconds(60);

  final Ground ground;
  private final List<Experiment> experiments;
  private final Map<String, Promise> promises = new LinkedHashMap<>();
  private final Map<String, Verdict> verdicts = new LinkedHashMap<>();
  private final Map<Experiment, List<Sample>> samples = new LinkedHashMap<>();
  private final Map<Experiment, List<Mark>> marks = new LinkedHashMap<>();

  Act(Ground ground, Experiment... experiments) {
    this.ground = ground;
    this.experiments = List.of(experiments);
  }

  final List<Experiment> experiments() {
    return experiments;
  }

  /// Says what the configuration promises, by [#promise].
  abstract void prepare();

  /// Tries it.
  abstract void play() throws IOException;

  final void promise(Promise promise) {
    promises.put(promise.id(), promise);
  }

  final boolean promised(String id) {
    return promises.containsKey(id);
  }

  final void saw(String id, Observation observed) {
    saw(id, observed, "");
  }

  final void saw(String id, Observation observed, String reason) {
    verdicts.put(id, Verdict.of(of(id), observed, reason));
  }

  /// As [#saw] of a time, or of what depends on one: when it is off on a machine that is busy with other things, nothing follows from it.
  final void sawTime(String id, Observation observed, Pressure since) {
    sawTime(id, observed, since, 0, "");
  }

  /// @param since when it began
  /// @param own seconds of this machine's processors for what the promise takes to need none, such as starting processes:
  ///     it may be late by them
  /// @param why what that was
  final void sawTime(String id, Observation observed, Pressure since, double own, String why) {
    Promise promise = of(id);
    Verdict verdict = Verdict.of(promise, observed, "");
    if (verdict.outcome() == Outcome.REFUTED && own > 0) {
      Verdict late = Verdict.of(promise, Lateness.earlier(observed, own), "");
      verdict = late.outcome() == Outcome.PROVED ? new Verdict(promise, observed, Outcome.PROVED, why) : verdict;
    }
    double waited = since.seconds();
    String busy =
        Lateness.explains(promise.expected(), observed, waited)
            ? "its processors were taken, and programs waited for one, for " + Math.round(waited) + " s of that time"
            : Machine.busy();
    if (verdict.outcome() == Outcome.REFUTED && !busy.isEmpty()) {
      notTried(id, "observed: " + observed.words() + ", but this machine is busy (" + busy + ")");
    } else {
      verdicts.put(id, verdict);
    }
  }

  final void notTried(String id, String reason) {
    verdicts.put(id, Verdict.notTried(of(id), reason));
  }

  private Promise of(String id) {
    Promise promise = promises.get(id);
    if (promise == null) {
      throw new IllegalStateException("nobody has promised " + id);
    }
    return promise;
  }

  /// Keeps what a stage has seen from a moment until now.
  final void keep(Experiment experiment, Stage stage, double from) {
    samples.put(experiment, stage.samples(from, stage.seconds()));
    marks.put(experiment, stage.marks(from, stage.seconds()));
  }

  /// Starts a server that is expected to serve.
  ///
  /// @throws IOException when it does not
  final Server serve(Variant variant) throws IOException {
    boolean threaded = Ground.threaded(ground.plan(variant));
    return switch (Server.start(ground.engine(), ground.scenario(), variant, ground.scratch(), threaded)) {
      case Boot.Serves(Server server) -> server;
      case Boot.Refused refused -> throw new IOException("it does not start: " + refused.lastWords());
    };
  }

  /// Whose verdicts are wanted, all of them: what could not be tried says why.
  ///
  /// @param why a reason for which nothing is tried; empty for none
  final List<Trial> run(String why) {
    long begin = System.nanoTime();
    String reason = why;
    try {
      prepare();
      if (reason.isEmpty()) {
        ground.progress().begins(ground.engine().name(), experiments);
        play();
      }
    } catch (IOException | IllegalStateException e) {
      reason = String.valueOf(e.getMessage());
    } finally {
      ground.progress().ends(ground.engine().name(), experiments);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    List<Trial> trials = new ArrayList<>();
    for (Experiment e : experiments) {
      List<Verdict> own = new ArrayList<>();
      for (Promise p : promises.values()) {
        if (p.experiment() == e) {
          Verdict verdict = verdicts.get(p.id());
          own.add(verdict == null ? Verdict.notTried(p, reason) : verdict);
        }
      }
      if (!own.isEmpty()) {
        trials.add(new Trial(e, own, samples.getOrDefault(e, List.of()), marks.getOrDefault(e, List.of()), took));
      }
    }
    return trials;
  }
}
