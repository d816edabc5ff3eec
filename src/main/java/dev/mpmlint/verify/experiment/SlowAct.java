package dev.mpmlint.verify.experiment;

import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.verify.engine.Server;
import dev.mpmlint.verify.load.SlowClients;
import dev.mpmlint.verify.model.Expectation;
import dev.mpmlint.verify.model.Experiment;
import dev.mpmlint.verify.model.Observation;
import dev.mpmlint.verify.model.Promise;
import dev.mpmlint.verify.observe.Pressure;
import dev.mpmlint.verify.scenario.Variant;
import java.io.IOException;
import java.time.Duration;

/// One client that sends a byte of its request's head each second: whether, and when, the server has enough of it.
final class SlowAct extends Act {
  private static final String FREED = "slow.freed";
  private static final String NEVER = "not freed";
  private static final double QUICK = 6;
  private static final double FULL = 70;
  private static final double TOLERANCE = 2;
  private static final double LATE = 10;

  private final HostTimes times;
  private final MpmPlan plan;
  private final Variant variant = new Variant(false, false, true, true, java.util.List.of(), java.util.List.of());

  SlowAct(Ground ground) {
    super(ground, Experiment.SLOW);
    plan = ground.plan(variant);
    times = HostTimes.of(ground.scenario().predicted(variant).configuration());
  }

  @Override
  void prepare() {
    var from = ground.lines("RequestReadTimeout", times.header().isPresent() ? "RequestReadTimeout header=20-40,MinRate=500" : "");
    if (times.header().isPresent()) {
      promise(
          new Promise(
              Experiment.SLOW,
              FREED,
              "a worker is freed of a slow client after",
              from,
              new Expectation.Exactly(times.header().getAsDouble(), TOLERANCE, "s")));
    } else {
      promise(
          new Promise(
              Experiment.SLOW,
              FREED,
              "a worker is never freed of a slow client: no RequestReadTimeout",
              from,
              new Expectation.Words(NEVER)));
    }
  }

  @Override
  void play() throws IOException {
    double most = ground.full() ? FULL : QUICK;
    double expected = times.header().orElse(most - 1);
    if (expected > most) {
      notTried(FREED, "it takes " + Math.round(expected) + " s" + (ground.full() ? "" : "; --full tries it"));
      return;
    }
    try (Server server = serve(variant);
        SlowClients slow = new SlowClients(server.port())) {
      Stage stage = new Stage(server, plan.mpm() == Mpm.EVENT, ground, experiments());
      stage.serve(slow);
      // The server's time runs from the moment that a child takes the connection, and the first child may be slow to start.
      int threads = ground.numbers(plan).threadsPerChild();
      stage.await(PATIENCE, () -> server.workers().stream().anyMatch(n -> n == threads));
      slow.hold(1);
      stage.mark("a client that sends a byte a second");
      Pressure pressure = Pressure.now();
      double begin = stage.seconds();
      boolean freed = false;
      // Late is another verdict than never.
      double patience = times.header().isPresent() ? expected + LATE : most;
      while (!freed && stage.seconds() - begin < patience) {
        freed = stage.await(Duration.ofMillis(900), () -> slow.waiting() == 0);
        if (!freed) {
          slow.trickle();
        }
      }
      double seconds = stage.seconds() - begin;
      if (freed) {
        sawTime(FREED, new Observation.Amount(seconds, "s", TOLERANCE), pressure);
      } else {
        saw(FREED, new Observation.Words(NEVER), "within " + Math.round(seconds) + " s");
      }
      stage.serve(null);
      keep(Experiment.SLOW, stage, 0);
    }
  }
}
