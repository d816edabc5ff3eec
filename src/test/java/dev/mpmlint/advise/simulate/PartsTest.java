package dev.mpmlint.advise.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The parts of which a simulation is made, one by one.
class PartsTest {
  @Test
  void eventsComeInTheirOrder() {
    Random random = new Random(1);
    for (int round = 0; round < 50; round++) {
      EventQueue queue = new EventQueue();
      int n = 1 + random.nextInt(2000);
      long[] keys = new long[n];
      for (int i = 0; i < n; i++) {
        long time = random.nextInt(500);
        keys[i] = time * n + i;
        queue.add(time, i);
      }
      Arrays.sort(keys);
      for (long key : keys) {
        assertThat(queue.firstTime()).isEqualTo(key / n);
        assertThat(queue.take()).isEqualTo((int) (key % n));
      }
      assertThat(queue.firstTime()).isEqualTo(Arrivals.NEVER);
    }
  }

  @Test
  void quantilesAreWithinAHundredth() {
    Random random = new Random(2);
    Durations durations = new Durations();
    long[] values = new long[10_001];
    for (int i = 0; i < values.length; i++) {
      values[i] = (long) Math.exp(random.nextDouble() * 40);
      durations.add(values[i]);
    }
    Arrays.sort(values);
    for (double share : new double[] {0.001, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1}) {
      double exact = values[(int) Math.ceil(share * values.length) - 1] / 1e9;
      assertThat(durations.quantile(share)).isBetween(exact * 0.99 - 1e-9, exact * 1.01 + 1e-9);
    }
    assertThat(durations.most()).isEqualTo(values[values.length - 1] / 1e9);
    assertThat(durations.count()).isEqualTo(values.length);
    assertThat(new Durations().quantile(0.5)).isZero();
    Durations longest = new Durations();
    longest.add(Long.MAX_VALUE);
    assertThat(longest.quantile(0.5)).isCloseTo(Long.MAX_VALUE / 1e9, within(1e8));
  }

  @Test
  void theNormalDistributionIsTurnedRound() {
    assertThat(Normal.quantile(0.5)).isZero();
    assertThat(Normal.quantile(0.975)).isCloseTo(1.959963985, within(1e-8));
    assertThat(Normal.quantile(0.001)).isCloseTo(-3.090232306, within(1e-8));
    assertThat(Normal.quantile(1 - 1e-9)).isCloseTo(5.997807015, within(1e-6));
  }

  @Test
  void serviceTimesHaveTheirMeans() {
    ServiceTime logged = new ServiceTime.Empirical(new long[] {30, 10, 20});
    assertThat(logged.mean()).isEqualTo(20);
    assertThat(logged.at(0.01)).isEqualTo(10);
    assertThat(logged.at(0.5)).isEqualTo(20);
    assertThat(logged.at(1)).isEqualTo(30);
    for (ServiceTime each : new ServiceTime[] {
      new ServiceTime.Exponential(1e9), new ServiceTime.Lognormal(1e9, 1), new ServiceTime.Constant(1e9)
    }) {
      int n = 1_000_000;
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += each.at((i + 0.5) / n);
      }
      assertThat(sum / n).as(each.describe()).isCloseTo(1e9, within(3e6));
      assertThat(each.at(1)).isNotNegative();
    }
  }

  /// Bursts change when clients come, not how many on the long run.
  @Test
  void burstsLeaveTheMeanRate() {
    Arrivals.Times times = new Arrivals.Bursty(100, 8, 2, 20).times(3);
    int[] perSecond = new int[40_000];
    long all = 0;
    for (long at = times.next(); at < perSecond.length * Arrivals.SECOND; at = times.next()) {
      perSecond[(int) (at / Arrivals.SECOND)]++;
      all++;
    }
    assertThat(all / (double) perSecond.length).isBetween(95.0, 105.0);
    double squares = 0;
    for (int each : perSecond) {
      squares += (each - 100.0) * (each - 100.0);
    }
    // Poisson's variance would be 100.
    assertThat(squares / perSecond.length).isGreaterThan(5000);
  }
}
