package dev.mpmlint.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import dev.mpmlint.support.DebianTree;
import dev.mpmlint.support.RequiresProgram;
import dev.mpmlint.support.RunningHttpd;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusPageTest {
  private static final String PAGE =
      """
      127.0.0.1
      ServerVersion: Apache/2.4.71 (Debian)
      ServerMPM: event
      ServerUptimeSeconds: 7200
      Total Accesses: 360000
      Total kBytes: 12
      Total Duration: 28800000
      Uptime: 7200
      ReqPerSec: 50
      BusyWorkers: 9
      GracefulWorkers: 0
      IdleWorkers: 66
      ConnsTotal: 812
      ConnsAsyncKeepAlive: 800
      Scoreboard: ___W_K..
      TLSSessionCacheStatus
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void thePageIsInputs() throws Exception {
    StatusPage page = StatusPage.parse("page", PAGE);
    Inputs inputs = Evidence.of(Inputs.NONE, "page", page);

    assertThat(page).isEqualTo(new StatusPage("event", 9, 66, 7200, 360_000, 28_800_000, 800));
    assertThat(inputs.value(Quantity.RATE)).isEqualTo(50);
    assertThat(inputs.value(Quantity.SERVICE_TIME)).isCloseTo(.08, within(1e-9));
    assertThat(inputs.value(Quantity.BUSY)).isEqualTo(8);
    assertThat(inputs.value(Quantity.KEEPALIVE_CLIENTS)).isEqualTo(800);
    assertThat(inputs.evidence()).containsExactly("page: event, 9 workers busy and 66 idle, up for 2 h");
  }

  /// Wherever a page is cut, it is no page.
  @Test
  void aPageThatIsCutShortIsRefused() {
    int scoreboard = PAGE.indexOf("Scoreboard");
    for (int length = 0; length < PAGE.length(); length++) {
      boolean whole = length > scoreboard && PAGE.charAt(length - 1) == '\n';
      String cut = PAGE.substring(0, length);
      if (!whole) {
        assertThatExceptionOfType(UnusableInputException.class)
            .as("%d characters", length)
            .isThrownBy(() -> StatusPage.parse("page", cut));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | page is empty; it should be a page of server-status?auto",
        "<html> | page is the page for people, or another one; ask for server-status?auto",
        "ServerName x | page is no page of server-status?auto",
        "BusyWorkers: 1 | page is cut short: its Scoreboard is not there to the end; fetch it anew",
        "BusyWorkers: x~IdleWorkers: 1~Scoreboard: _~ | page has BusyWorkers: x, which is no number",
        "BusyWorkers: -1~IdleWorkers: 1~Scoreboard: _~ | page has BusyWorkers: -1, which is no number",
        "BusyWorkers: 1~Scoreboard: _~ | page is cut short: it has no IdleWorkers; fetch it anew"
      })
  void whatIsNoneIsOneSentence(String text, String sentence) {
    assertThatExceptionOfType(UnusableInputException.class)
        .isThrownBy(() -> StatusPage.parse("page", text.replace('~', '\n')))
        .withMessage(sentence);
  }

  @Test
  void filesAndUrlsThatCannotBeRead() throws IOException {
    assertThat(refusal("none")).isEqualTo("cannot read the status page none: the file does not exist; a URL begins with http://");
    assertThat(refusal(folder.toString())).endsWith("it is a folder");
    assertThat(refusal("http://127.0.0.1:1/server-status")).startsWith("cannot read the status page http://127.0.0.1:1/");
    assertThat(refusal("http://")).contains("http://");
    Files.writeString(folder.resolve("long"), "x".repeat(5 << 20));
    assertThat(refusal("long")).isEqualTo("long is longer than any status page");
  }

  @ParameterizedTest
  @CsvSource({"403,is usually open to the machine itself only", "404,load status_module", "301,leads to http://elsewhere/", "500,answers 500"})
  void answersThatAreNoPage(int code, String part) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "http://elsewhere/");
          exchange.sendResponseHeaders(code, -1);
          exchange.close();
        });
    server.start();
    try {
      assertThat(refusal("http://127.0.0.1:" + server.getAddress().getPort() + "/server-status")).contains(part);
    } finally {
      server.stop(0);
    }
  }

  private String refusal(String place) {
    try {
      return "read: " + StatusPage.read(place, folder);
    } catch (UnusableInputException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  @RequiresProgram("apache2")
  void aRealServerAndItsProcesses() throws Exception {
    DebianTree tree = DebianTree.in(folder, "mpm_event");
    try (RunningHttpd httpd = tree.start()) {
      httpd.threadsPerChild(27);
      String url = "http://127.0.0.1:" + tree.port() + "/server-status";
      for (int i = 0; i < 20; i++) {
        try (var in = URI.create(url + "?auto").toURL().openStream()) {
          assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)).contains("ServerMPM: event");
        }
      }
      StatusPage page = StatusPage.read(url, folder);

      assertThat(page.mpm()).isEqualTo("event");
      assertThat(page.busy()).isPositive();
      assertThat(page.accesses()).isGreaterThanOrEqualTo(20);
      Inputs inputs = new Machine(Path.of("/")).observe(Inputs.NONE);
      assertThat(inputs.value(Quantity.PROCESS_SIZE)).isBetween(100_000.0, 200e6);
      assertThat(inputs.value(Quantity.MEMORY)).isGreaterThan(100e6);
      assertThat(inputs.value(Quantity.OPEN_FILES)).isPositive();
      assertThat(inputs.value(Quantity.TASKS)).isGreaterThanOrEqualTo(301);
      assertThat(inputs.value(Quantity.SOMAXCONN)).isGreaterThanOrEqualTo(16);
      assertThat(inputs.value(Quantity.CPUS)).isEqualTo((double) Files.readAllLines(Path.of("/proc/stat")).stream().filter(l -> l.matches("cpu\\d+ .*")).count());
      assertThat(inputs.evidence()).anyMatch(s -> s.contains("children of httpd have"));
    }
  }
}
