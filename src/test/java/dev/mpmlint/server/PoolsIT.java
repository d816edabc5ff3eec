package dev.mpmlint.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.support.Engine;
import dev.mpmlint.support.RequiresProgram;
import dev.mpmlint.verify.load.SlowClients;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The numbers of processes and worker threads of the packaged server and of a real httpd with the same configuration, as
/// the kernel shows them: after the start, under load, after the load.
@RequiresProgram({"apache2", "/usr/lib/apache2/modules/mpm_itk.so"})
class PoolsIT {
  /// Pools grow and shrink once a second: most of the time is waiting, which several servers can do at once.
  private static final int AT_ONCE = 6;

  @TempDir static Path scratch;

  /// @param start how many children there are when the server has started and idle maintenance has nothing to add
  /// @param loaded how many at most
  /// @param after how many are left when the load has gone
  /// @param threads workers of each
  /// @param requests MaxRequestWorkers as it is in effect
  private record Pool(
      String name, String mpm, int start, int loaded, int after, int threads, int requests, String lines) {
    List<Integer> of(int children) {
      return Collections.nCopies(children, threads);
    }
  }

  private static final List<Pool> POOLS =
      List.of(
          new Pool("prefork", "prefork", 3, 12, 6, 1, 12,
              "StartServers 3\nMinSpareServers 2\nMaxSpareServers 6\nServerLimit 12\nMaxRequestWorkers 12\n"),
          new Pool("prefork above its ceiling", "prefork", 5, 5, 5, 1, 5,
              "StartServers 20\nMinSpareServers 2\nMaxSpareServers 9\nServerLimit 5\nMaxRequestWorkers 9\n"),
          new Pool("prefork, fewer spares at most than at least", "prefork", 3, 8, 4, 1, 8,
              "StartServers 3\nMinSpareServers 3\nMaxSpareServers 2\nMaxRequestWorkers 8\n"),
          new Pool("mpm-itk", "itk", 3, 8, 4, 1, 8,
              "StartServers 3\nMinSpareServers 2\nMaxSpareServers 4\nServerLimit 8\nMaxRequestWorkers 8\n"),
          new Pool("worker", "worker", 2, 4, 2, 3, 12,
              "StartServers 2\nMinSpareThreads 3\nMaxSpareThreads 6\nThreadsPerChild 3\nServerLimit 4\nMaxRequestWorkers 12\n"),
          new Pool("worker, no multiple", "worker", 1, 3, 2, 5, 15,
              "StartServers 1\nMinSpareThreads 5\nMaxSpareThreads 10\nThreadsPerChild 5\nMaxRequestWorkers 18\n"),
          new Pool("worker above its ceiling", "worker", 2, 2, 2, 4, 8,
              "StartServers 9\nMinSpareThreads 1\nMaxSpareThreads 100\nThreadsPerChild 4\nMaxRequestWorkers 8\n"),
          new Pool("worker, fewer spares at most than at least", "worker", 2, 4, 2, 4, 16,
              "StartServers 1\nMinSpareThreads 6\nMaxSpareThreads 2\nThreadsPerChild 4\nMaxRequestWorkers 16\n"),
          new Pool("event", "event", 2, 4, 2, 3, 12,
              "StartServers 2\nMinSpareThreads 3\nMaxSpareThreads 6\nThreadsPerChild 3\nServerLimit 4\nMaxRequestWorkers 12\n"),
          new Pool("event, no multiple", "event", 1, 3, 2, 5, 15,
              "StartServers 1\nMinSpareThreads 5\nMaxSpareThreads 10\nThreadsPerChild 5\nMaxRequestWorkers 18\n"),
          new Pool("event above its ceiling", "event", 2, 2, 2, 4, 8,
              "StartServers 9\nMinSpareThreads 1\nMaxSpareThreads 100\nThreadsPerChild 4\nMaxRequestWorkers 8\n"),
          new Pool("event, fewer spares at most than at least", "event", 2, 4, 2, 4, 16,
              "StartServers 1\nMinSpareThreads 6\nMaxSpareThreads 2\nThreadsPerChild 4\nMaxRequestWorkers 16\n"),
          new Pool("winnt's model", "winnt", 1, 1, 1, 6, 6, "ThreadsPerChild 6\n"));

  @TestFactory
  List<DynamicTest> bothHaveTheSameProcessesAndThreads() {
    ExecutorService several = Executors.newFixedThreadPool(AT_ONCE);
    List<DynamicTest> tests = new ArrayList<>();
    for (Pool pool : POOLS) {
      for (Engine engine : Engine.values()) {
        if (engine == Engine.HTTPD && pool.mpm.equals("winnt") || pool.mpm.equals("itk") && !Engine.isRoot()) {
          continue;
        }
        Future<List<List<Integer>>> seen = several.submit(watch(pool, engine));
        tests.add(
            DynamicTest.dynamicTest(
                pool.name + ": " + engine,
                () ->
                    assertThat(seen.get(5, TimeUnit.MINUTES))
                        .containsExactly(
                            pool.of(pool.start), pool.of(pool.loaded), pool.of(pool.after), pool.of(pool.after))));
      }
    }
    several.shutdown();
    return tests;
  }

  /// The workers of each child right after the start, under load, after it, and three turns of maintenance later.
  private static Callable<List<List<Integer>>> watch(Pool pool, Engine engine) {
    return () -> {
      List<List<Integer>> seen = new ArrayList<>();
      try (Engine.Running server = engine.start(scratch, pool.mpm, pool.lines);
          SlowClients clients = new SlowClients(server.port())) {
        seen.add(server.awaitWorkers(pool.of(pool.start)));
        int count = pool.requests + pool.requests / 2;
        clients.hold(count);
        seen.add(server.awaitWorkers(pool.of(pool.loaded)));
        clients.finish();
        // Those that waited for a worker have sent everything by now.
        clients.awaitAll();
        assertThat(clients.answered()).as("answers").isEqualTo(count);
        seen.add(server.awaitWorkers(pool.of(pool.after)));
        LockSupport.parkNanos(Duration.ofMillis(3_300).toNanos());
        seen.add(server.workers());
      }
      return seen;
    };
  }
}
