package dev.mpmlint.verify.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.mpmlint.support.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `mpmlint compare` as packaged: prefork against event with the same number of workers.
class CompareIT {
  private static final Path PROGRAM = Path.of(System.getProperty("mpmlint.home", "target/mpmlint")).toAbsolutePath().resolve("bin/mpmlint");
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String COMMON =
      """
      ServerRoot /etc/httpd
      Listen 80
      ServerName example.org
      LoadModule authz_core_module modules/mod_authz_core.so
      KeepAliveTimeout 5
      CustomLog "|/usr/bin/touch %s" combined
      """;

  @TempDir Path folder;

  private record Ended(int code, String out, String err) {}

  @Test
  void idleConnectionsHoldPreforksWorkersAndNotEvents() throws Exception {
    Path ran = folder.resolve("ran");
    String common = COMMON.formatted(ran);
    Files.writeString(
        folder.resolve("prefork.conf"),
        common + "LoadModule mpm_prefork_module modules/mod_mpm_prefork.so\nStartServers 8\nMinSpareServers 2\nMaxSpareServers 8\nMaxRequestWorkers 8\n");
    Files.writeString(
        folder.resolve("event.conf"),
        common
            + "LoadModule mpm_event_module modules/mod_mpm_event.so\nStartServers 2\nThreadsPerChild 4\nMaxRequestWorkers 8\n"
            + "MinSpareThreads 2\nMaxSpareThreads 8\nServerLimit 2\n");

    // README's command at the same time, in a copy: its figures differ from run to run, its rows do not.
    Block shown = Block.ofReadme("console measured").getLast();
    Path copy = Files.createDirectory(folder.resolve("copy"));
    for (String name : List.of("prefork.conf", "event.conf")) {
      Files.copy(folder.resolve(name), copy.resolve(name));
    }
    List<String> command = List.of(shown.lines().getFirst().replaceFirst("^\\$ mpmlint ", "").split(" ", -1));
    Process alongside = start(copy, command);

    Ended ended = run("compare", "--format", "json", "--report", "page.html", "prefork.conf", "event.conf");

    assertThat(alongside.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(copy.resolve("out"));
    assertThat(shown.lines()).hasSizeGreaterThan(5);
    assertThat(shown.rowsMissingIn(said)).as("are not in: %s", said).isEmpty();

    assertThat(ended.code).as(ended.err).isZero();
    JsonObject json = JsonParser.parseString(ended.out).getAsJsonObject();
    JsonArray sides = json.getAsJsonArray("sides");
    assertThat(json.getAsJsonObject("load").get("slowRequests").getAsInt()).isEqualTo(10);
    for (int i = 0; i < 2; i++) {
      // The visitors' connections may be among those that are served.
      assertThat(phase(sides, i, "slow-requests").get("mostBusy").getAsInt()).isEqualTo(8);
      assertThat(phase(sides, i, "slow-requests").get("mostWaiting").getAsInt()).isBetween(2, 8);
      assertThat(phase(sides, i, "slow-requests").get("longestMillis").getAsDouble()).isGreaterThan(4000);
      assertThat(phase(sides, i, "afterwards").get("answers").getAsInt()).isPositive();
    }
    double prefork = phase(sides, 0, "kept-connections").get("longestMillis").getAsDouble();
    double event = phase(sides, 1, "kept-connections").get("longestMillis").getAsDouble();
    assertThat(prefork).isGreaterThan(2500);
    assertThat(event).isLessThan(prefork);
    assertThat(phase(sides, 0, "kept-connections").get("mostProcesses").getAsInt()).isEqualTo(8);
    assertThat(phase(sides, 1, "kept-connections").get("mostProcesses").getAsInt()).isEqualTo(2);
    assertThat(folder.resolve("page.html")).content().contains("A prefork", "B event", "</html>");
    assertThat(ran).as("no command of a configuration is run").doesNotExist();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString())).containsExactlyInAnyOrder("prefork.conf", "event.conf", "page.html", "err", "copy");
    }
  }

  @Test
  void whatCannotBeComparedIsSaidAtOnce() throws Exception {
    Files.writeString(folder.resolve("a.conf"), "Listen 80\nLoadModule mpm_event_module modules/mod_mpm_event.so\n");

    assertThat(run("compare", "a.conf"))
        .isEqualTo(new Ended(2, "", "mpmlint: name two configurations to compare: mpmlint compare old.conf new.conf\n"));
    assertThat(run("compare", "--report", "none/page.html", "a.conf", "a.conf").err).contains("there is no folder").contains("make it first");
    assertThat(run("compare", "--report", ".", "a.conf", "a.conf").err).contains("is a folder");
    assertThat(run("compare", "a.conf", "b.conf").err).contains("b.conf does not exist");
    assertThat(run("compare", "--engine", "nginx", "a.conf", "a.conf").err).contains("--engine nginx").contains("bundled");
  }

  private static JsonObject phase(JsonArray sides, int side, String kind) {
    for (var each : sides.get(side).getAsJsonObject().getAsJsonArray("phases")) {
      if (each.getAsJsonObject().get("kind").getAsString().equals(kind)) {
        return each.getAsJsonObject();
      }
    }
    throw new AssertionError("no phase " + kind);
  }

  /// Starts it in another folder, whose `out` has what it says.
  private static Process start(Path where, List<String> arguments) throws IOException {
    List<String> command = Stream.concat(Stream.of(PROGRAM.toString()), arguments.stream()).toList();
    ProcessBuilder builder = new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    return builder.redirectOutput(where.resolve("out").toFile()).start();
  }

  private Ended run(String... arguments) throws IOException, InterruptedException {
    List<String> command = Stream.concat(Stream.of(PROGRAM.toString()), Stream.of(arguments)).toList();
    Path err = folder.resolve("err");
    Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), out, Files.readString(err));
  }
}
