package dev.mpmlint.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Calendar, zones and strftime, compared with java.time.
class LogTimesTest {
  private static final List<DateTimeFormatter> EXPECTED =
      Stream.of("EEEE", "EEE", "dd", "DDD", "MMMM", "MMM", "MM", "yyyy", "HH", "mm", "ss", "hh", "a", "xx")
          .map(pattern -> DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH))
          .toList();

  @ParameterizedTest
  @ValueSource(strings = {"Etc/UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"})
  void agreesWithJavaInEveryZone(String name) throws Exception {
    Path file = Path.of("/usr/share/zoneinfo", name);
    // A machine without zone files has nothing to be compared.
    LocalZone zone = Files.exists(file) ? LocalZone.read(ByteBuffer.wrap(Files.readAllBytes(file))) : LocalZone.of("");
    ZoneId same = Files.exists(file) ? ZoneId.of(name) : ZoneId.of("UTC");
    WallTime time = new WallTime(zone);
    Random random = new Random(7);
    for (int i = 0; i < 5000; i++) {
      long second = random.nextLong(0, 2_100_000_000L);
      time.set(second);
      Line line = new Line();
      Strftime.write("%A %a %d %j %B %b %m %Y %H %M %S %I %p %z |%G-%V|%s", time, line);
      StringBuilder fields = new StringBuilder();
      ZonedDateTime expected = Instant.ofEpochSecond(second).atZone(same);
      for (DateTimeFormatter field : EXPECTED) {
        fields.append(field.format(expected)).append(' ');
      }
      assertThat(line.toString())
          .isEqualTo(
              fields
                  + "|"
                  + expected.get(IsoFields.WEEK_BASED_YEAR)
                  + "-"
                  + String.format("%02d", expected.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR))
                  + "|"
                  + second);
    }
  }

  @Test
  void knowsLeapDaysAndCenturies() {
    WallTime time = new WallTime(LocalZone.of(""));
    for (String day : new String[] {"1970-01-01", "2000-02-29", "2024-12-31", "2100-03-01", "1969-12-31"}) {
      time.set(Instant.parse(day + "T23:59:59Z").getEpochSecond());
      Line line = new Line();
      Strftime.write("%FT%TZ %Z%z", time, line);
      assertThat(line).hasToString(day + "T23:59:59Z UTC+0000");
    }
  }

  @Test
  void numbersAreWrittenAsTheyAre() {
    for (long number : new long[] {0, 9, 10, 99, 100, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
      assertThat(new Line().add(number)).hasToString(Long.toString(number));
    }
  }

  @Test
  void textBeyondLatin1IsWrittenAsUtf8() {
    assertThat(new Line().escape("a\u20ac\"b")).hasToString("a\\xe2\\x82\\xac\\\"b");
    assertThat(new Line().escapeForErrors("\"\u20ac\"")).hasToString("\"\\xe2\\x82\\xac\"");
    assertThat(new Line().add("\u20ac")).hasToString("\u00e2\u0082\u00ac");
  }
}
