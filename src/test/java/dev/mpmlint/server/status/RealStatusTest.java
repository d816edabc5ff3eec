package dev.mpmlint.server.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.server.scoreboard.Scoreboard;
import dev.mpmlint.server.scoreboard.WorkerSlot;
import dev.mpmlint.support.Engine;
import dev.mpmlint.support.RealHttpd;
import dev.mpmlint.support.RequiresProgram;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A real httpd's reports and ours of a scoreboard in the same state are the same text, numbers and dates left out.
@RequiresProgram("apache2")
class RealStatusTest {
  private static final Pattern DATE = Pattern.compile("\\w+day, \\S+ [0-9:]+ \\w+");
  private static final Pattern NUMBER = Pattern.compile("([0-9]*\\.[0-9]+|[0-9]+)(e[+-][0-9]+)?");

  @TempDir Path scratch;

  @ParameterizedTest(name = "{0}, ExtendedStatus {1}")
  @CsvSource({
    "prefork, On, 20, 1, 12, 1", "prefork, Off, 20, 1, 12, 1", "worker, On, 6, 8, 4, 5", "worker, Off, 6, 8, 4, 5",
    "event, On, 6, 8, 4, 5", "event, Off, 6, 8, 4, 5",
  })
  void reportsAgree(String mpm, String extended, int serverLimit, int threadLimit, int processes, int threads)
      throws Exception {
    int port = Engine.freePort();
    Path file = scratch.resolve("httpd.conf");
    Files.writeString(file, configuration(mpm, extended, port, serverLimit, threadLimit, processes, threads));
    try (var httpd = RealHttpd.installed().start(file);
        var client = HttpClient.newHttpClient()) {
      for (String query : new String[] {"?auto", "", "?notable"}) {
        String real = get(client, port, query);
        Path ours = scratch.resolve("board" + query.length());
        try (Scoreboard board = Boards.of(ours, mpm, serverLimit, threadLimit, processes, threads, letters(real))) {
          board.extended(extended.equals("On"));
          // httpd notes each answer when it has sent it: this many are in the report.
          serve(board, threads, count(real, "accesses: ", "Accesses: "), query);
          long now = System.currentTimeMillis() * 1000;
          board.restartTimeMicros(now - uptime(real) * 1_000_000 - 1000);
          String own =
              query.equals("?auto")
                  ? Boards.shortReport(board, now)
                  : Boards.htmlReport(board, now, !query.isEmpty());
          assertThat(withoutRows(masked(own))).isEqualTo(withoutRows(masked(real)));
          if (extended.equals("On") && !query.equals("?auto")) {
            assertThat(masked(real)).contains(lastRow(masked(own)));
          }
        }
      }
      assertThat(httpd.log()).noneMatch(line -> line.contains(":error]"));
    }
  }

  private static String configuration(
      String mpm, String extended, int port, int serverLimit, int threadLimit, int processes, int threads) {
    String limits =
        mpm.equals("prefork") ? "" : "ThreadLimit " + threadLimit + "\nThreadsPerChild " + threads + "\n";
    return """
        LoadModule mpm_%1$s_module /usr/lib/apache2/modules/mod_mpm_%1$s.so
        LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
        LoadModule status_module /usr/lib/apache2/modules/mod_status.so
        DefaultRuntimeDir "."
        PidFile httpd.pid
        ServerName localhost
        Listen 127.0.0.1:%3$d
        ServerLimit %4$d
        %5$sMaxRequestWorkers %6$d
        StartServers 2
        ExtendedStatus %2$s
        <Location /server-status>
          SetHandler server-status
        </Location>
        """
        .formatted(mpm, extended, port, serverLimit, limits, processes * threads);
  }

  private static String get(HttpClient client, int port, String query) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + "/server-status" + query);
    // A connection of its own: the worker that served the last request is not busy with keeping it.
    HttpRequest request = HttpRequest.newBuilder(uri).version(HttpClient.Version.HTTP_1_1).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1)).body();
  }

  private static String letters(String report) {
    int at = report.indexOf("Scoreboard: ");
    if (at >= 0) {
      return report.substring(at + "Scoreboard: ".length()).strip();
    }
    return report.substring(report.indexOf("<pre>") + 5, report.indexOf("</pre>")).replace("\n", "");
  }

  private static long uptime(String report) {
    Matcher auto = Pattern.compile("ServerUptimeSeconds: (\\d+)").matcher(report);
    if (auto.find()) {
      return Long.parseLong(auto.group(1));
    }
    Matcher html = Pattern.compile("uptime: (?: (\\d+) minutes?)?(?: (\\d+) seconds?)?<").matcher(report);
    assertThat(html.find()).isTrue();
    return number(html.group(1)) * 60 + number(html.group(2));
  }

  private static long number(String group) {
    return group == null ? 0 : Long.parseLong(group);
  }

  private static long count(String report, String... keys) {
    for (String key : keys) {
      Matcher matcher = Pattern.compile(key + "(\\d+)").matcher(report);
      if (matcher.find()) {
        return Long.parseLong(matcher.group(1));
      }
    }
    return 0;
  }

  private static void serve(Scoreboard board, int threads, long accesses, String query) {
    for (int i = 0; i < board.slotsUsed() * threads; i++) {
      WorkerSlot worker = board.worker(i / threads, i % threads);
      if (worker.status().letter() == 'W') {
        worker.counts(accesses, 2048 * accesses, 0, 0, 1, 0);
        worker.client("127.0.0.1");
        worker.protocol("http/1.1");
        worker.vhost("localhost:80");
        worker.request("GET /server-status" + query + " HTTP/1.1");
      }
    }
  }

  private static String masked(String report) {
    return NUMBER.matcher(DATE.matcher(report).replaceAll("DATE")).replaceAll("#");
  }

  /// Which workers have served is chance: their rows are left out. So is the load, which httpd tells only once a clock tick
  /// was used.
  private static String withoutRows(String report) {
    return report
        .replaceAll("CPULoad: .*\n| - [^<]*% CPU load", "")
        .replaceAll("(?s)<tr><td><b>#.*?</td></tr>\n\n", "")
        .replaceAll("(?s)<b>Server #.*?<br />\n\n", "");
  }

  private static String lastRow(String report) {
    int row = Math.max(report.lastIndexOf("<tr><td><b>#"), report.lastIndexOf("<b>Server #"));
    return report.substring(row, report.indexOf("\n\n", row) + 2);
  }
}
