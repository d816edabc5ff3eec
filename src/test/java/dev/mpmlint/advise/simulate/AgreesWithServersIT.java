package dev.mpmlint.advise.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.support.Engine;
import dev.mpmlint.support.RequiresProgram;
import dev.mpmlint.verify.load.Http;
import dev.mpmlint.verify.load.SlowClients;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The simulation beside the packaged server and a real httpd, under one load. What is compared does not depend on how fast
/// the machine is: which of many clients are served while workers are held, and how many children there are when
/// idle maintenance has come to rest.
@RequiresProgram("apache2")
class AgreesWithServersIT {
  private static final String KEPT = "GET /index.html HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration NO_ANSWER = Duration.ofMillis(1500);
  private static final String SETTLED = "|MinSpareThreads 1|MaxSpareThreads 100";

  @TempDir Path scratch;

  private static Mpm mpm(String name) {
    return Mpm.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static String lines(String directives) {
    return directives.replace('|', '\n') + '\n';
  }

  /// All come at once, when the pool has come to rest.
  private static Arrivals crowd(int clients) {
    long[] times = new long[clients];
    for (int i = 0; i < clients; i++) {
      times[i] = 20 * Arrivals.SECOND + i * 1_000_000L;
    }
    return new Arrivals.Replayed(times);
  }

  /// Clients that hold a worker for ever: at rest without them and at rest with them, so many children run. httpd and the
  /// packaged server are watched until they have as many, and for some seconds more.
  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0}: {1} clients, {2}")
  @CsvSource({
    "prefork, 0, StartServers 1|MinSpareServers 3|MaxSpareServers 5|MaxRequestWorkers 10",
    "prefork, 4, StartServers 1|MinSpareServers 3|MaxSpareServers 5|MaxRequestWorkers 10",
    "prefork, 14, StartServers 1|MinSpareServers 3|MaxSpareServers 5|MaxRequestWorkers 10",
    "prefork, 3, StartServers 9|MinSpareServers 1|MaxSpareServers 2|MaxRequestWorkers 10",
    "worker, 5, StartServers 1|ThreadsPerChild 3|MinSpareThreads 4|MaxSpareThreads 8|MaxRequestWorkers 15|ServerLimit 5",
    "worker, 20, StartServers 1|ThreadsPerChild 3|MinSpareThreads 4|MaxSpareThreads 8|MaxRequestWorkers 15|ServerLimit 5",
    "event, 5, StartServers 1|ThreadsPerChild 3|MinSpareThreads 4|MaxSpareThreads 8|MaxRequestWorkers 15|ServerLimit 5",
    "event, 20, StartServers 1|ThreadsPerChild 3|MinSpareThreads 4|MaxSpareThreads 8|MaxRequestWorkers 15|ServerLimit 5",
  })
  void aPoolComesToRestWithTheSameChildren(String mpm, int clients, String directives) throws Exception {
    Load held = Load.simple(crowd(clients), new ServiceTime.Constant(1e6 * Arrivals.SECOND));
    Outcome o = Scenarios.run(Scenarios.scenario(Scenarios.server(mpm(mpm), directives), held, 60, 0, 1));
    int before = (int) o.series().processes().at(19);
    int children = (int) o.series().processes().at(59);
    int busy = (int) o.series().busy().at(59);
    assertThat(busy).isEqualTo(Math.min(clients, Scenarios.server(mpm(mpm), directives).workers()));

    Engine.each(
        engine -> {
          try (Engine.Running server = engine.start(scratch, mpm, lines(directives));
              SlowClients slow = new SlowClients(server.port())) {
            awaitRest(server, before, slow);
            assertThat(server.children()).as("%s, before", engine).hasSize(before);
            slow.hold(clients);
            awaitRest(server, children, slow);
            assertThat(server.children()).as("%s", engine).hasSize(children);
          }
          return true;
        });
  }

