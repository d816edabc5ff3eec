package dev.mpmlint.advise.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.mpm.Mpm;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What pools do in simulated time: grow, shrink, keep, refuse, replace.
class SimulationTest {
  private static final ServiceTime FOR_EVER = new ServiceTime.Constant(1e6 * Arrivals.SECOND);

  private static Load load(double perSecond, ServiceTime service, int requests, double think) {
    return new Load(
        new Arrivals.Poisson(perSecond), service, false, requests, true, think * Arrivals.SECOND, Load.Slow.NOBODY,
        Load.Slow.NOBODY);
  }

  /// The counts that httpd shows with a shortage that never ends: measured on it with all three MPMs.
  @ParameterizedTest
  @CsvSource({
    "PREFORK, StartServers 1|MinSpareServers 200|MaxSpareServers 250|ServerLimit 300|MaxRequestWorkers 300",
    "WORKER, StartServers 1|ThreadsPerChild 1|ThreadLimit 1|MinSpareThreads 200|MaxSpareThreads 250|ServerLimit 300|MaxRequestWorkers 300",
    "EVENT, StartServers 1|ThreadsPerChild 1|ThreadLimit 1|MinSpareThreads 200|MaxSpareThreads 250|ServerLimit 300|MaxRequestWorkers 300",
  })
  void childrenAreSpawnedAsHttpdSpawnsThem(Mpm mpm, String directives) {
    Load nobody = Load.simple(new Arrivals.Replayed(new long[0]), FOR_EVER);

    Outcome o = Scenarios.run(Scenarios.scenario(Scenarios.server(mpm, directives), nobody, 10, 0, 1));

    assertThat(values(o.series().processes())).containsExactly(2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 96.0, 128.0, 160.0, 192.0);
  }

  /// sizing's example: a long KeepAliveTimeout leaves a process-per-connection server to 2.6 connections a second.
  @Test
  void aLongKeepAliveTimeoutIsPreforksEndAndNotEvents() {
    Load load = load(8, new ServiceTime.Constant(0.05 * Arrivals.SECOND), 6, 0);
    String size = "|KeepAliveTimeout 100";

    Outcome prefork = Scenarios.run(Scenarios.scenario(Scenarios.server(Mpm.PREFORK, "MaxRequestWorkers 256|StartServers 256|MaxSpareServers 256" + size), load, 2000, 500, 3));
    Outcome event = Scenarios.run(Scenarios.scenario(Scenarios.server(Mpm.EVENT, "ServerLimit 16|MaxRequestWorkers 400" + size), load, 2000, 500, 3));

    assertThat(prefork.mean(prefork.series().answered()) / 6).isBetween(2.4, 2.7);
    assertThat(prefork.refusedShare()).isGreaterThan(0.6);
    // It keeps 800 of at most 16 × 25 × (1 + 2) = 1200.
    assertThat(event.refused()).isZero();
    assertThat(event.waits().quantile(0.99)).isLessThan(0.05);
    assertThat(event.services().count()).isBetween(6 * 11_500L, 6 * 12_500L);
    assertThat(event.mean(event.series().busy())).isLessThan(5);
  }

  @Test
  void eventsLimitOfConnectionsIsAsItIsConfigured() {
    Load load = load(5, new ServiceTime.Constant(1), 1, 0);
    Server server =
        Scenarios.server(
            Mpm.EVENT,
            "StartServers 1|ServerLimit 1|ThreadsPerChild 5|MaxRequestWorkers 5|AsyncRequestWorkerFactor 3|KeepAliveTimeout 1000000");

    Outcome o = Scenarios.run(Scenarios.scenario(server, load, 60, 0, 1));

    assertThat(o.series().open().at(59)).isEqualTo(20);
    assertThat(o.stillWaiting()).isGreaterThan(200);
  }

  @Test
  void eventClosesWhatItKeepsWhenNoWorkerIsIdle() {
    Load load = load(20, new ServiceTime.Exponential(0.1 * Arrivals.SECOND), 10, 0.3);
    Server small =
        Scenarios.server(Mpm.EVENT, "StartServers 1|ServerLimit 1|ThreadsPerChild 22|ThreadLimit 22|MaxRequestWorkers 22|AsyncRequestWorkerFactor 8");

    Outcome o = Scenarios.run(Scenarios.scenario(small, load, 300, 30, 1));

    assertThat(o.cutByBusy()).isPositive();
    assertThat(o.cutByEnding()).isZero();
    assertThat(o.connections()).isGreaterThan(o.cutByBusy());
  }

