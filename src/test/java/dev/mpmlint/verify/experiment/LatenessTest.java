package dev.mpmlint.verify.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.verify.model.Expectation;
import dev.mpmlint.verify.model.Observation;
import org.junit.jupiter.api.Test;

class LatenessTest {
  private static final Expectation SIX = new Expectation.Exactly(6, 3, "s");

  private static Observation seconds(double value) {
    return new Observation.Amount(value, "s", 0);
  }

  @Test
  void aWaitForProcessorsExplainsNoMoreThanItself() {
    assertThat(Lateness.explains(SIX, seconds(18.9), 10)).isTrue();
    assertThat(Lateness.explains(SIX, seconds(18.9), 9)).isFalse();
    assertThat(Lateness.explains(SIX, seconds(18.9), 0)).isFalse();
    assertThat(Lateness.explains(new Expectation.AtMost(4, "s"), seconds(5), 1)).isTrue();
  }

  @Test
  void whatComesTooEarlyWasNotLate() {
    assertThat(Lateness.explains(SIX, seconds(1), 100)).isFalse();
  }

  @Test
  void yesOrNoIsDecidedByASecond() {
    Expectation no = new Expectation.Words("no");

    assertThat(Lateness.explains(no, Observation.yes(true), 1)).isTrue();
    assertThat(Lateness.explains(no, Observation.yes(true), 0.9)).isFalse();
  }
}