  /// Some counts are passed on the way: what stays for three turns of idle maintenance is rest.
  private static void awaitRest(Engine.Running server, int children, SlowClients slow) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    int quiet = 0;
    while (quiet < 30 && System.nanoTime() < end) {
      quiet = server.children().size() == children ? quiet + 1 : 0;
      slow.pump(Duration.ofMillis(100));
    }
  }

  /// Kept connections: how many of so many clients that open one and leave it get their answer, with one child.
  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0}: {1} clients, {2}")
  @CsvSource({
    "prefork, 5, StartServers 3|MinSpareServers 1|MaxSpareServers 3|MaxRequestWorkers 3",
    "worker, 5, StartServers 1|ThreadsPerChild 3|MaxRequestWorkers 3|ServerLimit 1" + SETTLED,
    "event, 12, StartServers 1|ThreadsPerChild 3|MaxRequestWorkers 3|ServerLimit 1|AsyncRequestWorkerFactor 2" + SETTLED,
    "event, 16, StartServers 1|ThreadsPerChild 3|MaxRequestWorkers 3|ServerLimit 1|AsyncRequestWorkerFactor 3" + SETTLED,
  })
  void asManyKeepTheirConnections(String mpm, int clients, String directives) throws Exception {
    String more = directives + "|KeepAliveTimeout 300";
    Load load =
        new Load(crowd(clients), new ServiceTime.Constant(1000), false, 1, true, 0, Load.Slow.NOBODY, Load.Slow.NOBODY);
    Outcome o = Scenarios.run(Scenarios.scenario(Scenarios.server(mpm(mpm), more), load, 40, 0, 1));
    int expected = (int) o.services().count();
    assertThat(expected).isBetween(1, clients - 1);

    List<Integer> answered =
        Engine.each(
            engine -> {
              List<Http> all = new ArrayList<>();
              try (Engine.Running server = engine.start(scratch, mpm, lines(more))) {
                awaitWorkers(server, mpm);
                int heard = 0;
                boolean goesOn = true;
                while (goesOn && all.size() < clients) {
                  Http one = new Http(server.port());
                  all.add(one);
                  one.send(KEPT);
                  goesOn = one.hears(heard < expected ? PATIENCE : NO_ANSWER);
                  heard += goesOn ? 1 : 0;
                  // The worker that answered has handed the connection on when this is over.
                  LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                }
                return heard;
              } finally {
                for (Http each : all) {
                  each.close();
                }
              }
            });

    assertThat(answered).containsOnly(expected);
  }

  private static void awaitWorkers(Engine.Running server, String mpm) throws IOException {
    server.awaitWorkers(mpm.equals("prefork") ? List.of(1, 1, 1) : List.of(3));
  }

  /// What waits in the backlog is served in the order in which it came, as workers become free: of twelve clients that each
  /// hold a worker until all have come, as many rounds are served as the simulation says.
  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "prefork, StartServers 4|MinSpareServers 1|MaxSpareServers 4|MaxRequestWorkers 4",
    "worker, StartServers 1|ThreadsPerChild 4|MaxRequestWorkers 4|ServerLimit 1" + SETTLED,
    "event, StartServers 1|ThreadsPerChild 4|MaxRequestWorkers 4|ServerLimit 1" + SETTLED,
  })
  void whoWaitsIsServedWhenAWorkerIsFree(String mpm, String directives) throws Exception {
    int clients = 12;
    Load load = Load.simple(crowd(clients), new ServiceTime.Constant(2.0 * Arrivals.SECOND));
    Outcome o = Scenarios.run(Scenarios.scenario(Scenarios.server(mpm(mpm), directives), load, 60, 0, 1));
    assertThat(o.waits().count()).isEqualTo(clients);
    // Three rounds of four: nobody, then two seconds, then four.
    assertThat(o.waits().quantile(4 / 12.0)).isZero();
    assertThat(o.waits().quantile(8 / 12.0)).isBetween(1.9, 2.1);
    assertThat(o.waits().most()).isBetween(3.9, 4.1);

    Engine.each(
        engine -> {
          try (Engine.Running server = engine.start(scratch, mpm, lines(directives));
              SlowClients first = new SlowClients(server.port());
              SlowClients second = new SlowClients(server.port())) {
            first.hold(4);
            second.hold(clients - 4);
            second.pump(NO_ANSWER);
            assertThat(second.answered()).as("%s: while four hold the workers", engine).isZero();
            first.finish();
            second.finish();
            first.awaitAll();
            second.awaitAll();
            assertThat(first.answered() + second.answered()).as("%s", engine).isEqualTo(clients);
            assertThat(first.refused() + second.refused()).as("%s", engine).isZero();
          }
          return true;
        });
  }
}
