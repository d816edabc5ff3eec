package dev.mpmlint.server.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.scoreboard.Scoreboard;
import dev.mpmlint.support.Engine;
import dev.mpmlint.support.RequiresProgram;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Programs that watch an Apache read our report: the very numbers of the scoreboard come out of them.
class MonitorsTest {
  @TempDir Path folder;
  private HttpServer server;
  private int port;

  @BeforeEach
  void serveAScoreboard() throws IOException {
    String letters = "_WWK" + "RL_C" + "SDG_" + "....";
    Scoreboard board = Boards.of(folder.resolve("board"), "event", 6, 4, 5, 4, letters);
    board.extended(true);
    board.restartTimeMicros((System.currentTimeMillis() - 4_000_500) * 1000);
    board.process(0).connections(11);
    board.process(1).keepAlive(6);
    board.process(1).writeCompletion(3);
    board.process(2).lingering(2);
    board.worker(0, 1).counts(1234, 5_000_000, 0, 0, 0, 0);
    board.worker(0, 1).duration(7_654_321);
    StatusHandler handler = new StatusHandler(board, "Apache/2.4.71 (Debian)", "2026-11-12T08:58:41", "");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    port = server.getAddress().getPort();
    server.createContext(
        "/server-status",
        request -> {
          Exchange exchange = Boards.exchange("GET", request.getRequestURI().getQuery());
          handler.handle(exchange);
          byte[] body = Boards.text(exchange.response().body()).getBytes(StandardCharsets.ISO_8859_1);
          request.getResponseHeaders().set("Content-Type", exchange.response().headers().get("Content-Type"));
          request.sendResponseHeaders(200, body.length);
          request.getResponseBody().write(body);
          request.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  @RequiresProgram("prometheus-apache-exporter")
  void prometheus() throws Exception {
    int metricsPort = Engine.freePort();
    Process exporter =
        new ProcessBuilder(
                "prometheus-apache-exporter",
                "--telemetry.address=127.0.0.1:" + metricsPort,
                "--scrape_uri=http://127.0.0.1:" + port + "/server-status?auto",
                "--log.level=error")
            .inheritIO()
            .start();
    try {
      String metrics = metrics(exporter, metricsPort);
      assertThat(metrics)
          .contains("\napache_up 1\n")
          .contains("\napache_accesses_total 1234\n")
          .contains("\napache_sent_kilobytes_total 4882\n")
          .contains("\napache_duration_ms_total 7654\n")
          .contains("\napache_generation{type=\"config\"} 1\n")
          .contains("\napache_workers{state=\"busy\"} 7\n")
          .contains("\napache_workers{state=\"idle\"} 3\n")
          .contains("\napache_connections{state=\"total\"} 11\n")
          .contains("\napache_connections{state=\"keepalive\"} 6\n")
          .contains("\napache_connections{state=\"writing\"} 3\n")
          .contains("\napache_connections{state=\"closing\"} 2\n")
          .contains("\napache_scoreboard{state=\"idle\"} 3\n")
          .contains("\napache_scoreboard{state=\"reply\"} 2\n")
          .contains("\napache_scoreboard{state=\"keepalive\"} 1\n")
          .contains("\napache_scoreboard{state=\"read\"} 1\n")
          .contains("\napache_scoreboard{state=\"logging\"} 1\n")
          .contains("\napache_scoreboard{state=\"closing\"} 1\n")
          .contains("\napache_scoreboard{state=\"startup\"} 1\n")
          .contains("\napache_scoreboard{state=\"dns\"} 1\n")
          .contains("\napache_scoreboard{state=\"graceful_stop\"} 1\n")
          .contains("\napache_scoreboard{state=\"idle_cleanup\"} 0\n")
          .contains("\napache_scoreboard{state=\"open_slot\"} 8\n");
      assertThat(metrics).containsPattern("\napache_uptime_seconds_total 40[0-9][0-9]\n");
    } finally {
      exporter.destroyForcibly().waitFor();
    }
  }

  private static String metrics(Process exporter, int port) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (true) {
        try {
          return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (ConnectException e) {
          if (!exporter.isAlive() || System.nanoTime() > end) {
            throw e;
          }
          LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
      }
    }
  }

  @ParameterizedTest
  @RequiresProgram({"/usr/share/munin/plugins/apache_accesses", "/usr/share/perl5/LWP/UserAgent.pm"})
  @CsvSource({
    "apache_accesses, 'accesses80.value 1234'",
    "apache_volume, 'volume80.value 4999168'",
    "apache_processes, 'busy80.value 7|idle80.value 3|free80.value 8'",
  })
  void munin(String plugin, String values) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("perl", "/usr/share/munin/plugins/" + plugin).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().put("PERL5LIB", "/usr/share/perl5");
    builder.environment().put("url", "http://127.0.0.1:" + port + "/server-status?auto");
    builder.environment().put("MUNIN_PLUGSTATE", folder.toString());
    builder.environment().put("MUNIN_STATEFILE", folder.resolve("state").toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said.lines()).containsAll(java.util.List.of(values.split("\\|", -1)));
  }
}