  @Test
  void childrenThatServedEnoughAreReplaced() {
    for (Mpm mpm : List.of(Mpm.PREFORK, Mpm.WORKER, Mpm.EVENT)) {
      Server server = Scenarios.server(mpm, "MaxConnectionsPerChild 100");
      Load load = Scenarios.mm(100, 0.01);

      Outcome o = Scenarios.run(Scenarios.scenario(server, load, 120, 10, 1));

      assertThat(o.waits().quantile(0.99)).as("%s", mpm).isLessThan(1.5);
      assertThat(o.waits().count()).as("%s", mpm).isBetween(10_500L, 11_500L);
    }
  }

  /// Facts, 5.7: with a negative number every child of worker and event ends at once; prefork takes it for no limit.
  @ParameterizedTest
  @CsvSource({"PREFORK, true", "WORKER, false", "EVENT, false"})
  void aNegativeMaxConnectionsPerChildServesOnlyUnderPrefork(Mpm mpm, boolean serves) {
    Server server = Scenarios.server(mpm, "MaxConnectionsPerChild -1");

    Outcome o = Scenarios.run(Scenarios.scenario(server, Scenarios.mm(10, 0.01), 30, 0, 1));

    assertThat(o.waits().count() > 0).isEqualTo(serves);
  }

  @ParameterizedTest
  @EnumSource(names = {"PREFORK", "WORKER", "EVENT"})
  void whoIsShortOfWorkersSaysSo(Mpm mpm) {
    String size = mpm == Mpm.PREFORK ? "MaxRequestWorkers 10" : "MaxRequestWorkers 50";

    Outcome o = Scenarios.run(Scenarios.scenario(Scenarios.server(mpm, size), Scenarios.mm(200, 1), 60, 10, 1));

    String expected = switch (mpm) {
      case PREFORK -> "AH00161";
      case WORKER -> "AH00286";
      default -> "AH00484";
    };
    assertThat(o.said()).extracting(Outcome.Said::number).contains(expected);
    assertThat(o.refused()).isPositive();
    assertThat(o.utilisation()).isGreaterThan(0.99);
  }

  @Test
  void slowReadersHoldWorkersButEvents() {
    Load load =
        new Load(
            new Arrivals.Poisson(20), new ServiceTime.Constant(0.01 * Arrivals.SECOND), false, 1, false, 0,
            new Load.Slow(0.5, 5 * Arrivals.SECOND), Load.Slow.NOBODY);

    Outcome worker = Scenarios.run(Scenarios.scenario(Scenarios.server(Mpm.WORKER, ""), load, 600, 60, 1));
    Outcome event = Scenarios.run(Scenarios.scenario(Scenarios.server(Mpm.EVENT, ""), load, 600, 60, 1));

    assertThat(worker.mean(worker.series().busy())).isBetween(46.0, 55.0);
    assertThat(event.mean(event.series().busy())).isBetween(0.1, 0.4);
    assertThat(event.services().count()).isCloseTo(worker.services().count(), org.assertj.core.data.Percentage.withPercentage(1));
  }

  @Test
  void slowSendersHoldWorkersEverywhere() {
    Load load =
        new Load(
            new Arrivals.Poisson(20), new ServiceTime.Constant(1), false, 1, false, 0, Load.Slow.NOBODY,
            new Load.Slow(0.5, 5 * Arrivals.SECOND));

    Outcome event = Scenarios.run(Scenarios.scenario(Scenarios.server(Mpm.EVENT, ""), load, 600, 60, 1));

    assertThat(event.mean(event.series().busy())).isBetween(46.0, 55.0);
  }

