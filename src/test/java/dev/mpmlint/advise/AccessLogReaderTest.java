package dev.mpmlint.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessLogReaderTest {
  private static final String COMBINED =
      "192.0.2.7 - frank [10/Oct/2026:13:55:36 -0700] \"GET /a\\\"b HTTP/1.1\" 200 2326 \"-\" \"Mozilla/5.0 (X11)\"";

  /// What a visitor keeps of a line.
  private record Seen(long startMicros, long durationMicros, long status, long bytes, long keepAlive) {}

  private static List<Seen> read(byte[] text, List<LogFormat> formats) throws UnusableInputException, IOException {
    List<Seen> seen = new ArrayList<>();
    AccessLogReader.read(
        new ByteArrayInputStream(text), "access.log", text.length, formats,
        r -> seen.add(new Seen(r.startMicros(), r.durationMicros(), r.status(), r.bytes(), r.keepAliveRequest())),
        Progress.NONE);
    return seen;
  }

  private static List<Seen> read(String text) throws UnusableInputException, IOException {
    return read(bytes(text), LogFormat.known());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static long micros(String instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes(text));
    }
    return out.toByteArray();
  }

  @Test
  void combinedAndCommonAreKnown() throws Exception {
    Seen seen = new Seen(micros("2026-10-10T20:55:36Z"), -1, 200, 2326, -1);

    assertThat(read(COMBINED + "\n")).containsExactly(seen);
    assertThat(read(COMBINED)).as("without a final line feed").containsExactly(seen);
    assertThat(read(COMBINED + "\r\n\r\n" + COMBINED + "\r\n")).containsExactly(seen, seen);
    assertThat(read(COMBINED.replace(" \"-\" \"Mozilla/5.0 (X11)\"", ""))).containsExactly(seen);
    assertThat(read("www.example.com:443 " + COMBINED)).containsExactly(seen);
  }

  @Test
  void serviceTimesAtTheEndAreFound() throws Exception {
    assertThat(read(COMBINED + " 80123")).extracting(Seen::durationMicros).containsExactly(80_123L);
    assertThat(read(COMBINED + " 0/80123")).extracting(Seen::durationMicros).containsExactly(80_123L);
    assertThat(read(COMBINED + " 3/3000000")).extracting(Seen::durationMicros).containsExactly(3_000_000L);
  }

  @Test
  void aUserWithBlanksAndBytesThatAreMissing() throws Exception {
    String line = COMBINED.replace("frank", "john doe").replace("2326", "-");

    assertThat(read(line)).containsExactly(new Seen(micros("2026-10-10T20:55:36Z"), -1, 200, -1, -1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%t %D | [10/Oct/2026:13:55:36 +0000] 12 | 2026-10-10T13:55:36Z | 12",
        "%{sec}t %T | 1791640536 2 | 2026-10-10T13:55:36Z | 2000000",
        "%{msec}t %{ms}T | 1791640536250 7 | 2026-10-10T13:55:36.250Z | 7000",
        "%{usec}t %{us}T | 1791640536250001 7 | 2026-10-10T13:55:36.250001Z | 7",
        "%{end:usec}t %D | 1791640536250001 250001 | 2026-10-10T13:55:36Z | 250001",
        "%{%Y-%m-%dT%H:%M:%S}t.%{msec_frac}t %{%z}t %D | 2026-10-10T15:55:36.125 +0200 9 | 2026-10-10T13:55:36.125Z | 9",
        "%{begin:%F %T}t %D %k | 2026-10-10 13:55:36 5 0 | 2026-10-10T13:55:36Z | 5",
        "%400,501{User-agent}i %!200>s %t %% %D | curl/8 404 [10/Oct/2026:13:55:36 +0000] % 5 | 2026-10-10T13:55:36Z | 5"
      })
  void formatsOfTheConfiguration(String format, String line, String start, long duration) throws Exception {
    List<Seen> seen = read(bytes(line + "\n"), List.of(LogFormat.of("own", format)));

    assertThat(seen).hasSize(1);
    assertThat(seen.getFirst().startMicros()).isEqualTo(micros(start));
    assertThat(seen.getFirst().durationMicros()).isEqualTo(duration);
  }

  @Test
  void gzipAlsoInSeveralMembers() throws Exception {
    byte[] one = gzip((COMBINED + "\n").repeat(3000));
    byte[] two = Arrays.copyOf(one, one.length * 2);
    System.arraycopy(one, 0, two, one.length, one.length);

    assertThat(read(one, LogFormat.known())).hasSize(3000);
    assertThat(read(two, LogFormat.known())).hasSize(6000);
  }

  /// However the bytes come: a few at a time, as from a pipe or a decompressor, or all at once.
  @Test
  void noLineIsLostInLongLogs() throws Exception {
    StringBuilder text = new StringBuilder();
    java.util.Random random = new java.util.Random(7);
    for (int i = 0; i < 40_000; i++) {
      text.append(COMBINED.replace("frank", Long.toHexString(random.nextLong()))).append(' ').append(i).append('\n');
    }
    List<Seen> plain = read(text.toString());

    assertThat(plain).hasSize(40_000);
    assertThat(plain).extracting(Seen::durationMicros).startsWith(0L, 1L, 2L).endsWith(39_999L);
    assertThat(read(gzip(text.toString()), LogFormat.known())).isEqualTo(plain);
    java.io.InputStream slow =
        new java.io.FilterInputStream(new ByteArrayInputStream(bytes(text.toString()))) {
          @Override
          public int read(byte[] into, int from, int length) throws IOException {
            return super.read(into, from, Math.min(length, 1 + random.nextInt(5000)));
          }
        };
    List<Long> durations = new ArrayList<>();
    AccessLogReader.read(slow, "pipe", 0, LogFormat.known(), r -> durations.add(r.durationMicros()), Progress.NONE);
    assertThat(durations).hasSize(40_000);
  }

  @Test
  void whatCannotBeReadIsOneSentence() throws Exception {
    byte[] gzip = gzip((COMBINED + "\n").repeat(3000));
    byte[] damaged = gzip.clone();
    damaged[gzip.length / 2] ^= 0x55;

    assertThat(refusal(Arrays.copyOf(gzip, gzip.length / 2))).contains("the gzip data is cut short");
    assertThat(refusal(Arrays.copyOf(gzip, 5))).contains("the gzip data is cut short");
    assertThat(refusal(damaged)).contains("access.log cannot be decompressed");
    assertThat(refusal(bytes(""))).isEqualTo("access.log is empty, so it tells no arrival rate");
    assertThat(refusal(bytes("\n\n"))).isEqualTo("access.log is empty, so it tells no arrival rate");
    assertThat(refusal(bytes("{\"time\":\"2026\"}\n".repeat(9))))
        .startsWith("line 1 of access.log is in no format that is known: combined, common, ")
        .contains("--log-format");
    assertThat(refusal(bytes("\u00fd7zXZ\0\0\0"))).contains("is compressed with xz; write xz -dc FILE |");
    assertThat(refusal(bytes(COMBINED + "\n" + (COMBINED + "\n").repeat(20) + "else\n".repeat(9))))
        .isEqualTo("9 of 30 lines of access.log are not in the format combined, line 22 the first; name their format with --log-format");
    assertThat(refusal(bytes("x".repeat(5_000_000)))).isEqualTo("access.log has no line that ends within 1 MB, so it is no access log");
    assertThat(refusal(new byte[3_000_000])).isNotBlank();
  }

  @Test
  void formatsThatTellNothingAreRefused() {
    assertThatExceptionOfType(UnusableInputException.class)
        .isThrownBy(() -> LogFormat.of("own", "%h %s"))
        .withMessageContaining("has no time (%t)");
    assertThatExceptionOfType(UnusableInputException.class)
        .isThrownBy(() -> LogFormat.of("own", "%h%u %t"))
        .withMessageContaining("nothing between them");
    assertThatExceptionOfType(UnusableInputException.class).isThrownBy(() -> LogFormat.of("own", "%t %{Host"));
    assertThatExceptionOfType(UnusableInputException.class).isThrownBy(() -> LogFormat.of("own", "%t %>"));
  }

  @Test
  void aFewBrokenLinesAndAnOverlongOneAreTolerated() throws Exception {
    String text = (COMBINED + "\n").repeat(50) + "x".repeat(3 << 20) + "\n" + "broken\n" + (COMBINED + "\n").repeat(50);
    List<Seen> seen = new ArrayList<>();
    AccessLogReader.Reading reading =
        AccessLogReader.read(
            new ByteArrayInputStream(bytes(text)), "access.log", 0, LogFormat.known(),
            r -> seen.add(new Seen(r.startMicros(), 0, 0, 0, 0)), Progress.NONE);

    assertThat(seen).hasSize(100);
    assertThat(reading.requests()).isEqualTo(100);
    assertThat(reading.others()).isEqualTo(2);
    assertThat(reading.format().name()).isEqualTo("combined");
  }

  private static String refusal(byte[] text) throws IOException {
    try {
      read(text, LogFormat.known());
    } catch (UnusableInputException e) {
      return String.valueOf(e.getMessage());
    }
    throw new AssertionError("it was read");
  }
}
