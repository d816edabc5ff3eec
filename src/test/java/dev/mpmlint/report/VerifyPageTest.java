package dev.mpmlint.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.report.html.PageLaws;
import dev.mpmlint.support.Browser;
import dev.mpmlint.support.RequiresProgram;
import dev.mpmlint.verify.model.VerifyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page of a proof, read by a real browser.
@RequiresProgram({"chromium", "chromedriver"})
class VerifyPageTest {
  @TempDir Path folder;

  @Test
  void aPageOfOneEngineHoldsTheLawsAndItsContent() throws IOException {
    try (Browser browser = new Browser()) {
      Path page = write("one-engine.html", VerifySamples.report(1));
      new PageLaws(browser, page).hold();
      new PageLaws(browser, page).fitPhones();

      assertThat(text(browser, "document.title")).isEqualTo("mpmlint verify conf/httpd.conf");
      assertThat(text(browser, "[...document.querySelectorAll('.tiles dd')].map(e => e.textContent).join()")).isEqualTo("3,1,1,17.8 s");
      assertThat(text(browser, "document.querySelector('#verdicts tbody').textContent"))
          .contains("400 requests are served at once", "MaxRequestWorkers 4000", "conf.d/tuning.conf:9", "ListenBacklog 511 (default)")
          .contains("<script>alert(1)</script>", "conf.d/<b>odd</b>.conf:3");
      assertThat(text(browser, "document.querySelector('#findings').textContent")).contains("MPM021", "spare-inversion", "✗ refuted");
      assertThat(text(browser, "document.querySelector('#method').textContent")).contains("rotatelogs /var/log/a…", "not run", "divided by 10");
      assertThat(text(browser, "[...document.querySelectorAll('figure')].map(e => e.id).join()")).isEqualTo("ceiling,spares");
      assertThat(text(browser, "[...document.querySelectorAll('#ceiling svg.wide text.name')].map(e => e.textContent).join()"))
          .contains("busy", "idle", "waiting", "processes", "answers", "median");
      assertThat(text(browser, "[...document.querySelectorAll('#ceiling svg.wide text')].map(e => e.textContent).join()"))
          .contains("at most 400 at once", "480 slow requests");
    }
  }

  @Test
  void twoEnginesAreShownSideBySide() throws IOException {
    try (Browser browser = new Browser()) {
      new PageLaws(browser, write("two-engines.html", VerifySamples.report(2))).hold();

      assertThat(text(browser, "[...document.querySelectorAll('#verdicts thead th')].map(e => e.textContent).join()"))
          .isEqualTo("promise,expected,bundled,httpd,engines");
      assertThat(text(browser, "[...document.querySelectorAll('#verdicts td:last-child')].map(e => e.textContent).join()"))
          .isEqualTo("✓ agree,✓ agree,✓ agree,! differ,–");
      assertThat(text(browser, "document.querySelector('#ceiling thead').textContent"))
          .contains("busy workers: bundled", "busy workers: httpd", "median latency, logarithmic: httpd");
    }
  }

  @Test
  void pointingAtAChartTellsItsNumbers() throws IOException {
    try (Browser browser = new Browser()) {
      browser.screen(1280, 2000);
      browser.open(write("pointed.html", VerifySamples.report(1)).toUri());
      browser.script("document.querySelector('#ceiling').scrollIntoView()");
      String box = text(browser, "(r => [r.left, r.top, r.width, r.height].map(Math.round).join(' '))(document.querySelector('#ceiling svg.wide').getBoundingClientRect())");
      String[] sides = box.split(" ", -1);
      int middle = Integer.parseInt(sides[0]) + Integer.parseInt(sides[2]) / 2;
      browser.moveTo(middle, Integer.parseInt(sides[1]) + 100);

      assertThat(text(browser, "document.querySelector('#ceiling .readout').textContent"))
          .matches("time \\d+(\\.\\d+)? s.*busy 400.*idle 0.*waiting 80.*processes 16.*median 323 ms");
      assertThat(text(browser, "getComputedStyle(document.querySelector('#ceiling svg.wide .cursor')).visibility")).isEqualTo("visible");

      browser.moveTo(2, 2);
      assertThat(text(browser, "document.querySelector('#ceiling .readout').textContent")).isEmpty();
    }
  }

  @Test
  void withoutScriptsNothingIsMissing() throws IOException {
    try (Browser browser = new Browser()) {
      browser.scripts(false);
      browser.open(write("no-scripts.html", VerifySamples.report(1)).toUri());

      assertThat(browser.script("return document.querySelectorAll('.readout').length").getAsInt()).isZero();
      assertThat(browser.script("return document.querySelectorAll('#ceiling svg path.ln').length").getAsInt()).isGreaterThan(10);
      assertThat(browser.script("return document.querySelectorAll('#ceiling tbody tr').length").getAsInt()).isEqualTo(150);
      assertThat(text(browser, "document.getElementById(document.querySelector('#ceiling svg.wide').getAttribute('aria-labelledby').split(' ')[0]).textContent"))
          .startsWith("ceiling");
    }
  }

  private Path write(String name, VerifyReport report) throws IOException {
    PathNames names = PathNames.relativeTo(Path.of("/etc/httpd"));
    return Files.writeString(folder.resolve(name), new VerifyPage(report, null, names, "0.1.0").html());
  }

  private static String text(Browser browser, String expression) throws IOException {
    return browser.script("return " + expression).getAsString();
  }
}
