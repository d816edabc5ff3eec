package dev.mpmlint.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COUNT|0|0", "COUNT|250|250", "COUNT|12500|12,500", "COUNT|1234567|1,234,567", "COUNT|-1234|-1,234",
        "COUNT|0.05|0.05", "COUNT|99.96|100", "NUMBER|2.345|2.35", "PER_SECOND|317.4|317/s", "PERCENT|12.5|12.5 %",
        "SECONDS|0|0 s", "SECONDS|0.0004|0.4 ms", "SECONDS|0.25|250 ms", "SECONDS|0.9996|1 s", "SECONDS|12.5|12.5 s",
        "SECONDS|200|3 min 20 s", "SECONDS|120|2 min", "SECONDS|7500|2 h 5 min", "SECONDS|259200|3 d",
        "SECONDS|270000|3 d 3 h", "BYTES|512|512 B", "BYTES|1024|1 KiB", "BYTES|11010048|10.5 MiB",
        "BYTES|1073741823|1 GiB"
      })
  void valuesAreShownWithTheirUnit(Unit unit, double value, String shown) {
    assertThat(unit.show(value)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "COUNT,0.1,1", "COUNT,1.2,2", "COUNT,3,5", "COUNT,60,100", "PER_SECOND,0.03,0.05", "SECONDS,0.0004,0.0005",
    "SECONDS,7,10", "SECONDS,22,30", "SECONDS,31,60", "SECONDS,700,900", "SECONDS,9e5,1728000", "BYTES,1000,1024",
    "BYTES,3e6,4194304"
  })
  void ticksAreRoundNumbersOfTheUnit(Unit unit, double least, double step) {
    assertThat(unit.step(least)).isEqualTo(step);
  }

  @Test
  void anAxisHoldsItsValuesWithFewRoundTicks() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      Unit unit = Unit.values()[random.nextInt(Unit.values().length)];
      double high = Math.pow(10, random.nextDouble() * 12 - 4);
      Scale scale = Scale.values(List.of(high, high / 3), unit, false, 100, 0, 4);
      assertThat(scale.from()).isZero();
      assertThat(scale.to()).as("%s %s", unit, high).isGreaterThanOrEqualTo(high * 0.999);
      assertThat(scale.ticks()).as("%s %s", unit, high).hasSizeBetween(2, 6).isSorted().doesNotHaveDuplicates();
      assertThat(scale.place(high)).isBetween(-0.001, 100.0);
      assertThat(scale.ticks().stream().map(unit::show).distinct()).as("%s %s", unit, high).hasSameSizeAs(scale.ticks());
    }
  }

  @Test
  void whatIsAlwaysZeroHasAnAxisToo() {
    Scale scale = Scale.values(List.of(0.0, 0.0), Unit.COUNT, false, 100, 0, 4);
    assertThat(scale.ticks()).containsExactly(0.0, 1.0);
    assertThat(Scale.values(List.of(), Unit.SECONDS, true, 100, 0, 4).place(0)).isEqualTo(100);
  }

  @Test
  void aLogarithmicAxisGoesByTens() {
    Scale scale = Scale.values(List.of(0.0, 0.004, 3.0), Unit.SECONDS, true, 100, 0, 4);
    assertThat(scale.ticks()).containsExactly(0.001, 0.01, 0.1, 1.0, 10.0);
    assertThat(scale.place(0.1)).isEqualTo(50);
    assertThat(scale.place(0)).isEqualTo(100);
  }

  @Test
  void timeEndsWhereTheMeasurementEnds() {
    Scale scale = Scale.exactly(0.3, 17.8, Unit.SECONDS, 0, 175, 9);
    assertThat(scale.ticks()).containsExactly(2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 14.0, 16.0);
    assertThat(scale.place(17.8)).isEqualTo(175);
  }
}
