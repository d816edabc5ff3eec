package dev.mpmlint.server.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.server.exchange.Body;
import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.scoreboard.Scoreboard;
import dev.mpmlint.server.scoreboard.WorkerSlot;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusHandlerTest {
  private static final long NOW = 1_795_325_625_000_000L;

  @TempDir Path folder;
  private Scoreboard board;

  @BeforeEach
  void aBusyEvent() throws IOException {
    board = Boards.of(folder.resolve("board"), "event", 6, 4, 4, 3, "_W_" + "KG." + "..." + "GGR");
    board.restartTimeMicros(NOW - 93_784_000_000L);
    board.generation(2);
    board.configGeneration(3);
    board.extended(true);
    board.processorTimes(1, 2, 0, 0);
    board.process(0).generation(2);
    board.process(0).connections(7);
    board.process(0).keepAlive(4);
    board.process(0).writeCompletion(1);
    board.process(0).lingering(2);
    board.process(1).generation(1);
    board.process(1).notAccepting(true);
    board.process(3).quiescing(true);
    board.process(3).waitIo(5);
    WorkerSlot worker = board.worker(0, 1);
    worker.counts(1000, 5_000_000, 10, 50_000, 3, 2000);
    worker.duration(2_500_000);
    worker.processorTimes(150, 50, 0, 0);
    worker.startTime(NOW - 10_000_000);
    worker.stopTime(NOW - 9_800_000);
    worker.lastUsed(NOW - 9_800_000);
    worker.client("192.0.2.1");
    worker.protocol("http/1.1");
    worker.vhost("www.example.org:80");
    worker.request("GET /<a>&\"b\\\u00e9 HTTP/1.1");
  }

  @Test
  void shortReport() throws IOException {
    assertThat(Boards.shortReport(board, NOW))
        .isEqualTo(
            """
            127.0.0.1
            ServerVersion: Apache/2.4.71 (Debian)
            ServerMPM: event
            Server Built: 2026-11-12T08:58:41
            CurrentTime: Sunday, 22-Nov-2026 05:33:45 UTC
            RestartTime: Saturday, 21-Nov-2026 03:30:41 UTC
            ParentServerConfigGeneration: 3
            ParentServerMPMGeneration: 2
            ServerUptimeSeconds: 93784
            ServerUptime: 1 day 2 hours 3 minutes 4 seconds
            Load1: 0.10
            Load5: 0.20
            Load15: 0.30
            Total Accesses: 1000
            Total kBytes: 4882
            Total Duration: 2500
            CPUUser: 1.51
            CPUSystem: .52
            CPUChildrenUser: 0
            CPUChildrenSystem: 0
            CPULoad: .00216455
            Uptime: 93784
            ReqPerSec: .0106628
            BytesPerSec: 53.3051
            BytesPerReq: 4999.17
            DurationPerReq: 2.5
            BusyWorkers: 2
            GracefulWorkers: 1
            IdleWorkers: 2
            Processes: 3
            Stopping: 1
            ConnsTotal: 7
            ConnsAsyncWaitIO: 5
            ConnsAsyncWriting: 1
            ConnsAsyncKeepAlive: 4
            ConnsAsyncClosing: 2
            Scoreboard: _W_KG....GGR
            """);
  }

  @Test
  void workersAreEscaped() throws IOException {
    assertThat(Boards.htmlReport(board, NOW, false))
        .contains(
            """
            <tr><td><b>0-2</b></td><td>10000</td><td>3/10/1000</td><td><b>W</b>
            </td><td>2.00</td><td>9</td><td>200</td><td>2500</td><td>2.0</td><td>0.05</td><td>4.77
            </td><td>192.0.2.1</td><td>http/1.1</td><td nowrap>www.example.org:80</td>\
            <td nowrap>GET /&lt;a&gt;&amp;\\&quot;b\\\\\\xe9 HTTP/1.1</td></tr>
            """);
    assertThat(Boards.htmlReport(board, NOW, true))
        .contains(
            """
            <b>Server 0-2</b> (10000): 3|10|1000 [<b>Write</b>] u1.5 s.5 cu0 cs0
             9 200 2500(2000 B|48.8 kB|4.8 MB)
             <i>192.0.2.1 {GET /&lt;a&gt;&amp;\\&quot;b\\\\\\xe9 HTTP/1.1}</i> <i>(http/1.1)</i> <b>[www.example.org:80]</b><br />
            """);
  }

  @Test
  void childrenAndTheirConnections() throws IOException {
    assertThat(Boards.htmlReport(board, NOW, false))
        .contains(
            """
            <tr><td>0</td><td>10000</td><td>no</td><td>7</td><td>yes</td><td>1</td><td>0</td><td>2</td>\
            <td>0</td><td>1</td><td>4</td><td>2</td></tr>
            <tr><td>1</td><td>10001</td><td>no (old gen)</td><td>0</td><td>no</td><td>1</td><td>1</td><td>0</td>\
            <td>0</td><td>0</td><td>0</td><td>0</td></tr>
            <tr><td>3</td><td>10003</td><td>yes (old gen)</td><td>0</td><td>yes</td><td>0</td><td>0</td><td>0</td>\
            <td>5</td><td>0</td><td>0</td><td>0</td></tr>
            <tr><td>Sum</td><td>3</td><td>1</td><td>7</td><td>&nbsp;</td><td>2</td><td>1</td><td>2</td>\
            <td>5</td><td>1</td><td>4</td><td>2</td></tr>
            </table>
            <pre>_W_KG....GGR</pre>
            """);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "GET, '', text/html, -", "HEAD, auto, text/plain, -", "GET, xautox, text/plain, -", "GET, refresh, text/html, 10",
        "GET, auto&refresh=7, text/plain, 7", "GET, refresh=0, text/html, 10", "GET, refresh=x, text/html, 10",
        "GET, refresh=30s&notable, text/html, 30",
      })
  void theQueryChooses(String method, String query, String type, String refresh) throws IOException {
    Exchange exchange = Boards.exchange(method, query);

    new StatusHandler(board, "Apache/2.4.71", "today", "").handle(exchange);

    assertThat(exchange.response().status()).isEqualTo(200);
    assertThat(exchange.response().headers().get("Content-Type")).isEqualTo(type + "; charset=ISO-8859-1");
    assertThat(exchange.response().headers().get("Refresh")).isEqualTo(refresh);
    String body = Boards.text(exchange.response().body());
    assertThat(body).contains("host.example.org").contains("_W_KG....GGR");
    assertThat(body.contains("<table border")).isEqualTo(type.equals("text/html") && !query.contains("notable"));
  }

  @ParameterizedTest
  @CsvSource({"POST, 404", "PUT, 405"})
  void onlyReading(String method, int status) throws IOException {
    Exchange exchange = Boards.exchange(method, "");

    new StatusHandler(board, "Apache/2.4.71", "today", "").handle(exchange);

    assertThat(exchange.response().status()).isEqualTo(status);
  }

  @Test
  void theSignatureIsShownWhereItIsOn() throws IOException {
    Exchange exchange = Boards.exchange("GET", "");

    new StatusHandler(board, "Apache/2.4.71", "today", "Apache/2.4.71").handle(exchange);

    assertThat(Boards.text(exchange.response().body()))
        .endsWith("<hr />\n<address>Apache/2.4.71 Server at host.example.org Port 80</address>\n</body></html>\n");
  }

  /// As httpd, which knows the length of what fits into its buffer.
  @Test
  void aLargeReportIsSentAsItIsMade() throws IOException {
    Scoreboard large = Boards.of(folder.resolve("large"), "prefork", 200_000, 1, 200_000, 1, "W".repeat(100));
    Exchange exchange = Boards.exchange("GET", "auto");

    new StatusHandler(large, "Apache/2.4.71", "today", "").handle(exchange);

    assertThat(exchange.response().body()).isInstanceOf(Body.Stream.class);
    assertThat(Boards.text(exchange.response().body()))
        .endsWith("\nScoreboard: " + "W".repeat(100) + ".".repeat(199_900) + "\n");
  }
}
