package dev.mpmlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.mpmlint.support.DebianTree;
import dev.mpmlint.support.RequiresProgram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `advise`, from arguments to files.
class AdviseTest {
  private static final String LINE =
      "192.0.2.7 - - [10/Oct/2026:13:55:%02d +0000] \"GET / HTTP/1.1\" 200 2326 \"-\" \"curl/8\" 80000%n";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path here;

  @BeforeEach
  void aConfiguration() throws IOException {
    Files.writeString(
        here.resolve("a.conf"),
        """
        ServerRoot "%s"
        LoadModule mpm_event_module modules/mod_mpm_event.so
        LoadModule reqtimeout_module modules/mod_reqtimeout.so
        Listen 8080
        \t# caf\u00e9
        MaxRequestWorkers 256
        """
            .formatted(here));
    Files.writeString(here.resolve("other.conf"), "{\"json\": true}\n");
  }

  private Terminal.Outcome run(String... args) {
    return new Terminal(here).run(args);
  }

  private static String log(int lines) {
    StringBuilder log = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      log.append(String.format(LINE, i / 50 % 60));
    }
    return log.toString();
  }

  @Test
  void everythingIsSaid() {
    Terminal.Outcome outcome =
        run("advise", "--ram", "8G", "--process-size", "60M", "--rps", "2000", "--service-time=200ms", "a.conf");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .startsWith("Recommended MPM: event (as now)\n")
        .containsSubsequence(
            "memory of one process                    60 MiB  given\n",
            "memory        3050  binds  8 GiB × 0.9 = 7.2 GiB; ÷ 60 MiB per process = 122 × 25 threads = 3050\n",
            "load          410  2000/s × 200 ms = 400 busy on average; Erlang C: 95 % wait no longer than 50 ms",
            "Workers: 425 at once (now 250); the load asks for 410 at once, and 250 are there; memory allows 3050\n",
            "Confidence: high; memory and load are known\n",
            "Values to change\n",
            "-MaxRequestWorkers 256\n+MaxRequestWorkers 425\n+ServerLimit 21\n",
            "--apply writes this\n",
            "needs a full restart");
    assertThat(outcome.code()).isZero();
  }

  @Test
  void jsonHasTheSame() {
    JsonObject json =
        JsonParser.parseString(run("advise", "--format", "json", "--ram", "1G", "--process-size", "60M", "a.conf").out())
            .getAsJsonObject();

    assertThat(json.get("mpm").getAsString()).isEqualTo("event");
    assertThat(json.get("workers").getAsInt()).isEqualTo(250);
    assertThat(json.getAsJsonArray("ceilings").get(0).getAsJsonObject().get("limit").getAsString()).isEqualTo("memory");
    assertThat(json.getAsJsonArray("ceilings").get(0).getAsJsonObject().get("binds").getAsBoolean()).isTrue();
    assertThat(json.getAsJsonObject("numbers").get("MaxRequestWorkers").getAsInt()).isEqualTo(250);
    assertThat(json.getAsJsonArray("changes").get(0).getAsJsonObject().get("file").getAsString()).isEqualTo("a.conf");
    assertThat(json.getAsJsonObject("confidence").get("level").getAsString()).isEqualTo("medium");
    assertThat(json.get("diff").getAsString()).startsWith("--- a/a.conf\n");
    assertThat(json.get("applied").getAsBoolean()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--ram eight | --ram eight is no size; write --ram 8G (K, M, G or T)",
        "--rps 0 | --rps 0: there is nothing to size without requests per second; write --rps 200 (requests per second)",
        "--rps | option --rps needs a value: --rps N",
        "--service-time 80 | --service-time 80 is no time; write --service-time 80ms (us, ms, s, min or h)",
        "--backend-share 2 | --backend-share 2 is more than all; write --backend-share 60%, or 0.6",
        "--for apache | --for apache is unknown; choose prefork,",
        "--access-log none.log | cannot read --access-log none.log: it does not exist",
        "--access-log . | --access-log . is a folder; name a file in it",
        "--access-log other.conf | line 1 of other.conf is in no format that is known: combined, common,",
        "--access-log a.conf --log-format %h | the log format %h has no time (%t), so it tells no arrival rate",
        "--access-log cut.gz | cut.gz cannot be decompressed beyond line",
        "--status none | cannot read the status page none: the file does not exist; a URL begins with http://",
        "--status a.conf | a.conf is no page of server-status?auto",
        "--fpm-pool a.conf | a.conf:1 is no line of a php-fpm pool; it begins with [NAME]",
        "--fpm-pool none | cannot read --fpm-pool none: it does not exist",
        "--fpm-pool . | cannot read --fpm-pool .: it is a folder",
        "--rsp 4 | mpmlint advise has no option --rsp; did you mean --rps"
      })
  void badInputIsOneSentence(String arguments, String sentence) throws IOException {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(gzip)) {
      out.write(log(2000).getBytes(StandardCharsets.UTF_8));
    }
    Files.write(here.resolve("cut.gz"), Arrays.copyOf(gzip.toByteArray(), gzip.size() / 2));
    String[] args = ("advise a.conf " + arguments).split(" ", -1);
    Terminal.Outcome outcome = run(args);

    assertThat(outcome.err()).startsWith("mpmlint: " + sentence).hasLineCount(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.code()).isEqualTo(2);
  }

  @Test
  void logsAreReadFromFilesAndFromStandardInput() throws IOException {
    Files.writeString(here.resolve("access.log"), log(3000));
    String told = "3000 requests (combined with %D) in 1 min, 50/s on average, 50/s in the busiest minute";

    assertThat(run("advise", "--access-log", "access.log", "a.conf").out())
        .contains(told, "requests took 80 ms on average", "workers seen busy at once                    4  from");
    assertThat(new Terminal(here).typing(log(3000)).run("advise", "--access-log", "-", "a.conf").out()).contains(told);
    assertThat(run("advise", "--access-log", "access.log", "--access-log", "access.log", "a.conf").out())
        .contains("access.log, access.log: 6000 requests");
  }

  @Test
  void aPieceWithoutMpmIsRefused() throws IOException {
    Files.writeString(here.resolve("vhost.conf"), "<VirtualHost *:80>\nServerName a\n</VirtualHost>\n");

    assertThat(run("advise", "vhost.conf").err())
        .startsWith("mpmlint: ")
        .contains("vhost.conf is a piece that neither loads an MPM nor sets its numbers; name the main file")
        .hasLineCount(1);
    assertThat(run("advise", "--mpm", "event", "vhost.conf").code()).isZero();
  }

  @Test
  void theFormatIsThatOfTheConfiguration() throws IOException {
    Files.writeString(
        here.resolve("a.conf"),
        Files.readString(here.resolve("a.conf")) + "LogFormat \"%{usec}t %D %k \\\"%r\\\"\" own\nCustomLog logs/a own\n");
    Files.writeString(here.resolve("access.log"), "1791640536250001 80000 0 \"GET / HTTP/1.1\"\n1791640536350001 80000 1 \"GET / HTTP/1.1\"\n");

    assertThat(run("advise", "--access-log", "access.log", "a.conf").out())
        .contains("2 requests (own)")
        .containsPattern("requests per connection +2  from the access log");
  }

  @Test
  void applyKeepsEveryOtherByteModeAndLink() throws IOException {
    Path real = here.resolve("real.conf");
    byte[] text = ("# caf\u00e9\r\n" + Files.readString(here.resolve("a.conf")) + "# end").getBytes(StandardCharsets.ISO_8859_1);
    Files.write(real, text);
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
    Files.createSymbolicLink(here.resolve("link.conf"), Path.of("real.conf"));
    Terminal.Outcome outcome = run("advise", "--apply", "link.conf");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("\nchanged ").contains("-MaxRequestWorkers 256");
    String expected = new String(text, StandardCharsets.ISO_8859_1).replace("MaxRequestWorkers 256", "MaxRequestWorkers 250");
    assertThat(new String(Files.readAllBytes(real), StandardCharsets.ISO_8859_1)).isEqualTo(expected);
    assertThat(Files.isSymbolicLink(here.resolve("link.conf"))).isTrue();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real))).isEqualTo("rw-r-----");
    assertThat(run("advise", "link.conf").out()).contains("Values to change\n  none\n").doesNotContain("--apply");
  }

  @Test
  void standardInputIsAdvisedAndNotApplied() throws IOException {
    String text = Files.readString(here.resolve("a.conf"));

    assertThat(new Terminal(here).typing(text).run("advise", "-").out()).contains("+MaxRequestWorkers 250");
    Terminal.Outcome applied = new Terminal(here).typing(text).run("advise", "--apply", "-");
    assertThat(applied.err()).isEqualTo("mpmlint: --apply cannot change standard input in place; name a FILE\n");
    assertThat(applied.code()).isEqualTo(2);
  }

  @Test
  void theMpmIsChangedWithTheNumbers() throws IOException {
    String text = Files.readString(here.resolve("a.conf")).replace("event", "prefork");
    Files.writeString(here.resolve("a.conf"), text + "Protocols h2c http/1.1\n");
    Terminal.Outcome outcome = run("advise", "--apply", "--rps", "5000", "--service-time", "100ms", "a.conf");

    assertThat(outcome.out()).contains("Recommended MPM: event (now: prefork)", "needs a full restart");
    assertThat(run("mpm", "a.conf").out()).contains("event, decided by a.conf", "21 processes × 25 threads = 525");
    assertThat(run("check", "--format", "gcc", "a.conf").out()).doesNotContain("warning", "error");
    assertThat(run("advise", "--rps", "5000", "--service-time", "100ms", "a.conf").out()).contains("Values to change\n  none\n");
  }

  @Test
  void afterwardsTheSampleOfBadNumbersIsClean() throws IOException {
    Path sample = Path.of("samples/mistuned/conf/httpd.conf").toAbsolutePath();
    Path copy = Files.createDirectories(here.resolve("tree/conf")).resolve("httpd.conf");
    Files.copy(sample, copy);
    assertThat(run("check", "tree").out()).contains("MPM013", "MPM021", "MPM022", "MPM023", "MPM025", "MPM029");
    run("advise", "--apply", "tree");

    assertThat(run("check", "--format", "gcc", "tree").out().lines().filter(l -> l.contains("warning")).toList())
        .as("what numbers cannot mend")
        .hasSize(2)
        .anyMatch(l -> l.contains("[MPM007]"))
        .anyMatch(l -> l.contains("[MPM010]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mpm_event", "mpm_worker", "mpm_prefork", "mpm_prefork php8.2", "mpm_prefork mpm_itk"})
  @RequiresProgram({"apache2", "/usr/lib/apache2/modules/mpm_itk.so", "/usr/lib/apache2/modules/libphp8.2.so"})
  void afterwardsTheRealHttpdStartsWithNoCorrection(String modules) throws Exception {
    DebianTree tree = DebianTree.in(here.resolve("debian"), modules.split(" ", -1));
    List<String> load = List.of("--rps", "3000", "--service-time", "300ms", "--keepalive-clients", "100");
    Terminal debian = new Terminal(tree.top());
    tree.environment().forEach((name, value) -> debian.with(name, value));
    String[] args = Arrays.copyOf(new String[] {"advise", "--apply", "apache2.conf"}, 3 + load.size());
    for (int i = 0; i < load.size(); i++) {
      args[3 + i] = load.get(i);
    }
    Terminal.Outcome outcome = debian.run(args);

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("\nchanged ").contains("needs a full restart");
    assertThat(tree.test().err()).contains("Syntax OK").doesNotContain("WARNING");
    assertThat(tree.version().out()).contains("Server MPM:     " + (modules.startsWith("mpm_prefork ") ? "prefork" : "event"));
    assertThat(debian.run("check", "--format", "gcc", "apache2.conf").out()).doesNotContain("warning", "error");
    assertThat(debian.run(Arrays.stream(args).filter(a -> !a.equals("--apply")).toArray(String[]::new)).out())
        .contains("Values to change\n  none\n");
  }

  @Test
  void aLongFileHasAProgressBarOnATerminal() {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    try (ProgressBar bar = new ProgressBar(new PrintStream(shown, true, StandardCharsets.UTF_8), true)) {
      bar.at(1, 3_000_000);
      LockSupport.parkNanos(200_000_000);
      bar.at(1_500_000, 3_000_000);
    }
    String text = shown.toString(StandardCharsets.UTF_8);
    assertThat(text).startsWith("\r[███████████████░░░░░░░░░░░░░░░]  50 %  2 of 3 MB  ").endsWith("MB/s\u001b[K\r\u001b[K");

    ByteArrayOutputStream none = new ByteArrayOutputStream();
    try (ProgressBar bar = new ProgressBar(new PrintStream(none, true, StandardCharsets.UTF_8), false)) {
      LockSupport.parkNanos(200_000_000);
      bar.at(1, 2);
    }
    assertThat(none.size()).isZero();
  }
}
