package dev.mpmlint.verify.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.PoolNumbers;
import org.junit.jupiter.api.Test;

class ForecastTest {
  private static PoolNumbers prefork(int most, int start, int min, int max) {
    return new PoolNumbers(Mpm.PREFORK, most, 1, most, most, start, min, max);
  }

  @Test
  void doublesFromSecondToSecondUpToTheCeiling() {
    // 5, then 1, 2, 4, 8, 16, 32, 32, 32 more; the last turn fills up.
    Forecast forecast = Forecast.atStart(prefork(150, 5, 5, 10)).settle(0);
    assertThat(forecast.children()).isEqualTo(5);
    assertThat(forecast.turns()).isZero();

    forecast.settle(200);

    assertThat(forecast.children()).isEqualTo(150);
    assertThat(forecast.turns()).isEqualTo(9);
    assertThat(forecast.errors()).containsExactly("AH00161");
  }

  @Test
  void childrenThatStartForLongerThanASecondHaltTheDoubling() {
    int quick = Forecast.atStart(prefork(50, 1, 1, 3)).settle(0).starting(0.001).settle(60).turns();
    int slow = Forecast.atStart(prefork(50, 1, 1, 3)).settle(0).starting(0.1).settle(60).turns();

    assertThat(quick).isEqualTo(6);
    // Of 16 children 10 start in the second: the others are idle, so that the next turn starts none, and the one after it one.
    assertThat(slow).isGreaterThan(quick + 2);
    assertThat(Forecast.atStart(prefork(50, 1, 1, 3)).settle(0).starting(0.1).settle(60).children()).isEqualTo(50);
  }

  @Test
  void fallsByOneASecond() {
    Forecast forecast = Forecast.from(prefork(20, 5, 2, 4), 9).settle(0);

    assertThat(forecast.children()).isEqualTo(4);
    assertThat(forecast.turns()).isEqualTo(5);
    assertThat(forecast.errors()).isEmpty();
  }

  @Test
  void saysWhatIsLoggedWithoutAnyLoad() {
    PoolNumbers event = new PoolNumbers(Mpm.EVENT, 16, 2, 2, 4, 1, 5, 50);

    assertThat(Forecast.atStart(event).settle(0).errors()).containsExactly("AH10159");
    assertThat(Forecast.atStart(event).settle(0).settle(9).errors()).containsExactly("AH10159", "AH00484");
  }
}
