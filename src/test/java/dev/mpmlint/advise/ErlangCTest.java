package dev.mpmlint.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErlangCTest {
  @ParameterizedTest
  @CsvSource({
    "50, .2, 11, .909, .6821, 136.4, 523",
    "50, .2, 12, .833, .4494, 44.9, 220",
    "50, .2, 15, .667, .1020, 4.1, 28.5",
    "50, .2, 20, .5, .0037, 0.1, 0",
    "100, .5, 55, .909, .3845, 38.5, 204",
    "100, .5, 60, .833, .1173, 5.9, 42.6",
    "100, .5, 64, .781, .0375, 1.3, 0",
    "400, .25, 110, .909, .2370, 5.9, 38.9"
  })
  void theVectors(double rate, double time, int servers, double rho, double c, double wqMillis, double p95Millis) {
    ErlangC queue = ErlangC.of(rate, time, servers);

    assertThat(queue.utilisation()).isCloseTo(rho, within(5e-4));
    assertThat(queue.waitProbability()).isCloseTo(c, within(5e-5));
    assertThat(queue.meanWait() * 1000).isCloseTo(wqMillis, within(0.05));
    assertThat(queue.waitQuantile(0.95) * 1000).isCloseTo(p95Millis, within(0.5));
  }

  @Test
  void theFewestServersReachTheTargetAndOneLessDoesNot() {
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      double rate = 0.1 + random.nextDouble() * 500;
      double time = 0.001 + random.nextDouble();
      double wait = random.nextDouble() * 0.2;
      int fewest = ErlangC.fewestServers(rate, time, 0.95, wait).orElseThrow();

      assertThat(ErlangC.of(rate, time, fewest).waitQuantile(0.95)).isLessThanOrEqualTo(wait + 1e-9);
      if (fewest > 1) {
        assertThat(ErlangC.of(rate, time, fewest - 1).waitQuantile(0.95)).isGreaterThan(wait - 1e-9);
      }
    }
  }

  /// The wait's distribution, integrated, is its mean.
  @Test
  void theDistributionHasTheMean() {
    ErlangC queue = ErlangC.of(50, .2, 12);
    double area = 0;
    for (int i = 0; i < 200_000; i++) {
      area += queue.waitsLongerThan((i + 0.5) * 1e-4) * 1e-4;
    }

    assertThat(area).isCloseTo(queue.meanWait(), within(1e-6));
    assertThat(queue.inSystem()).isCloseTo(50 * (queue.meanWait() + .2), within(1e-9));
  }

  @Test
  void aSaturatedQueueGrowsWithoutEnd() {
    ErlangC queue = ErlangC.of(100, 1, 100);

    assertThat(queue.saturated()).isTrue();
    assertThat(queue.waitProbability()).isEqualTo(1);
    assertThat(queue.meanWait()).isInfinite();
    assertThat(queue.waitQuantile(0.5)).isInfinite();
    assertThat(ErlangC.fewestServers(1e12, 1, 0.95, 0)).isEmpty();
  }

  /// Against the weights of all states of M/M/c/K, summed.
  @ParameterizedTest
  @CsvSource({"50, .2, 11, 5", "100, .5, 40, 20", "10, 1, 10, 511", "3, .1, 2, 0", "5, 1, 1, 1"})
  void refusalIsTheShareOfTheFullState(double rate, double time, int servers, int backlog) {
    double weight = 1;
    double sum = 1;
    for (int k = 1; k <= servers + backlog; k++) {
      weight *= rate * time / Math.min(k, servers);
      sum += weight;
    }

    assertThat(ErlangC.of(rate, time, servers).refusal(backlog)).isCloseTo(weight / sum, within(1e-9));
  }

  @Test
  void anExtremeQueueIsStillANumber() {
    assertThat(ErlangC.of(1, 1e-3, 200).refusal(511)).isZero();
    assertThat(ErlangC.of(1e6, 1, 10).refusal(511)).isCloseTo(1 - 10 / 1e6, within(1e-6));
    assertThat(ErlangC.of(0, 1, 10).refusal(511)).isZero();
    assertThat(ErlangC.of(0, 1, 10).meanWait()).isZero();
  }

  @Test
  void nonsenseIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> ErlangC.of(-1, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> ErlangC.of(Double.NaN, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> ErlangC.of(1, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> ErlangC.of(1, 1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> ErlangC.fewestServers(1, 1, 1, 0));
  }
}
