package dev.mpmlint.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mpmlint.support.Engine;
import dev.mpmlint.verify.load.LoadClients;
import dev.mpmlint.verify.observe.ProcTree;
import dev.mpmlint.verify.observe.Sockets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Processes of the packaged server that are killed under load.
class CrashIT {
  private static final int TIMES = 20;
  private static final int CLIENTS = 4;
  private static final int SOON = 2_000;
  private static final int TRIALS = 5;

  @TempDir Path scratch;

  /// @param children how many there are, with so many workers each, whatever happens to one
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "prefork, 8, 1, StartServers 8|MinSpareServers 4|MaxSpareServers 20|MaxRequestWorkers 8",
    "worker, 3, 4, StartServers 3|MinSpareThreads 8|MaxSpareThreads 50|ThreadsPerChild 4|MaxRequestWorkers 12",
    // Many more workers than clients, even where one child has all of these: event ends kept connections, as httpd's does,
    // when no worker of the child is idle, and on a busy machine a worker is not idle at once when it has answered.
    "event, 3, 16, StartServers 3|MinSpareThreads 36|MaxSpareThreads 100|ThreadsPerChild 16|MaxRequestWorkers 48",
  })
  void onlyItsOwnRequestsAreLostWithAChild(String mpm, int children, int threads, String lines) throws Exception {
    List<Integer> pool = Collections.nCopies(children, threads);
    List<Long> backAfter = new ArrayList<>();
    Set<Integer> itsOwn = new HashSet<>();
    Random random = new Random(3);
    try (Engine.Running server = Engine.BUNDLED.start(scratch, mpm, lines.replace('|', '\n') + "\nMaxKeepAliveRequests 0\n")) {
      assertThat(server.awaitWorkers(pool)).isEqualTo(pool);
      LoadClients clients = LoadClients.start(server.port(), CLIENTS, true);
      try (clients) {
        for (int i = 0; i < TIMES; i++) {
          int before = clients.served();
          List<ProcTree.Proc> all = server.children();
          long victim = all.get(random.nextInt(all.size())).pid();
          // It stands still while its connections are looked up.
          Engine.signal(victim, "STOP");
          awaitStop(victim);
          itsOwn.addAll(Sockets.peers(victim));
          Engine.signal(victim, "KILL");
          long killed = System.nanoTime();
          ProcTree.awaitChildren(server.pid(), now -> now.stream().noneMatch(p -> p.pid() == victim));
          assertThat(server.awaitWorkers(pool)).as("after kill %d", i + 1).isEqualTo(pool);
          backAfter.add((System.nanoTime() - killed) / 1_000_000);
          while (clients.served() < before + 100) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
          }
        }
      }
      System.out.println(
          mpm + ": pool back after (ms) " + backAfter + "; of " + clients.served() + " requests " + clients.losses().size()
              + " were lost and " + clients.retried() + " sent again, on " + itsOwn.size() + " killed connections");
      assertThat(clients.losses()).allSatisfy(loss -> assertThat(itsOwn).contains(loss.localPort()));
      assertThat(clients.losses().size() + clients.retried()).isLessThanOrEqualTo(itsOwn.size());
    }
  }

  /// Each thread stops by itself.
  private static void awaitStop(long pid) throws IOException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (ProcTree.threadStates(pid).stream().anyMatch(state -> state != 'T') && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
  }

  @ParameterizedTest
  @CsvSource({"prefork", "worker", "event"})
  void aCrashIsLoggedWithItsSignal(String mpm) throws Exception {
    try (Engine.Running server = Engine.BUNDLED.start(scratch, mpm, "StartServers 1\n")) {
      long victim =
          ProcTree.awaitChildren(server.pid(), all -> all.stream().anyMatch(p -> p.threads("worker-") > 0)).stream()
              .filter(p -> p.threads("worker-") > 0)
              .findFirst()
              .orElseThrow()
              .pid();
      Engine.signal(victim, "SEGV");
      String line = "AH00052: child pid " + victim + " exit signal Segmentation fault (11)";
      assertThat(server.awaitLog(line, 1)).contains("[core:notice]").contains(line);
    }
  }

  /// Within two seconds, also those that serve as somebody else and those that were just started. A busy machine may be slow
  /// to let processes die: then it may try again.
  @ParameterizedTest
  @CsvSource({"prefork", "worker", "event", "itk", "winnt"})
  void childrenEndWithTheControlProcess(String mpm) throws Exception {
    assumeTrue(!mpm.equals("itk") || Engine.isRoot(), "needs root");
    List<Long> millis = new ArrayList<>();
    while (millis.isEmpty() || (millis.getLast() >= SOON && millis.size() < TRIALS)) {
      millis.add(untilChildrenEnd(mpm));
    }
    System.out.println(mpm + ": children ended so many ms after the control process: " + millis);
    assertThat(millis).last().as("ms").matches(last -> last < SOON, "less than two seconds");
  }

  private long untilChildrenEnd(String mpm) throws Exception {
    try (Engine.Running server = Engine.BUNDLED.start(scratch, mpm, mpm.equals("itk") ? "AssignUserID games games\n" : "");
        LoadClients clients = LoadClients.start(server.port(), 2, true)) {
      ProcTree.awaitChildren(server.pid(), all -> all.size() >= (mpm.equals("winnt") ? 1 : 3));
      while (clients.served() < 20) {
        LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
      }
      assertThat(processesOf(server)).isNotEmpty();
      Engine.signal(server.pid(), "KILL");
      long killed = System.nanoTime();
      while (!processesOf(server).isEmpty() && System.nanoTime() - killed < Duration.ofSeconds(30).toNanos()) {
        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      }
      assertThat(processesOf(server)).isEmpty();
      return (System.nanoTime() - killed) / 1_000_000;
    }
  }

  /// All of its children, whosever they are now: the folder that they are started with tells.
  private static List<Long> processesOf(Engine.Running server) {
    String folder = "mpmlint-serve-" + server.pid() + "-";
    return ProcessHandle.allProcesses().map(ProcessHandle::pid).filter(pid -> commandLine(pid).contains(folder)).toList();
  }

  /// Empty for a process that has ended, also before it is reaped.
  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return "";
    }
  }
}
