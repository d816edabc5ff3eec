package dev.mpmlint.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.bench.Contest.Command;
import dev.mpmlint.bench.Contest.Result;
import dev.mpmlint.support.RequiresProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// mpmlint against httpd's own check of the same files, as whole processes, one after the other in turn. Prints README's
/// performance table and fails where a promise is not kept.
@RequiresProgram({"apache2", "apache2ctl", "time"})
class HttpdBench {
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 25);
  private static final int BIG_ROUNDS = Integer.getInteger("bench.big.rounds", 5);

  private static final Path HOME = Path.of(System.getProperty("mpmlint.home", "target/mpmlint")).toAbsolutePath();
  private static final List<String> ROWS = new ArrayList<>();

  @TempDir Path scratch;

  @Test
  void aColdCheckOfTheDebianTree() throws Exception {
    Map<String, Result> results =
        new Contest(scratch, Map.of())
            .hold(
                ROUNDS,
                mpmlint(Path.of("/etc/apache2/apache2.conf")),
                new Command("apachectl", 0, List.of("apache2ctl", "-t")),
                new Command("nothing", 0, List.of("true")));

    Result ours = result(results, "mpmlint");
    Result theirs = result(results, "apachectl");
    row("`/etc/apache2` of Debian, cold", ours, "apachectl -t", theirs);
    double atRest = result(results, "nothing").millis();
    ROWS.add(String.format(Locale.ROOT, "| (starting `true`, contained in each) | %.0f ms | – | | | | |", atRest));
    assertThat(ours.millis()).as("ms").isLessThanOrEqualTo(150);
    assertThat(ours.peakMib()).as("MiB").isLessThanOrEqualTo(80);
  }

  @ParameterizedTest
  @EnumSource
  void aFileOf450000Lines(BigFile shape) throws Exception {
    Path file = shape.write(scratch);
    Map<String, Result> results =
        new Contest(scratch, Map.of())
            .hold(
                BIG_ROUNDS,
                mpmlint(file),
                new Command("apache2", 0, List.of("apache2", "-t", "-f", file.toString())));

    Result ours = result(results, "mpmlint");
    Result theirs = result(results, "apache2");
    String size = String.format(Locale.ROOT, "%.1f MB", Files.size(file) / 1e6);
    row("450,000 lines, " + size + ": " + shape.title(), ours, "apache2 -t", theirs);
    assertThat(ours.millis()).as("ms").isLessThanOrEqualTo(theirs.millis());
  }

  @AfterAll
  static void printTheTable() throws IOException {
    String table =
        """
        | input | mpmlint check | peak memory | httpd | its time | its peak memory | time, ours ÷ its |
        |---|---:|---:|---|---:|---:|---:|
        """
            + String.join("\n", ROWS)
            + "\n";
    Files.writeString(HOME.resolveSibling("benchmark.md"), table);
    System.out.println(table);
  }

  /// Findings are no failure here: exit code 1.
  private static Command mpmlint(Path file) {
    return new Command("mpmlint", 1, List.of(HOME.resolve("bin/mpmlint").toString(), "check", file.toString()));
  }

  private static Result result(Map<String, Result> results, String title) {
    return java.util.Objects.requireNonNull(results.get(title), title);
  }

  private static void row(String input, Result ours, String httpd, Result theirs) {
    ROWS.add(
        String.format(
            Locale.ROOT,
            "| %s | %.0f ms | %.0f MiB | `%s` | %.0f ms | %.0f MiB | %.2f |",
            input,
            ours.millis(),
            ours.peakMib(),
            httpd,
            theirs.millis(),
            theirs.peakMib(),
            ours.millis() / theirs.millis()));
  }
}
