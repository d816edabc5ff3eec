package dev.mpmlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.mpmlint.report.html.PageLaws;
import dev.mpmlint.support.Browser;
import dev.mpmlint.support.RequiresProgram;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `mpmlint simulate` as a user calls it.
class SimulateTest {
  private static final Path PROJECT = Path.of("").toAbsolutePath();

  @TempDir Path scratch;

  private static JsonObject json(String arguments) {
    Terminal.Outcome outcome = run(arguments + " --format json");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    return JsonParser.parseString(outcome.out()).getAsJsonObject();
  }

  private static Terminal.Outcome run(String arguments) {
    return new Terminal(PROJECT).run(("simulate " + arguments).split(" "));
  }

  private static List<JsonObject> outcomes(JsonObject json) {
    JsonArray array = json.getAsJsonArray("outcomes");
    List<JsonObject> outcomes = new ArrayList<>();
    array.forEach(each -> outcomes.add(each.getAsJsonObject()));
    return outcomes;
  }

  @Test
  void aConfigurationsOwnNumbersAreSimulated() {
    JsonObject json = json("samples/event --rps 100 --service-time 50ms");

    JsonObject only = outcomes(json).getFirst();
    assertThat(json.get("subject").getAsString()).isEqualTo("samples/event/apache2.conf");
    assertThat(only.get("mpm").getAsString()).isEqualTo("event");
    assertThat(only.get("workers").getAsInt()).isEqualTo(300);
    assertThat(only.get("threadsPerChild").getAsInt()).isEqualTo(25);
    // 100 a second for 270 seconds; one in 15,000 runs would lie outside.
    assertThat(only.get("connections").getAsInt()).isBetween(27_000 - 660, 27_000 + 660);
    assertThat(only.getAsJsonObject("service").get("mean").getAsDouble()).isBetween(0.0488, 0.0512);
  }

  @Test
  void keepAliveIsThatOfTheMainServer() throws IOException {
    Path file =
        Files.writeString(
            scratch.resolve("httpd.conf"),
            """
            ServerRoot /srv
            LoadModule mpm_prefork_module modules/mod_mpm_prefork.so
            Listen 80
            MaxRequestWorkers 100
            KeepAliveTimeout 1500ms
            <VirtualHost *:80>
              KeepAliveTimeout 60
            </VirtualHost>
            """);
    String load = " --rps 60 --service-time 10ms --requests-per-connection 3 --think-time 100ms --duration 20m";

    JsonObject kept = outcomes(json(file + load)).getFirst();
    JsonObject none = outcomes(json(file + load + " --set KeepAlive=Off")).getFirst();

    // Little: 20 clients a second, each for 3 requests, 2 pauses and the timeout.
    assertThat(kept.get("utilisation").getAsDouble()).isBetween(0.33, 0.37);
    assertThat(none.get("utilisation").getAsDouble()).isBetween(0.005, 0.007);
    assertThat(none.get("connections").getAsLong()).isGreaterThan(2 * kept.get("connections").getAsLong());
  }

  @Test
  void aSweepShowsWhereAPoolBecomesLargeEnough() {
    JsonObject json =
        json("--mpm prefork --set ServerLimit=100 --rps 200 --service-time 250ms --duration 2m --sweep MaxRequestWorkers=20..100:20");

    List<JsonObject> all = outcomes(json);
    assertThat(json.get("swept").getAsString()).isEqualTo("MaxRequestWorkers");
    assertThat(all).extracting(o -> o.get("value").getAsInt()).containsExactly(20, 40, 60, 80, 100);
    assertThat(all).extracting(o -> o.get("workers").getAsInt()).containsExactly(20, 40, 60, 80, 100);
    // 50 Erlang are asked for.
    assertThat(all.get(0).get("refusedShare").getAsDouble()).isBetween(0.55, 0.65);
    assertThat(all.get(4).get("refusedShare").getAsDouble()).isZero();
    double before = Double.MAX_VALUE;
    for (JsonObject each : all) {
      double wait = each.getAsJsonObject("wait").get("p95").getAsDouble();
      assertThat(wait).isLessThanOrEqualTo(before);
      before = wait;
    }
  }

  @Test
  void whatServerLimitForbidsIsSaid() {
    Terminal.Outcome outcome =
        run("--mpm event --rps 10 --service-time 10ms --duration 20s --sweep MaxRequestWorkers=400..800:200");

    assertThat(outcome.out())
        .contains("event: with MaxRequestWorkers 600 httpd runs 400, since ServerLimit is 16; --set ServerLimit=N simulates another one");
  }

