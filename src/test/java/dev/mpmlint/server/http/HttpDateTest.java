package dev.mpmlint.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {
  private static final long SAMPLE = 784_111_777_000L;

  @Test
  void writesAndReadsWhatJavaTimeDoes() {
    DateTimeFormatter oracle =
        DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    long first = Instant.parse("1900-01-01T00:00:00Z").toEpochMilli();
    long last = Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();
    Random random = new Random(1994);
    for (int i = 0; i < 20_000; i++) {
      long millis = random.nextLong(first, last) / 1000 * 1000;
      String text = oracle.format(Instant.ofEpochMilli(millis));
      assertThat(HttpDate.format(millis)).isEqualTo(text);
      assertThat(HttpDate.parse(text)).isEqualTo(millis);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
        "Sun, 6 Nov 1994 08:49:37 GMT", "x 06 Nov 1994 08:49:37 Z", "Sun Nov 06 08:49:37 1994 x"
      })
  void readsAllForms(String text) {
    assertThat(HttpDate.parse(text)).isEqualTo(SAMPLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "Sun", "Sun, ", "0", "-1", "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 06 Nox 1994 08:49:37 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT", "Sun, 31 Nov 1994 08:49:37 GMT", "Sun, 29 Feb 1995 08:49:37 GMT",
        "Sun, 29 Feb 1900 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 1994 08:60:37 GMT",
        "Sun, 06 Nov 1994 08:49:62 GMT", "Sun, 06 Nov 1899 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Nov 1994 8:49:37 GMT"
      })
  void refusesWhatIsNoDate(String text) {
    assertThat(HttpDate.parse(text)).isEqualTo(-1);
  }

  @Test
  void nowChangesWithTheSecondOnly() {
    assertThat(HttpDate.now(SAMPLE)).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT").isSameAs(HttpDate.now(SAMPLE + 999));
    assertThat(HttpDate.now(SAMPLE + 1000)).isEqualTo("Sun, 06 Nov 1994 08:49:38 GMT");
  }
}
