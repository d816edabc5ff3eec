package dev.mpmlint.server.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class HttpDateTest {
  private static final DateTimeFormatter RFC =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT).withZone(ZoneOffset.UTC);

  @Test
  void datesAreWrittenAndReadAsTheJdkDoes() {
    for (long seconds = -86_400L * 400; seconds < 5_000_000_000L; seconds += 86_400L * 17 + 3671) {
      String text = HttpDate.format(seconds);

      assertThat(text).isEqualTo(RFC.format(Instant.ofEpochSecond(seconds)));
      if (seconds >= 0) {
        assertThat(HttpDate.parse(text)).isEqualTo(seconds);
      }
    }
  }

  @Test
  void whatIsNoDateIsRefused() {
    for (String text : new String[] {"", ",", "x", "Sun, 06 Nov", "Sun, 06 Xxx 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT"}) {
      assertThat(HttpDate.parse(text)).as(text).isEqualTo(-1);
    }
  }
}
