package dev.mpmlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Access logs much longer than the memory that a Java of its own may use to read them. `-Dmpmlint.log.mb=3000` makes and
/// reads one of so many MB, and the same with gzip, and tells how fast: `mvn test -Dtest=LongLogTest -Dmpmlint.log.mb=3000`.
class LongLogTest {
  private static final String MB = "mpmlint.log.mb";
  private static final long MEGA = 1_000_000;
  private static final DateTimeFormatter CLF =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path here;

  /// Writes about so many bytes of lines, 500 a second; tells how many lines.
  private static long write(OutputStream to, long bytes) throws IOException {
    Random random = new Random(6);
    long second = 1_791_640_536L;
    long lines = 0;
    String time = "";
    try (OutputStream out = new BufferedOutputStream(to, 1 << 20)) {
      for (long written = 0; written < bytes; lines++) {
        if (lines % 500 == 0) {
          time = CLF.format(Instant.ofEpochSecond(second++));
        }
        byte[] line =
            ("10.1." + random.nextInt(256) + "." + random.nextInt(256) + " - - [" + time + "] \"GET /shop/item/" + random.nextInt(100_000)
                    + " HTTP/1.1\" 200 " + random.nextInt(100_000)
                    + " \"https://www.example.com/\" \"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36\" " + random.nextInt(160_000) + "\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        out.write(line);
        written += line.length;
      }
    }
    return lines;
  }

  /// Runs `advise` in a Java with 32 MB of heap.
  private String advise(Path log) throws IOException, InterruptedException {
    Files.writeString(here.resolve("a.conf"), "LoadModule mpm_event_module modules/mod_mpm_event.so\nListen 80\n");
    Path out = here.resolve("out");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx32m", "-XX:+UseSerialGC",
                    "-cp", classPath(), "dev.mpmlint.cli.Main",
                    "advise", "--access-log", log.toString(), "a.conf"))
            .directory(here.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor(30, TimeUnit.MINUTES)).isTrue();
    String said = Files.readString(out);
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }

  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  @Test
  void aLogOf60MbIsReadIn32MbOfHeap() throws Exception {
    Path log = here.resolve("access.log");
    long lines = write(Files.newOutputStream(log), 60 * MEGA);

    assertThat(advise(log)).contains(lines + " requests (combined with %D)", "500/s in the busiest minute");
  }

  @Test
  @EnabledIfSystemProperty(named = MB, matches = "\\d+")
  void oneOfManyMb() throws Exception {
    long bytes = Long.getLong(MB) * MEGA;
    Path log = here.resolve("access.log");
    long lines = write(Files.newOutputStream(log), bytes);
    measure("plain", log, lines, bytes);
    Files.delete(log);
    Path gzip = here.resolve("access.log.gz");
    write(new GZIPOutputStream(Files.newOutputStream(gzip), 1 << 16), bytes);
    measure("gzip", gzip, lines, bytes);
  }

  private void measure(String kind, Path log, long lines, long bytes) throws Exception {
    long begin = System.nanoTime();
    String said = advise(log);
    double seconds = (System.nanoTime() - begin) / 1e9;
    assertThat(said).contains(lines + " requests (combined with %D)");
    System.out.printf(
        Locale.ROOT, "%s: %d MB of text in %.1f s, %.0f MB/s, start of Java included%n", kind, bytes / MEGA, seconds, bytes / 1e6 / seconds);
  }
}
