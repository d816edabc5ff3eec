package dev.mpmlint.server.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  /// The first five were printed by httpd 2.4.71.
  @ParameterizedTest
  @CsvSource({
    "0.06451612903, 6, .0645161", "132.1290322, 6, 132.129", "2048, 6, 2048", "0.0967741935, 3, .0968", "0, 6, 0",
    "1, 3, 1", "0.5, 6, .5", "12345678, 6, 12345700", "1234567, 3, 1230000", "12000000, 3, 1.2e+7", "1e10, 6, 1.e+10",
    "0.0001234, 6, .0001234", "0.00001234, 6, 1.234e-5", "99.9999999, 6, 100", "Infinity, 6, inf", "-2.5, 6, -2.5",
  })
  void general(double value, int digits, String printed) {
    assertThat(Numbers.general(value, digits)).isEqualTo(printed);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B", "5119, 5119 B", "5120, 5.0 kB", "524287, 512.0 kB", "524288, 0.5 MB", "536870912, 0.5 GB",
    "5368709120, 5.0 GB",
  })
  void bytes(long bytes, String printed) {
    assertThat(Numbers.bytes(bytes)).isEqualTo(printed);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 kB", "1023, 1023 kB", "1024, 1.0 MB", "1572864, 1.5 GB"})
  void kilobytes(long kilobytes, String printed) {
    assertThat(Numbers.kilobytes(kilobytes)).isEqualTo(printed);
  }

  @ParameterizedTest
  @CsvSource({
    "0, ''", "1, ' 1 second'", "7380, ' 2 hours 3 minutes'", "90061, ' 1 day 1 hour 1 minute 1 second'",
    "172802, ' 2 days 2 seconds'",
  })
  void duration(long seconds, String printed) {
    assertThat(Numbers.duration(seconds)).isEqualTo(printed);
  }

  @ParameterizedTest
  @CsvSource({
    "0, UTC, 'Thursday, 01-Jan-1970 00:00:00 UTC'",
    "1795325625, UTC, 'Sunday, 22-Nov-2026 05:33:45 UTC'",
    "951782399, UTC, 'Monday, 28-Feb-2000 23:59:59 UTC'",
    "951782400, UTC, 'Tuesday, 29-Feb-2000 00:00:00 UTC'",
    "1798761599, UTC, 'Thursday, 31-Dec-2026 23:59:59 UTC'",
    "1795325625, Europe/Berlin, 'Sunday, 22-Nov-2026 06:33:45 CET'",
    "1783000000, Europe/Berlin, 'Thursday, 02-Jul-2026 15:46:40 CEST'",
  })
  void time(long seconds, String zone, String printed) {
    assertThat(Times.format(seconds * 1_000_000, TimeZone.getTimeZone(zone))).isEqualTo(printed);
  }

  @Test
  void everyDayOfFiveCenturiesHasItsDate() {
    for (long day = -50_000; day < 130_000; day++) {
      var date = java.time.LocalDate.ofEpochDay(day);
      String expected =
          "%02d-%s-%d".formatted(date.getDayOfMonth(), date.getMonth().name().charAt(0), date.getYear());
      String[] printed = Times.format(day * 86_400_000_000L, TimeZone.getTimeZone("UTC")).split("[ -]", -1);
      assertThat(printed[1] + "-" + printed[2].charAt(0) + "-" + printed[3]).isEqualTo(expected);
    }
  }
}
