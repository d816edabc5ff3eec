package dev.mpmlint.verify.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PressureTest {
  @Test
  void readsTheMicrosecondsInWhichAnybodyWaited() {
    String kernel = """
        some avg10=22.61 avg60=42.07 avg300=32.72 total=15276144533
        full avg10=0.00 avg60=0.00 avg300=0.00 total=7
        """;

    assertThat(Pressure.total(kernel)).isEqualTo(15_276_144_533L);
  }

  @Test
  void isNothingWhereTheKernelSaysNothingOfUse() {
    assertThat(Pressure.total("")).isZero();
    assertThat(Pressure.total("some total=much\n")).isZero();
    assertThat(new Pressure(Long.MAX_VALUE).seconds()).isZero();
  }
}
