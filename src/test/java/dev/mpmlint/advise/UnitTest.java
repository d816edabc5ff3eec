package dev.mpmlint.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitTest {
  @ParameterizedTest
  @CsvSource({
    "BYTES,8G,8589934592", "BYTES,60M,62914560", "BYTES,60 MiB,62914560", "BYTES,1.5gb,1610612736", "BYTES,512,512",
    "SECONDS,80ms,.08", "SECONDS,1.5s,1.5", "SECONDS,2min,120", "SECONDS,50us,.00005", "SECONDS,1h,3600",
    "PER_SECOND,200,200", "PER_SECOND,0.5/s,.5", "COUNT,12,12", "RATIO,1.5,1.5", "SHARE,60%,.6", "SHARE,0.6,.6"
  })
  void quantitiesAreReadAsPeopleWriteThem(Unit unit, String text, double value) throws Exception {
    assertThat(unit.parse("--x", text)).isCloseTo(value, within(value * 1e-9));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BYTES | eight | --x eight is no size; write --x 8G (K, M, G or T)",
        "BYTES | 8Q | --x 8Q is no size; write --x 8G (K, M, G or T)",
        "BYTES | -8G | --x -8G is no size; write --x 8G (K, M, G or T)",
        "BYTES | 1e99 | --x 1e99 is no size; write --x 8G (K, M, G or T)",
        "BYTES | 99999999999T | --x 99999999999T is more than any server has; write --x 8G (K, M, G or T)",
        "SECONDS | 80 | --x 80 is no time; write --x 80ms (us, ms, s, min or h)",
        "SECONDS | ms | --x ms is no time; write --x 80ms (us, ms, s, min or h)",
        "PER_SECOND | 1..5 | --x 1..5 is no rate; write --x 200 (requests per second)",
        "COUNT | 1.5 | --x 1.5 is no whole number; write --x 200",
        "SHARE | 120% | --x 120% is more than all; write --x 60%, or 0.6"
      })
  void whatIsNoneIsOneSentence(Unit unit, String text, String sentence) {
    assertThatExceptionOfType(UnusableInputException.class).isThrownBy(() -> unit.parse("--x", text)).withMessage(sentence);
  }

  @Test
  void nothingIsRefusedWhereItSizesNothing() throws Exception {
    assertThatExceptionOfType(UnusableInputException.class)
        .isThrownBy(() -> Quantity.RATE.parse("0"))
        .withMessage("--rps 0: there is nothing to size without requests per second; write --rps 200 (requests per second)");
    assertThat(Quantity.KEEPALIVE_CLIENTS.parse("0")).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "BYTES,8589934592,8 GiB", "BYTES,62914560,60 MiB", "BYTES,1000,1000 B", "BYTES,1610612736,1.5 GiB", "SECONDS,.08,80 ms",
    "SECONDS,90,90 s", "SECONDS,.00005,50 µs", "SECONDS,0,0 s", "PER_SECOND,33.3333,33.3/s", "SHARE,.6,60 %", "COUNT,1000000,1000000"
  })
  void theyAreShownAsPeopleWriteThem(Unit unit, double value, String text) {
    assertThat(unit.show(value)).isEqualTo(text);
  }
}