  /// A backend smaller than the pool is the queue that counts, and workers wait for it.
  @Test
  void aSmallBackendBinds() {
    Scenario plain = Scenarios.scenario(Scenarios.fixed(100), Scenarios.mm(50, 0.2), 2000, 100, 1);
    Scenario behind =
        new Scenario(
            "", plain.server(), plain.load(), new Backend(12, 1, 511), 1, plain.balancer(), plain.duration(),
            plain.warmUp(), 1);

    Outcome o = Scenarios.run(behind);

    // Erlang C of 12 workers; one run of 95,000 requests.
    assertThat(o.backendWaits().positiveShare()).isBetween(0.42, 0.48);
    assertThat(o.waits().positiveShare()).isZero();
    assertThat(o.mean(o.series().backendBusy())).isBetween(9.7, 10.3);
    assertThat(o.mean(o.series().busy())).isGreaterThan(11.5);
    Outcome none = Scenarios.run(new Scenario("", plain.server(), plain.load(), new Backend(8, 1, 0), 1, plain.balancer(), plain.duration(), plain.warmUp(), 1));
    // Erlang B of 8 workers and an offered load of 10.
    assertThat((double) none.failed() / (none.failed() + none.services().count())).isBetween(0.32, 0.36);
  }

  @Test
  void theSameSeedGivesTheSame() {
    Load load = load(50, new ServiceTime.Lognormal(0.1 * Arrivals.SECOND, 1), 4, 1);
    Scenario one = Scenarios.scenario(Scenarios.server(Mpm.EVENT, ""), load, 100, 10, 7);
    Scenario other = Scenarios.scenario(Scenarios.server(Mpm.EVENT, ""), load, 100, 10, 8);

    List<Outcome> outcomes = Simulation.run(List.of(one, one, other));

    assertThat(figures(outcomes.get(0))).isEqualTo(figures(outcomes.get(1)));
    assertThat(figures(outcomes.get(0))).isNotEqualTo(figures(outcomes.get(2)));
  }

  @ParameterizedTest
  @EnumSource(names = {"ROUND_ROBIN", "RANDOM"})
  void machinesApartAndTogetherAreTheSame(Scenario.Balancer balancer) {
    Load load = load(100, new ServiceTime.Exponential(0.1 * Arrivals.SECOND), 3, 0.5);
    Scenario s =
        new Scenario(
            "", Scenarios.server(Mpm.PREFORK, "MaxRequestWorkers 40"), load, Backend.NONE, 7, balancer,
            100 * Arrivals.SECOND, 0, 5);

    Tally together = new Run(s, 0, 1).run();
    Tally apart = new Run(s, 0, 3).run();
    apart.add(new Run(s, 1, 3).run());
    apart.add(new Run(s, 2, 3).run());

    assertThat(figures(Outcome.of(s, apart))).isEqualTo(figures(Outcome.of(s, together)));
  }

  @Test
  void countingConnectionsBalancesBest() {
    List<Scenario> scenarios = new ArrayList<>();
    for (Scenario.Balancer balancer : List.of(Scenario.Balancer.LEAST_CONNECTIONS, Scenario.Balancer.ROUND_ROBIN, Scenario.Balancer.RANDOM)) {
      Load load = Load.simple(new Arrivals.Poisson(450), new ServiceTime.Lognormal(0.2 * Arrivals.SECOND, 1.2));
      scenarios.add(new Scenario("", Scenarios.fixed(10), load, Backend.NONE, 10, balancer, 500 * Arrivals.SECOND, 50 * Arrivals.SECOND, 1));
    }

    List<Double> waits = Simulation.run(scenarios).stream().map(o -> o.waits().mean()).toList();

    assertThat(waits.get(0)).isLessThan(waits.get(1) / 2);
    assertThat(waits.get(1)).isLessThan(waits.get(2));
  }

  @Test
  void tenThousandMachines() {
    Load load = Scenarios.mm(20_000, 0.1);
    Scenario s =
        new Scenario(
            "", Scenarios.server(Mpm.EVENT, ""), load, Backend.NONE, 10_000, Scenario.Balancer.LEAST_CONNECTIONS,
            20 * Arrivals.SECOND, 5 * Arrivals.SECOND, 1);

    Outcome o = Scenarios.run(s);

    // Three at start, and a fourth wherever one of the 75 threads is busy as a second ends: MinSpareThreads is 75.
    assertThat(o.series().processes().at(19)).isBetween(30_000.0, 40_000.0);
    assertThat(o.mean(o.series().busy())).isBetween(1900.0, 2100.0);
    assertThat(o.waits().quantile(0.999)).isZero();
  }

