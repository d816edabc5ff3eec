package dev.mpmlint.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.support.Engine;
import dev.mpmlint.verify.load.Http;
import dev.mpmlint.verify.load.LoadClients;
import dev.mpmlint.verify.observe.ProcTree;
import dev.mpmlint.verify.observe.Sockets;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Restarts and stops of the packaged server that let what is served finish.
class GracefulIT {
  private static final int TIMES = 20;
  private static final String BEGUN = "GET /index.html HTTP/1.1\r\nHost: x\r\nX-A: ";
  private static final String REST = "a\r\n\r\n";

  @TempDir Path scratch;

  /// A kept connection that the server ends between two requests is no loss: the client asks again, once.
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "prefork, AH00171, StartServers 6|MinSpareServers 2|MaxSpareServers 8|MaxRequestWorkers 12",
    "worker, AH00297, StartServers 2|MinSpareThreads 4|MaxSpareThreads 12|ThreadsPerChild 4|MaxRequestWorkers 16",
    "event, AH00493, StartServers 2|MinSpareThreads 4|MaxSpareThreads 12|ThreadsPerChild 4|MaxRequestWorkers 16",
  })
  void noRequestIsLostInARestart(String mpm, String number, String lines) throws Exception {
    try (Engine.Running server = Engine.BUNDLED.start(scratch, mpm, lines.replace('|', '\n') + "\nMaxKeepAliveRequests 0\n")) {
      LoadClients kept = LoadClients.start(server.port(), 3, true);
      LoadClients once = LoadClients.start(server.port(), 2, false);
      try (kept;
          once) {
        for (int i = 0; i < TIMES; i++) {
          Set<Long> old = server.children().stream().map(ProcTree.Proc::pid).collect(Collectors.toSet());
          int keptBefore = kept.served();
          int onceBefore = once.served();
          server.signal("USR1");
          assertThat(server.awaitLog(number, i + 1)).contains(number);
          await(() -> kept.served() >= keptBefore + 50 && once.served() >= onceBefore + 50);
          List<ProcTree.Proc> left =
              ProcTree.awaitChildren(server.pid(), now -> now.stream().noneMatch(p -> old.contains(p.pid())));
          assertThat(left).as("children after restart %d", i + 1).noneMatch(p -> old.contains(p.pid()));
        }
      }
      System.out.println(
          mpm + ": " + TIMES + " restarts, " + kept.served() + " requests on kept connections, " + kept.retried()
              + " of them sent again; " + once.served() + " on their own");
      assertThat(kept.losses()).isEmpty();
      assertThat(once.losses()).isEmpty();
      assertThat(once.retried()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"prefork", "worker", "event"})
  void aStopLetsARequestFinish(String mpm) throws Exception {
    try (Engine.Running server = Engine.BUNDLED.start(scratch, mpm, "StartServers 2\n")) {
      try (Http slow = new Http(server.port())) {
        slow.send(BEGUN);
        awaitAccepted(server);
        server.signal("WINCH");
        assertThat(server.awaitLog("shutting down gracefully", 1)).contains("caught SIGWINCH");
        await(() -> refuses(server.port()));
        assertThat(slow.hears(Duration.ofMillis(500))).isFalse();
        slow.send(REST);
        assertThat(slow.answer("GET").status()).isEqualTo(200);
      }
      await(() -> ProcTree.read(server.pid()).filter(p -> p.state() != 'Z').isEmpty());
      assertThat(ProcTree.read(server.pid()).filter(p -> p.state() != 'Z')).isEmpty();
    }
  }

  /// A connection that a child has.
  private static void awaitAccepted(Engine.Running server) throws IOException {
    await(() -> {
      for (ProcTree.Proc child : server.children()) {
        if (!Sockets.peers(child.pid()).isEmpty()) {
          return true;
        }
      }
      return false;
    });
  }

  private static boolean refuses(int port) throws IOException {
    try (Http _ = new Http(port)) {
      return false;
    } catch (ConnectException _) {
      return true;
    }
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void await(Condition condition) throws IOException {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!condition.holds() && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }
}
