package dev.mpmlint.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramTest {
  @Test
  void quantilesAreThoseOfTheSortedValues() {
    Random random = new Random(2);
    long[] values = random.longs(20_000, 0, 1L << 20).map(v -> v >>> random.nextInt(20)).toArray();
    Histogram histogram = new Histogram();
    for (long v : values) {
      histogram.add(v);
    }
    Arrays.sort(values);

    for (double share : new double[] {0, 0.01, 0.5, 0.9, 0.95, 0.999, 1}) {
      long exact = values[Math.max(0, (int) Math.ceil(share * values.length) - 1)];
      assertThat(histogram.quantile(share)).as("%s", share).isCloseTo(exact, within(Math.max(0, exact / 30)));
    }
    assertThat(histogram.max()).isEqualTo(values[values.length - 1]);
    assertThat(histogram.mean()).isCloseTo(Arrays.stream(values).average().orElseThrow(), within(1e-6));
  }

  @Test
  void everyLongHasAPlace() {
    Histogram histogram = new Histogram();
    for (int shift = 0; shift < 63; shift++) {
      histogram.add((1L << shift) - 1);
      histogram.add(1L << shift);
    }
    histogram.add(Long.MAX_VALUE);
    histogram.add(-5);

    assertThat(histogram.count()).isEqualTo(128);
    assertThat(histogram.max()).isEqualTo(Long.MAX_VALUE);
    assertThat(histogram.quantile(0)).isZero();
    assertThat(new Histogram().quantile(0.5)).isZero();
    assertThat(new Histogram().mean()).isZero();
  }
}
