package dev.mpmlint.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.support.Engine;
import dev.mpmlint.support.RequiresProgram;
import dev.mpmlint.verify.load.Http;
import dev.mpmlint.verify.load.SlowClients;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What bounds a pool, in the packaged server and in a real httpd with the same configuration: what they log when it is
/// exhausted, how many connections a child serves and holds, what a kept connection costs.
@RequiresProgram("apache2")
class PoolLimitsIT {
  private static final String KEPT = "GET /index.html HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final Duration NO_ANSWER = Duration.ofSeconds(1);
  private static final int TRIALS = 20;

  @TempDir Path scratch;

  /// @param held slow requests
  /// @param times how often the message comes at least; if once, it comes no more
  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "prefork, AH00161, MinSpareServers 3|MaxRequestWorkers 2, 0, 1",
    "prefork, AH00162, LogLevel info|StartServers 1|MinSpareServers 20|MaxSpareServers 30|MaxRequestWorkers 24, 0, 2",
    "worker, AH00286, ThreadsPerChild 2|MaxRequestWorkers 4|MinSpareThreads 1, 4, 1",
    "worker, AH00287, ThreadsPerChild 2|MaxRequestWorkers 4|MinSpareThreads 5, 0, 1",
    "worker, AH00288, ThreadsPerChild 2|MaxRequestWorkers 8|ServerLimit 2|MinSpareThreads 5, 0, 2",
    "event, AH00484, ThreadsPerChild 2|MaxRequestWorkers 4|MinSpareThreads 1, 4, 1",
    "event, AH10159, ThreadsPerChild 2|MaxRequestWorkers 4|MinSpareThreads 5, 0, 1",
    "event, AH03490, ThreadsPerChild 2|MaxRequestWorkers 8|ServerLimit 2|MinSpareThreads 5, 0, 2",
  })
  void bothSayThatThePoolIsExhausted(String mpm, String number, String lines, int held, int times) throws Exception {
    List<String> said =
        Engine.each(
            engine -> {
              try (Engine.Running server = engine.start(scratch, mpm, lines.replace('|', '\n') + '\n');
                  SlowClients clients = new SlowClients(server.port())) {
                clients.hold(held);
                List<String> found = lines(server.awaitLog(number, times), number);
                assertThat(found).as("%s", engine).hasSizeGreaterThanOrEqualTo(times);
                if (times == 1) {
                  LockSupport.parkNanos(Duration.ofMillis(1_500).toNanos());
                  assertThat(lines(server.log(), number)).as("%s", engine).hasSize(1);
                }
                return found.getFirst();
              }
            });
    assertThat(said.getLast()).isEqualTo(said.getFirst());
  }

  /// The lines with this number, from their module on, without process and thread.
  private static List<String> lines(String log, String number) {
    Matcher m = Pattern.compile("\\[(\\w+:\\w+)] \\[pid [^]]*] (" + number + ": .*)").matcher(log);
    List<String> found = new ArrayList<>();
    while (m.find()) {
      found.add(m.group(1) + ' ' + m.group(2));
    }
    return found;
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "prefork, 3, 3, MinSpareServers 1|MaxSpareServers 1|StartServers 1|ServerLimit 1|MaxRequestWorkers 1",
    // A worker counts after its client has heard the answer, and before or after the listener waits for the next one: httpd
    // shows 3, 4 and 5 as well.
    "worker, 3, 5, StartServers 1|ServerLimit 1|ThreadsPerChild 2|MaxRequestWorkers 2",
    "event, 3, 3, StartServers 1|ServerLimit 1|ThreadsPerChild 2|MaxRequestWorkers 2",
  })
  void aChildServesMaxConnectionsPerChild(String mpm, int least, int most, String lines) throws Exception {
    String more = lines.replace('|', '\n') + "\nMaxConnectionsPerChild 3\nLogFormat \"%P %m\" pids\nCustomLog pids pids\n";
    int requests = most * 4;
    List<List<Integer>> perChild = Engine.each(engine -> perChild(engine, mpm, more, requests));
    // The first child has seen connections without a request, the last one waits for more.
    assertThat(perChild)
        .allSatisfy(counts -> assertThat(counts.subList(1, 3)).allMatch(n -> n >= least && n <= most));
  }

  /// An ending child of httpd's event resets a connection now and then, once in about ninety children, and has then served
  /// one less: another trial. Ours must not.
  private List<Integer> perChild(Engine engine, String mpm, String lines, int requests) throws Exception {
    for (int trial = 1; ; trial++) {
      try (Engine.Running server = engine.start(scratch, mpm, lines)) {
        for (int i = 0; i < requests; i++) {
          assertThat(Http.get(server.port(), "/index.html").status()).isEqualTo(200);
        }
        return perChild(server.folder().resolve("pids"), requests);
      } catch (SocketException e) {
        if (engine == Engine.BUNDLED || trial == TRIALS) {
          throw e;
        }
      }
    }
  }

  /// How many requests each child has logged, in their order.
  private static List<Integer> perChild(Path log, int expected) throws IOException {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (true) {
      Map<String, Integer> counts = new LinkedHashMap<>();
      List<String> lines = Files.readAllLines(log, StandardCharsets.US_ASCII);
      // httpd's dummy connections ask with OPTIONS.
      lines.removeIf(line -> !line.endsWith(" GET"));
      lines.forEach(line -> counts.merge(line, 1, Integer::sum));
      if (lines.size() >= expected || System.nanoTime() > end) {
        return List.copyOf(counts.values());
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "prefork, true, StartServers 2|MaxSpareServers 2|MaxRequestWorkers 2",
    "worker, true, StartServers 1|ServerLimit 1|ThreadsPerChild 2|MaxRequestWorkers 2",
    "event, false, StartServers 1|ServerLimit 1|ThreadsPerChild 2|MaxRequestWorkers 2",
  })
  void keptConnectionsHoldWorkers(String mpm, boolean held, String lines) throws Exception {
    for (Engine engine : Engine.values()) {
      try (Engine.Running server = engine.start(scratch, mpm, lines.replace('|', '\n') + "\nKeepAliveTimeout 60\n")) {
        boolean kept = false;
        // A client hears its answer before the worker is idle again, and event closes what it keeps when it finds all
        // workers busy: then the trial has shown nothing.
        for (int trial = 0; trial < TRIALS && !kept; trial++) {
          kept = servedBesideKept(server, held);
          assertThat(kept || !held).as("%s", engine).isTrue();
        }
        assertThat(kept).as("%s keeps connections while it serves another", engine).isTrue();
      }
    }
  }

  /// Keeps as many connections as there are workers and asks on one more; whether the first was kept until it asked again.
  private static boolean servedBesideKept(Engine.Running server, boolean held) throws IOException {
    try (Http first = new Http(server.port());
        Http second = new Http(server.port());
        Http next = new Http(server.port())) {
      for (Http kept : List.of(first, second)) {
        kept.send(KEPT);
        assertThat(kept.answer("GET").status()).isEqualTo(200);
      }
      next.send(KEPT);
      assertThat(next.hears(held ? NO_ANSWER : Duration.ofSeconds(30))).as("%s", server.engine()).isEqualTo(!held);
      boolean kept = answeredLast(first);
      assertThat(next.answer("GET").status()).isEqualTo(200);
      return kept;
    }
  }

  /// Whether a kept connection answers one more request, which ends it.
  private static boolean answeredLast(Http kept) throws IOException {
    try {
      kept.send(KEPT.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
      return kept.rest().startsWith("HTTP/1.1 200 ");
    } catch (SocketException _) {
      return false;
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "AsyncRequestWorkerFactor {0}: {1}")
  @CsvSource({"1, 4", "2, 6"})
  void eventTakesSoManyConnections(String factor, int expected) throws Exception {
    String lines =
        "StartServers 1\nServerLimit 1\nThreadsPerChild 2\nMaxRequestWorkers 2\nKeepAliveTimeout 60\n"
            + "AsyncRequestWorkerFactor " + factor + '\n';
    for (Engine engine : Engine.values()) {
      int taken = 0;
      // Where a worker is not idle again before the next connection comes, event closes what it keeps: longer pauses then.
      for (int pause = 50; pause < 2_000 && taken != expected; pause *= 2) {
        try (Engine.Running server = engine.start(scratch, "event", lines)) {
          taken = taken(server, expected, Duration.ofMillis(pause));
        }
      }
      assertThat(taken).as("%s", engine).isEqualTo(expected);
    }
  }

  /// How many connections are answered and kept before one has to wait; that one is answered when the others have ended.
  private static int taken(Engine.Running server, int expected, Duration pause) throws IOException {
    List<Http> kept = new ArrayList<>();
    try {
      boolean answered = true;
      while (answered && kept.size() < 20) {
        Http one = new Http(server.port());
        kept.add(one);
        one.send(KEPT);
        answered = one.hears(kept.size() <= expected ? Duration.ofSeconds(30) : NO_ANSWER);
        // The worker that answered has handed the connection to the listener when this is over.
        LockSupport.parkNanos(pause.toNanos());
      }
      for (Http one : kept.subList(0, kept.size() - 1)) {
        one.close();
      }
      assertThat(kept.getLast().answer("GET").status()).as("%s", server.engine()).isEqualTo(200);
      return kept.size() - 1;
    } finally {
      for (Http one : kept) {
        one.close();
      }
    }
  }
}