  /// Nobody is lost and nobody is served twice, whatever the pool.
  @Test
  void everyConnectionIsAccountedFor() {
    Random random = new Random(20);
    List<Scenario> scenarios = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Mpm mpm = List.of(Mpm.PREFORK, Mpm.WORKER, Mpm.EVENT).get(i % 3);
      StringBuilder text = new StringBuilder("StartServers " + (1 + random.nextInt(5)));
      text.append("|ServerLimit ").append(1 + random.nextInt(20));
      text.append("|MaxRequestWorkers ").append(1 + random.nextInt(60));
      text.append("|MaxConnectionsPerChild ").append(random.nextInt(3) == 0 ? 1 + random.nextInt(30) : 0);
      text.append("|ListenBacklog ").append(1 + random.nextInt(30));
      text.append("|KeepAliveTimeout ").append(1 + random.nextInt(3));
      if (mpm == Mpm.PREFORK) {
        text.append("|MinSpareServers ").append(1 + random.nextInt(10)).append("|MaxSpareServers ").append(1 + random.nextInt(20));
      } else {
        text.append("|ThreadsPerChild ").append(1 + random.nextInt(8));
        text.append("|MinSpareThreads ").append(1 + random.nextInt(20)).append("|MaxSpareThreads ").append(1 + random.nextInt(40));
      }
      Load load =
          new Load(
              new Arrivals.Bursty(1 + random.nextInt(100), 5, 3, 10), new ServiceTime.Exponential(1e8), false,
              1 + random.nextInt(4), random.nextBoolean(), 5e8,
              new Load.Slow(0.2, 300_000_000), new Load.Slow(0.2, 200_000_000));
      Backend backend = random.nextBoolean() ? Backend.NONE : new Backend(1 + random.nextInt(10), 0.5, random.nextInt(5));
      scenarios.add(
          new Scenario(
              mpm + " " + text, Scenarios.server(mpm, text.toString()), load, backend, 1 + random.nextInt(3),
              Scenario.Balancer.values()[random.nextInt(3)], 60 * Arrivals.SECOND, 0, i));
    }
    for (Outcome o : Simulation.run(scenarios)) {
      String label = o.scenario().label();
      assertThat(o.waits().count() + o.refused() + o.stillWaiting()).as(label).isEqualTo(o.connections());
      long answers = o.services().count() + o.failed();
      assertThat(answers).as(label).isLessThanOrEqualTo(o.arrived() * o.scenario().load().requests());
      assertThat(o.stillOpen()).as(label).isLessThanOrEqualTo(o.waits().count());
      if (!o.scenario().load().keeps()) {
        assertThat(answers + o.stillOpen()).as(label).isEqualTo(o.waits().count());
      }
      Server server = o.scenario().server();
      for (int second = 0; second < 60; second++) {
        int machines = o.scenario().machines();
        assertThat(o.series().busy().at(second)).as(label).isBetween(0.0, (double) server.numbers().serverLimit() * server.numbers().threadsPerChild() * machines);
        assertThat(o.series().processes().at(second)).as(label).isBetween(0.0, (double) (2 * server.numbers().serverLimit() + 32) * machines);
        assertThat(o.series().open().at(second)).as(label).isGreaterThanOrEqualTo(server.mpm() == Mpm.EVENT ? 0 : o.series().busy().at(second));
      }
    }
  }

  private static List<Object> figures(Outcome o) {
    List<Object> figures = new ArrayList<>();
    for (Durations d : List.of(o.waits(), o.services(), o.responses())) {
      figures.addAll(List.of(d.count(), Math.round(d.mean() * 1e9), d.quantile(0.5), d.quantile(0.99), d.most()));
    }
    figures.addAll(List.of(o.connections(), o.refused(), o.cutByBusy(), o.cutByEnding(), o.mostProcesses(), o.arrived(), o.stillOpen()));
    for (Curve curve : List.of(o.series().busy(), o.series().processes(), o.series().answered())) {
      figures.addAll(values(curve));
    }
    return figures;
  }

  private static List<Double> values(Curve curve) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < curve.size(); i++) {
      values.add(curve.at(i));
    }
    return values;
  }
}