  @Test
  void allMpmsMeetTheSameClients() {
    JsonObject json = json("samples/prefork-php --rps 50 --service-time 100ms --duration 1m --compare-mpms");

    List<JsonObject> all = outcomes(json);
    assertThat(all).extracting(o -> o.get("mpm").getAsString()).containsExactly("prefork", "worker", "event");
    assertThat(all).extracting(o -> o.get("clients").getAsLong()).allMatch(n -> n.equals(all.getFirst().get("clients").getAsLong()));
    assertThat(all.get(1).get("workers").getAsInt()).isBetween(all.get(0).get("workers").getAsInt(), all.get(0).get("workers").getAsInt() + 24);
  }

  @Test
  void theSameSeedPrintsTheSame() {
    String arguments = "samples/worker --rps 80 --service-time 30ms --arrivals bursty --machines 5 --balancer random --duration 1m";

    assertThat(run(arguments).out()).isEqualTo(run(arguments).out());
    assertThat(run(arguments).out()).isNotEqualTo(run(arguments + " --seed 2").out());
  }

  @Test
  void erlangsFiguresStandBesideAPlainQueue() {
    Terminal.Outcome outcome = run("--mpm prefork --set MaxRequestWorkers=12 --rps 50 --service-time 200ms");

    assertThat(outcome.out()).contains("Erlang C for all 12 workers from the beginning: 44.9 % wait, 44.9 ms on average, 95 of 100 at most 220 ms");
  }

