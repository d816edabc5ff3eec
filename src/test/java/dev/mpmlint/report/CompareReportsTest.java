package dev.mpmlint.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.mpmlint.report.html.PageLaws;
import dev.mpmlint.support.Browser;
import dev.mpmlint.support.RequiresProgram;
import dev.mpmlint.verify.compare.Comparison;
import dev.mpmlint.verify.compare.Load;
import dev.mpmlint.verify.compare.Run;
import dev.mpmlint.verify.compare.Side;
import dev.mpmlint.verify.compare.Stretch;
import dev.mpmlint.verify.model.Sample;
import dev.mpmlint.verify.model.Scale;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareReportsTest {
  private static final PathNames NAMES = PathNames.relativeTo(Path.of("/srv/conf"));
  private static final Load LOAD =
      new Load(
          6, 180, 150,
          List.of(
              new Load.Phase(Load.Kind.QUIET, "visitors only", 0, 2),
              new Load.Phase(Load.Kind.SLOW_REQUESTS, "180 slow requests", 2, 9),
              new Load.Phase(Load.Kind.KEPT_CONNECTIONS, "150 idle keep-alive connections", 9, 16),
              new Load.Phase(Load.Kind.AFTERWARDS, "visitors only again", 16, 22)));

  @TempDir Path folder;

  @Test
  void theTextHasAColumnForEachSide() {
    assertThat(text(comparison(served(0), new Run.Failed("AH00534: No MPM loaded."))))
        .contains("A prefork: old/httpd.conf", "does not serve: AH00534: No MPM loaded.", "scaled 1:10: too many")
        .containsPattern("phase +figure +A prefork +B event")
        .containsPattern("180 slow requests, 7 s +visitors wait, median +1 ms +–")
        .containsPattern("visitors without an answer +3 +–")
        .containsPattern("in all +memory of all children, at most +410 MiB +–");
  }

  @Test
  void theJsonHasFiguresAndSamples() throws IOException {
    StringWriter out = new StringWriter();
    new CompareJson(NAMES, "0.1.0").write(out, comparison(served(0), new Run.Failed("why")));
    JsonObject json = JsonParser.parseString(out.toString()).getAsJsonObject();
    JsonObject first = json.getAsJsonArray("sides").get(0).getAsJsonObject();

    assertThat(json.get("complete").getAsBoolean()).isFalse();
    assertThat(json.getAsJsonObject("load").get("slowRequests").getAsInt()).isEqualTo(180);
    assertThat(first.get("file").getAsString()).isEqualTo("old/httpd.conf");
    assertThat(first.getAsJsonArray("phases")).hasSize(4);
    assertThat(first.getAsJsonArray("phases").get(1).getAsJsonObject().get("kind").getAsString()).isEqualTo("slow-requests");
    assertThat(first.getAsJsonArray("samples")).hasSize(110);
    assertThat(first.getAsJsonArray("samples").get(0).getAsJsonObject().get("latencyMillis").isJsonNull()).isTrue();
    assertThat(json.getAsJsonArray("sides").get(1).getAsJsonObject().get("failed").getAsString()).isEqualTo("why");
  }

  @RequiresProgram({"chromium", "chromedriver"})
  @Test
  void thePageChartsAllSidesTogether() throws IOException {
    try (Browser browser = new Browser()) {
      Path page = page("compare.html", comparison(served(0), served(1)));
      new PageLaws(browser, page).hold();
      new PageLaws(browser, page).fitPhones();

      assertThat(text(browser, "document.title")).isEqualTo("mpmlint compare: old/httpd.conf and new/httpd.conf");
      assertThat(text(browser, "[...document.querySelectorAll('#over-time svg.wide text.ptitle')].map(e => e.textContent).join()"))
          .isEqualTo("busy workers,idle workers,waiting connections,processes,requests per second,median latency, logarithmic");
      assertThat(text(browser, "[...document.querySelectorAll('#over-time svg.wide text.name')].map(e => e.textContent).join()"))
          .contains("A prefork", "B event");
      assertThat(text(browser, "document.querySelector('#over-time .phases').textContent")).contains("180 slow requests, 2 s to 9 s");
      assertThat(text(browser, "document.querySelector('#memory').textContent")).contains("410 MiB", "420 MiB");
      assertThat(text(browser, "document.querySelector('#figures').textContent")).contains("busy workers at most");
      assertThat(text(browser, "[...document.querySelectorAll('#figures .group')].map(e => e.textContent).join('; ')"))
          .isEqualTo("visitors only, 2 s; 180 slow requests, 7 s; 150 idle keep-alive connections, 7 s; visitors only again, 6 s; in all");
    }
  }

  @RequiresProgram({"chromium", "chromedriver"})
  @Test
  void aSideThatDoesNotServeIsNamed() throws IOException {
    try (Browser browser = new Browser()) {
      new PageLaws(browser, page("half.html", comparison(served(0), new Run.Failed("AH00534: <No> MPM loaded.")))).hold();
      assertThat(text(browser, "document.body.textContent")).contains("✗ does not serve", "AH00534: <No> MPM loaded.");

      new PageLaws(browser, page("none.html", comparison(new Run.Failed("a"), new Run.Failed("b")))).hold();
      assertThat(browser.script("return document.querySelectorAll('svg').length").getAsInt()).isZero();
    }
  }

  private static Comparison comparison(Run first, Run second) {
    return new Comparison(
        LOAD, new Scale(10, "too many for this machine"),
        List.of(
            new Side("A prefork", "/srv/conf/old/httpd.conf", "prefork", "5 processes at start", 150, "bundled", "mpmlint 0.1.0", first),
            new Side("B event", "/srv/conf/new/httpd.conf", "event", "3 processes at start", 150, "bundled", "mpmlint 0.1.0", second)),
        Duration.ofSeconds(47));
  }

  private static Run served(int shift) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 110; i++) {
      double seconds = i * 0.2;
      int busy = seconds > 2 && seconds < (shift == 0 ? 13 : 9) ? 150 : 1;
      samples.add(new Sample(seconds, 6 + shift, 150, busy, 150 - busy, busy == 150 ? 30 : 0, 60 - busy / 3.0, i == 0 ? Double.NaN : 1 + busy * busy / 20.0));
    }
    List<Stretch> stretches = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      stretches.add(new Stretch(50 + i, i == 1 ? 3 : 0, i, i * 20, i * 1000, 6, 150, 30));
    }
    return new Run.Served(samples, stretches, 410 + shift * 10);
  }

  private Path page(String name, Comparison comparison) throws IOException {
    return Files.writeString(folder.resolve(name), new ComparePage(comparison, NAMES, "0.1.0").html());
  }

  private static String text(Comparison comparison) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8)) {
      new CompareText(printed, new Style(false, true), NAMES).print(comparison);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String text(Browser browser, String expression) throws IOException {
    return browser.script("return " + expression).getAsString();
  }

  @Test
  void theJsonIsWhatItsSchemaAsks() throws IOException {
    StringWriter out = new StringWriter();
    new CompareJson(NAMES, "0.1.0").write(out, comparison(served(0), new Run.Failed("why")));

    PublishedSchema schema = PublishedSchema.of("mpmlint-compare-1.schema.json");
    assertThat(schema.faults(out.toString())).isEmpty();
    assertThat(schema.faults(out.toString().replace("\"complete\"", "\"finished\""))).isNotEmpty();
  }

  @Test
  void theJsonOfAProofIsWhatItsSchemaAsks() throws IOException {
    StringWriter out = new StringWriter();
    new VerifyJson(NAMES, "0.1.0").write(out, VerifySamples.report(2));

    PublishedSchema schema = PublishedSchema.of("mpmlint-verify-1.schema.json");
    assertThat(schema.faults(out.toString())).isEmpty();
    assertThat(schema.faults(out.toString().replace("\"not-tried\"", "\"unknown\""))).isNotEmpty();
  }
}
