package dev.mpmlint.advise.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.mpm.Mpm;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A pool of fixed size is the queue M/M/c, whose figures are known. Each is simulated several times with seeds of its own;
/// what is expected must lie within four standard errors of their mean, which one in 15,000 right ones would miss.
class AgreesWithErlangTest {
  private static final int RUNS = 24;
  private static final double ERRORS = 4;

  /// A sample of independent means.
  private record Sample(double mean, double error) {
    static Sample of(List<Outcome> outcomes, ToDoubleFunction<Outcome> figure) {
      double[] values = outcomes.stream().mapToDouble(figure).toArray();
      double sum = 0;
      for (double each : values) {
        sum += each;
      }
      double mean = sum / values.length;
      double squares = 0;
      for (double each : values) {
        squares += (each - mean) * (each - mean);
      }
      return new Sample(mean, Math.sqrt(squares / (values.length - 1) / values.length));
    }

    /// @param rounding by how much the expected figure may be wrong itself
    void agreesWith(double expected, double rounding, String what) {
      assertThat(mean).as("%s: %s ± %s, expected %s", what, mean, error, expected)
          .isBetween(expected - ERRORS * error - rounding, expected + ERRORS * error + rounding);
    }
  }

  private static List<Outcome> runs(Server server, Load load, long seconds) {
    List<Scenario> scenarios = new ArrayList<>();
    for (int seed = 1; seed <= RUNS; seed++) {
      scenarios.add(Scenarios.scenario(server, load, seconds, 100, seed));
    }
    return Simulation.run(scenarios);
  }

  /// The vectors of the facts: requests a second, service time in seconds, workers; probability of waiting, mean wait, and
  /// the wait that 95 of 100 stay below, in milliseconds.
  @ParameterizedTest(name = "{0}/s of {1} s on {2} workers")
  @CsvSource({
    "50, 0.2, 11, 0.6821, 136.4, 523",
    "50, 0.2, 12, 0.4494, 44.9, 220",
    "50, 0.2, 15, 0.1020, 4.1, 28.5",
    "50, 0.2, 20, 0.0037, 0.1, 0",
    "100, 0.5, 55, 0.3845, 38.5, 204",
    "100, 0.5, 60, 0.1173, 5.9, 42.6",
    "100, 0.5, 64, 0.0375, 1.3, 0",
    "400, 0.25, 110, 0.2370, 5.9, 38.9",
  })
  void aPoolOfFixedSizeIsErlangsQueue(
      double rate, double service, int workers, double waitProbability, double meanWait, double wait95) {
    List<Outcome> outcomes = runs(Scenarios.fixed(workers), Scenarios.mm(rate, service), (long) (60_000 / rate) + 100);

    Sample waits = Sample.of(outcomes, o -> o.waits().positiveShare());
    waits.agreesWith(waitProbability, 0.000_05, "waiting at all");
    assertThat(waits.error()).as("the sample tells something").isLessThan(0.1 * waitProbability + 0.001);
    Sample.of(outcomes, o -> o.waits().mean() * 1000).agreesWith(meanWait, 0.05, "mean wait");
    // Quantiles are told within a hundredth.
    Sample.of(outcomes, o -> o.waits().quantile(0.95) * 1000).agreesWith(wait95, 0.5 + wait95 / 100, "95 of 100");
    Sample.of(outcomes, o -> o.services().mean()).agreesWith(service, 0, "service");
    Sample.of(outcomes, Outcome::utilisation).agreesWith(rate * service / workers, 0, "utilisation");
  }

  /// M/M/c/K: what the backlog has no room for is refused. worker and event queue alike.
  @ParameterizedTest(name = "{0}, backlog {4}")
  @CsvSource({"PREFORK, 50, 0.2, 10, 20", "PREFORK, 60, 0.2, 10, 8", "WORKER, 55, 0.2, 10, 5", "EVENT, 55, 0.2, 10, 5"})
  void aFullBacklogRefuses(Mpm mpm, double rate, double service, int workers, int backlog) {
    String size =
        mpm == Mpm.PREFORK
            ? "ServerLimit 10|MaxRequestWorkers 10|StartServers 10|MaxSpareServers 10"
            : "ServerLimit 1|ThreadsPerChild 10|MaxRequestWorkers 10|StartServers 1|MaxSpareThreads 10";
    Server server = Scenarios.server(mpm, size + "|ListenBacklog " + backlog);

    List<Outcome> outcomes = runs(server, Scenarios.mm(rate, service), 1500);

    // Linux keeps one connection more than the backlog.
    Sample.of(outcomes, Outcome::refusedShare)
        .agreesWith(refusal(rate * service, workers, workers + backlog + 1), 0, "refused");
  }

  /// The probability that all places of M/M/c/K are taken.
  private static double refusal(double offered, int workers, int places) {
    double weight = 1;
    double sum = 1;
    for (int n = 1; n <= places; n++) {
      weight *= offered / Math.min(n, workers);
      sum += weight;
    }
    return weight / sum;
  }

  /// Pollaczek and Khinchine: with one worker the mean wait follows from mean and variance of any service time.
  @Test
  void oneWorkerWaitsAsPollaczekAndKhinchineSay() {
    double mean = 0.05;
    double sigma = 0.8;
    double rate = 12;
    Load load =
        Load.simple(new Arrivals.Poisson(rate), new ServiceTime.Lognormal(mean * Arrivals.SECOND, sigma));

    List<Outcome> outcomes = runs(Scenarios.fixed(1), load, 5000);

    double variation = Math.expm1(sigma * sigma);
    double load1 = rate * mean;
    double wait = load1 * mean * (1 + variation) / (2 * (1 - load1));
    Sample.of(outcomes, o -> o.waits().mean()).agreesWith(wait, 0, "mean wait");
    Sample.of(outcomes, o -> o.services().deviation() / o.services().mean())
        .agreesWith(Math.sqrt(variation), 0, "variation");
  }

  /// Little: as many are busy as come, times how long they stay.
  @Test
  void keptConnectionsHoldWorkersAsLittleSays() {
    // Six requests, five pauses, and the server waits two seconds more for a seventh.
    Load load =
        new Load(
            new Arrivals.Poisson(4), new ServiceTime.Exponential(0.05 * Arrivals.SECOND), false, 6, true,
            0.1 * Arrivals.SECOND, Load.Slow.NOBODY, Load.Slow.NOBODY);
    Server server =
        Scenarios.server(
            Mpm.PREFORK, "MaxRequestWorkers 100|StartServers 100|MaxSpareServers 100|KeepAliveTimeout 2");

    List<Outcome> outcomes = runs(server, load, 1500);

    Sample.of(outcomes, o -> o.mean(o.series().busy())).agreesWith(4 * (6 * 0.05 + 5 * 0.1 + 2), 0, "busy");
  }
}