  /// Each request 40 ms, ten a second, for a minute; times of a whole second, as %t has them.
  private Path log(String name, String tail) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 600; i++) {
      text.append(
          String.format(
              Locale.ROOT, "192.0.2.%d - - [27/Nov/2026:12:00:%02d +0000] \"GET /%d HTTP/1.1\" 200 512%s%n", i % 250, i / 10, i, tail));
    }
    Path file = scratch.resolve(name);
    try (OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(Files.newOutputStream(file)) : Files.newOutputStream(file)) {
      out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
    }
    return file;
  }

  @ParameterizedTest
  @CsvSource({"access.log", "access.log.gz"})
  void aLogIsReplayed(String name) throws IOException {
    JsonObject json = json("--mpm event --warm-up 0 --access-log " + log(name, " 40000"));

    JsonObject only = outcomes(json).getFirst();
    JsonObject load = json.getAsJsonObject("load");
    assertThat(load.get("arrivals").getAsString()).isEqualTo("as logged");
    assertThat(load.get("service").getAsString()).isEqualTo("as logged");
    assertThat(only.get("clients").getAsInt()).isEqualTo(600);
    assertThat(only.getAsJsonObject("service").get("count").getAsInt()).isEqualTo(600);
    assertThat(only.getAsJsonObject("service").get("max").getAsDouble()).isEqualTo(0.04);
    assertThat(load.get("requestsPerSecond").getAsDouble()).isBetween(9.9, 10.2);
  }

  @Test
  void aLogWithoutServiceTimesNeedsThem() throws IOException {
    Path log = log("access.log", "");

    assertThat(run("--mpm event --access-log " + log).err())
        .isEqualTo("mpmlint: how long does a request take? (the log does not tell: its LogFormat has no %D) Write --service-time TIME, such as --service-time 80ms\n");
    JsonObject json = json("--mpm event --service-time 20ms --rps 100 --duration 5s --warm-up 0 --access-log " + log);
    // Replayed ten times as fast.
    assertThat(outcomes(json).getFirst().get("clients").getAsInt()).isBetween(480, 520);
  }

  @Test
  void aReportIsAPageWithCharts() throws IOException {
    Path page = scratch.resolve("out.html");

    Terminal.Outcome outcome =
        run("--mpm event --rps 100 --service-time 50ms --requests-per-connection 4 --duration 1m --compare-mpms"
            + " --sweep MaxRequestWorkers=25..100:25 --report " + page);

    assertThat(outcome.err()).isEmpty();
    String html = Files.readString(page);
    assertThat(html).startsWith("<!DOCTYPE html>").contains("id=\"swept\"").contains("id=\"time-0\"").contains("event 100").contains("prefork 25");
    assertThat(html).doesNotContain("src=\"http").doesNotContain("NaN");
  }

  @RequiresProgram({"chromium", "chromedriver"})
  @Test
  void thePageHoldsTheLawsOfPages() throws IOException {
    Path page = scratch.resolve("out.html");
    run("--mpm event --rps 100 --service-time 50ms --duration 1m --compare-mpms --sweep MaxRequestWorkers=25..50:25 --report " + page);
    try (Browser browser = new Browser()) {
      new PageLaws(browser, page).hold();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--mpm event | how many requests come? Write --rps N, such as --rps 200, or --access-log FILE",
        "--mpm event --rps 10 | how long does a request take? Write --service-time TIME, such as --service-time 80ms",
        "--mpm event --rps 0 --service-time 1s | --rps 0 is no number of requests a second above 0; write --rps 200",
        "--mpm event --rps ten --service-time 1s | --rps ten is no number of requests a second above 0; write --rps 200",
        "--mpm event --rps -3 --service-time 1s | --rps -3 is no number of requests a second above 0; write --rps 200",
        "--mpm event --rps 1e9 --service-time 1s | --rps 1e9 is no number of requests a second above 0; write --rps 200",
        "--mpm event --rps 10 --service-time 80 | --service-time 80 is no time; write a number with ms, s, m or h, such as --service-time 80ms",
        "--mpm event --rps 10 --service-time 0 | --service-time 0 is no time; write --service-time 80ms",
        "--mpm event --rps 10 --service-time 1s --sweep MaxRequestWorkers | --sweep MaxRequestWorkers tells no range; write --sweep NAME=FROM..TO[:STEP], such as --sweep MaxRequestWorkers=50..800:50",
        "--mpm event --rps 10 --service-time 1s --sweep MaxRequestWorkers=9..5 | --sweep MaxRequestWorkers=9..5 does not lead from a number to a larger one; write --sweep NAME=FROM..TO[:STEP], such as --sweep MaxRequestWorkers=50..800:50",
        "--mpm event --rps 10 --service-time 1s --sweep MaxRequestWorkers=1..900000:1 | --sweep MaxRequestWorkers=1..900000:1 has more than 200 values; write a larger STEP; write --sweep NAME=FROM..TO[:STEP], such as --sweep MaxRequestWorkers=50..800:50",
        "--mpm event --rps 10 --service-time 1s --sweep MaxRequestWorker=1..9 | --sweep MaxRequestWorker is no number of an MPM and none of keep-alive; did you mean MaxRequestWorkers?",
        "--mpm event --rps 10 --service-time 1s --set ServerLimit | --set ServerLimit has no value; write --set NAME=VALUE, such as --set ServerLimit=32",
        "--mpm event --rps 10 --service-time 1s --set AsyncRequestWorkerFactor=no | httpd does not start with these numbers: AsyncRequestWorkerFactor no: error parsing value",
        "--mpm event --rps 10 --service-time 1s --machines 20000 | --machines 20000 is no whole number from 1 to 10000; write --machines 1",
        "--mpm event --rps 10 --service-time 1s --slow-readers 10s | --slow-readers 10s tells no slow clients; write SHARE:TIME, such as --slow-readers 5%:10s",
        "--mpm event --rps 10 --service-time 1s --slow-senders 200%:1s | --slow-senders 200%:1s tells no slow clients; write SHARE:TIME, such as --slow-senders 1%:20s",
        "--mpm event --rps 10 --service-time 1s --backend-share 10% | --backend-share tells of a backend, but there is none; write --backend-workers N as well",
        "--mpm event --rps 10 --service-time 1s --arrivals replay | --arrivals replay needs a log: --access-log FILE",
        "--mpm event --rps 10 --service logged | --service logged needs --access-log FILE with service times (%D in its LogFormat)",
        "--mpm event --rps 10 --service-time 1s --burst 4 --arrivals bursty | --burst 4 tells no bursts; write N:TIME:GAP, such as --burst 4:10s:50s for 10 seconds of four times the load every minute",
        "--mpm event --rps 10 --service-time 1s --duration 10s --warm-up 10s | --warm-up 10s leaves nothing of --duration; write a shorter one",
        "--mpm event --rps 900000 --service-time 1s --duration 1h | that makes more than 500 million requests; write a lower --rps, or a shorter --duration TIME",
        "--mpm event --rps 10 --service-time 1s --process-size big | --process-size big is no size; write a number with K, M or G, such as --process-size 60M",
        "--mpm perchild --rps 10 --service-time 1s | the pool of perchild is not known well enough to simulate it; prefork, worker, event and winnt are",
        "samples/broken --rps 10 --service-time 1s | samples/broken/conf/httpd.conf runs no MPM, or more than one, so there is nothing to simulate; mpmlint mpm tells why, --mpm NAME names one",
        "--mpm event --rps 10 --service-time 1s --report /nowhere/out.html | cannot write --report /nowhere/out.html: there is no folder /nowhere",
      })
  void whatCannotBeIsSaidInASentence(String arguments, String sentence) {
    Terminal.Outcome outcome = run(arguments);

    assertThat(outcome.err()).isEqualTo("mpmlint: " + sentence + "\n");
    assertThat(outcome.code()).isEqualTo(2);
  }

  @Test
  void aLogThatIsNoneIsToldSo() throws IOException {
    Path file = Files.writeString(scratch.resolve("x.log"), "hello\nworld\n");

    assertThat(run("--mpm event --access-log " + file).err()).startsWith("mpmlint: line 1 of " + file + " is in no format that is known");
    assertThat(run("--mpm event --access-log " + scratch.resolve("none")).err()).contains("cannot read --access-log");
  }
}
