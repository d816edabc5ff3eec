package dev.mpmlint.verify.experiment;

import static dev.mpmlint.mpm.MpmDirective.THREADS_PER_CHILD;

import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.mpm.PoolNumbers;
import dev.mpmlint.verify.engine.Server;
import dev.mpmlint.verify.load.Http;
import dev.mpmlint.verify.load.SlowClients;
import dev.mpmlint.verify.model.Expectation;
import dev.mpmlint.verify.model.Experiment;
import dev.mpmlint.verify.model.Observation;
import dev.mpmlint.verify.model.Promise;
import dev.mpmlint.verify.observe.Pressure;
import dev.mpmlint.verify.observe.ProcTree;
import dev.mpmlint.verify.scenario.Variant;
import java.io.IOException;
import java.time.Duration;

/// All workers of all first children hold a request; then one child is killed.
final class IsolationAct extends Act {
  private static final String LOST = "isolation.lost";
  private static final String OTHERS = "isolation.others";
  private static final String SECONDS = "isolation.recovery";
  private static final String REQUEST = "GET /index.html HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  private static final int QUICK_TURNS = 6;

  /// A turn of maintenance, and the start of a child on a busy machine.
  private static final double RECOVERY = 4;

  private final PoolNumbers numbers;
  private final boolean async;
  private final int settled;
  private final int settling;
  private final int held;

  IsolationAct(Ground ground) {
    super(ground, Experiment.ISOLATION);
    MpmPlan plan = ground.plan(Variant.PATIENT);
    numbers = ground.numbers(plan);
    async = plan.mpm() == Mpm.EVENT;
    Forecast start = Forecast.atStart(numbers).settle(0);
    settled = start.children();
    settling = start.turns();
    held = settled * numbers.threadsPerChild();
  }

  @Override
  void prepare() {
    var from = ground.sources(THREADS_PER_CHILD);
    promise(
        new Promise(
            Experiment.ISOLATION,
            LOST,
            "requests lost when a child is killed",
            from,
            Expectation.Exactly.count(numbers.threadsPerChild(), "")));
    promise(
        new Promise(
            Experiment.ISOLATION,
            OTHERS,
            "requests on other children that are lost",
            from,
            Expectation.Exactly.count(0, "")));
    promise(
        new Promise(
            Experiment.ISOLATION,
            SECONDS,
            "until a new request is answered",
            from,
            new Expectation.AtMost(RECOVERY, "s")));
  }

  @Override
  void play() throws IOException {
    if (settling > QUICK_TURNS && !ground.full()) {
      throw new IOException("the pool takes " + settling + " s to settle; --full tries it");
    }
    try (Server server = serve(Variant.PATIENT)) {
      Stage stage = new Stage(server, async, ground, experiments());
      stage.await(
          Duration.ofSeconds(2L * settling + 20),
          () -> server.count() == settled && server.workers().stream().allMatch(n -> n == numbers.threadsPerChild()));
      try (SlowClients slow = new SlowClients(server.port())) {
        stage.serve(slow);
        stage.mark(held + " slow requests");
        slow.hold(held);
        stage.await(PATIENCE, () -> stage.connections().taken() >= held);
        long victim = busiest(server);
        if (victim < 0) {
          throw new IOException("no child holds a request");
        }
        Pressure pressure = Pressure.now();
        double killed = stage.seconds();
        Server.signal(victim, "KILL");
        stage.mark("a child is killed");
        stage.await(Duration.ofSeconds(5), () -> slow.refused() > 0);
        try (Http next = new Http(server.port())) {
          next.send(REQUEST);
          stage.await(PATIENCE, () -> next.hears(Duration.ofMillis(20)));
        }
        sawTime(SECONDS, new Observation.Amount(stage.seconds() - killed, "s", RECOVERY), pressure);
        // The kernel resets the connections of the child one after the other, and the answer may overtake some.
        stage.await(Duration.ofSeconds(5), () -> slow.refused() >= numbers.threadsPerChild());
        int lost = slow.refused();
        saw(LOST, Observation.Amount.count(lost, ""));
        slow.finish();
        stage.await(PATIENCE, () -> slow.waiting() == 0);
        saw(OTHERS, Observation.Amount.count(held - lost - slow.answered(), ""));
        stage.serve(null);
        keep(Experiment.ISOLATION, stage, 0);
      }
    }
  }

  /// The process that holds the most; of several with the same connection the last one: mpm-itk's children fork.
  private static long busiest(Server server) throws IOException {
    long busiest = -1;
    int most = 0;
    for (long pid : ProcTree.descendants(server.pid())) {
      int held = RecyclingAct.peers(pid).size();
      if (held > most || held == most && held > 0 && pid > busiest) {
        most = held;
        busiest = pid;
      }
    }
    return busiest;
  }
}
