package dev.mpmlint.verify.experiment;

import static dev.mpmlint.mpm.MpmDirective.MAX_SPARE_SERVERS;
import static dev.mpmlint.mpm.MpmDirective.MAX_SPARE_THREADS;
import static dev.mpmlint.mpm.MpmDirective.MIN_SPARE_SERVERS;
import static dev.mpmlint.mpm.MpmDirective.MIN_SPARE_THREADS;

import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.mpm.PoolNumbers;
import dev.mpmlint.verify.engine.Server;
import dev.mpmlint.verify.load.SlowClients;
import dev.mpmlint.verify.model.Expectation;
import dev.mpmlint.verify.model.Experiment;
import dev.mpmlint.verify.model.Observation;
import dev.mpmlint.verify.model.Promise;
import dev.mpmlint.verify.scenario.Variant;
import java.io.IOException;
import java.time.Duration;

/// A burst that is big enough for more idle workers than may stay, then its end.
final class SparesAct extends Act {
  private static final String PROCESSES = "spares.processes";
  private static final String IDLE = "spares.idle";
  private static final int QUICK_TURNS = 6;
  /// event ends a child every other second.
  private static final double SECONDS_A_TURN = 2.2;
  private static final double STAYS = 2.3;

  private final PoolNumbers numbers;
  private final boolean async;
  private final int settled;
  private final int settling;
  private final int held;
  private final Forecast loaded;
  private final int peak;
  private final int growing;
  private final int after;
  private final int falling;

  SparesAct(Ground ground) {
    super(ground, Experiment.SPARES);
    MpmPlan plan = ground.plan(Variant.PATIENT);
    numbers = ground.numbers(plan);
    async = plan.mpm() == Mpm.EVENT;
    Forecast start = Forecast.atStart(numbers).settle(0);
    settled = start.children();
    settling = start.turns();
    held = burst();
    loaded = Forecast.from(numbers, settled).settle(held);
    peak = loaded.children();
    growing = loaded.turns();
    Forecast end = Forecast.from(numbers, peak).settle(0);
    after = end.children();
    falling = end.turns();
  }

  /// The smallest burst after which some are too many; where there can be none such, one that keeps all busy.
  private int burst() {
    int most = numbers.processes() * numbers.threadsPerChild();
    int low = 1;
    int high = most;
    if (!tooMany(most)) {
      return Math.min(most, settled * numbers.threadsPerChild());
    }
    while (low < high) {
      int middle = (low + high) / 2;
      if (tooMany(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private boolean tooMany(int requests) {
    return Forecast.from(numbers, settled).settle(requests).children() * numbers.threadsPerChild() > numbers.maxSpare();
  }

  @Override
  void prepare() {
    var from = ground.sources(MIN_SPARE_SERVERS, MAX_SPARE_SERVERS, MIN_SPARE_THREADS, MAX_SPARE_THREADS);
    promise(
        new Promise(
            Experiment.SPARES,
            PROCESSES,
            after == peak
                ? "processes after a burst: none is too many"
                : "processes after a burst that made them " + peak,
            from,
            Expectation.Exactly.count(after, "")));
    double least = Math.min(numbers.minSpare(), (double) after * numbers.threadsPerChild());
    double most = Math.max(numbers.maxSpare(), (double) after * numbers.threadsPerChild());
    promise(
        new Promise(
            Experiment.SPARES, IDLE, "idle workers after it", from, new Expectation.Between(least, most, "")));
  }

  @Override
  void play() throws IOException {
    int turns = Math.max(falling, settling);
    if (turns > QUICK_TURNS && !ground.full()) {
      String why = "it takes about " + Math.round(settling + growing + falling * SECONDS_A_TURN) + " s; --full tries it";
      notTried(PROCESSES, why);
      notTried(IDLE, why);
      return;
    }
    try (Server server = serve(Variant.PATIENT)) {
      Stage stage = new Stage(server, async, ground, experiments());
      stage.await(Duration.ofSeconds(2L * settling + 10), () -> server.count() == settled);
      try (SlowClients slow = new SlowClients(server.port())) {
        stage.serve(slow);
        stage.mark(held + " slow requests");
        slow.hold(held);
        stage.await(
            Duration.ofSeconds(2L * growing + 40),
            () -> server.count() >= peak && stage.connections().taken() >= held);
        stage.watch(Duration.ofMillis(300));
        slow.finish();
        stage.mark("they are completed");
        stage.await(PATIENCE, () -> slow.waiting() == 0);
      }
      stage.serve(null);
      double[] since = {Double.NaN};
      // It stays so for longer than event takes to end another one. mpm-itk's children end with their connections, all at once, and
      // others take their places.
      stage.await(
          Duration.ofSeconds(3L * falling + 40),
          () -> {
            if (server.count() != after) {
              since[0] = Double.NaN;
            } else if (Double.isNaN(since[0])) {
              since[0] = stage.seconds();
            }
            return stage.seconds() - since[0] > STAYS;
          });
      int processes = server.count();
      saw(PROCESSES, Observation.Amount.count(processes, ""));
      stage.await(PATIENCE, () -> server.workers().stream().allMatch(n -> n == numbers.threadsPerChild()));
      saw(IDLE, Observation.Amount.count(server.workers().stream().mapToInt(n -> n).sum(), ""));
      keep(Experiment.SPARES, stage, 0);
    }
  }
}
