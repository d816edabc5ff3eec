package dev.mpmlint.mpm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CNumbersTest {
  @ParameterizedTest(name = "\"{0}\" is {1}")
  @CsvSource({
    "12, 12", "12abc, 12", "abc, 0", "0x10, 0", "1e3, 1", "+12, 12", "' 12 ', 12", "-1, -1", "- 1, 0", "--1, 0",
    "4294967297, 1", "99999999999, 1215752191", "2147483648, -2147483648", "99999999999999999999, -1",
    "-99999999999999999999, 0", "9223372036854775807, -1", "9223372036854775808, -1", "-9223372036854775808, 0",
    "25.9, 25", "1_000, 1", "'1,000', 1", "007, 7"
  })
  void atoiReadsAsCDoes(String text, int value) {
    assertThat(CNumbers.atoi(text)).isEqualTo(value);
  }

  @ParameterizedTest(name = "\"{0}\": {1}")
  @CsvSource({
    "9223372036854775807, false", "9223372036854775808, true", "-9223372036854775808, false",
    "-9223372036854775809, true", "000000000000000000000001, false", "99999999999999999999x, true", "x, false"
  })
  void aNumberBeyond64BitsIsOutOfRange(String text, boolean outOfRange) {
    assertThat(CNumbers.outOfRange(text)).isEqualTo(outOfRange);
  }

  @ParameterizedTest(name = "\"{0}\" is {1}")
  @CsvSource({
    "0.5, 0.5", "1e1, 10", "0x2, 2", "0x.8, 0.5", "0x1p3, 8", "' 2', 2", "+.5, 0.5", "5., 5", "-0, -0.0",
    "inf, Infinity", "-INFINITY, -Infinity", "nan, NaN", "NaN(x_1), NaN"
  })
  void strtodReadsAsCDoes(String text, double value) {
    assertThat(CNumbers.strtod(text)).hasValue(value);
  }

  @ParameterizedTest
  @CsvSource({"2f", "2d", "1e", "0x", "'2 '", ".", "nan(", "nan(-)", "infi", "1 2", "0x1.8p", "++1", "e5", "0xg"})
  void strtodLeavesSomethingOver(String text) {
    assertThat(CNumbers.strtod(text)).isEmpty();
  }

  @Test
  void whatDoesNotFitBecomesNothing() {
    assertThat(CNumbers.toUnsigned(Double.NaN)).isZero();
    assertThat(CNumbers.toUnsigned(Double.POSITIVE_INFINITY)).isZero();
    assertThat(CNumbers.toUnsigned(32.5)).isEqualTo(32);
    assertThat(CNumbers.toUnsigned(4_294_967_297.0)).isEqualTo(1);
  }
}
