package dev.mpmlint.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.support.Engine;
import dev.mpmlint.verify.load.Http;
import dev.mpmlint.verify.load.SlowClients;
import dev.mpmlint.verify.observe.ProcTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// winnt's model in the packaged server: one child with all threads, and what winnt logs of its life. No httpd to compare
/// with runs on Linux.
class WinntIT {
  private static final String LINES = "ThreadsPerChild 20\nMaxConnectionsPerChild 60\n";

  @TempDir Path scratch;

  @Test
  void oneChildServesAndIsReplaced() throws Exception {
    try (Engine.Running server = Engine.BUNDLED.start(scratch, "winnt", LINES)) {
      assertThat(server.awaitWorkers(List.of(20))).containsExactly(20);
      assertThat(server.awaitLog("AH00354: Child: Starting 20 worker threads.", 1)).contains("[mpm_winnt:notice]");
      assertThat(server.log()).contains("AH00455: ").contains("not simulated: mpm_winnt: ");
      try (SlowClients clients = new SlowClients(server.port())) {
        clients.hold(25);
        assertThat(server.awaitLog("AH00326: Server ran out of threads to serve requests.", 1)).contains("AH00326");
        clients.finish();
        clients.awaitAll();
        assertThat(clients.answered()).isEqualTo(25);
      }
      long first = child(server, 0);

      server.signal("USR1");
      long second = child(server, first);
      server.awaitLog("AH00354", 2);
      Engine.signal(second, "KILL");
      long third = child(server, second);

      String log = server.awaitLog("AH00354", 3);
      assertThat(log).contains("AH00424: Parent: Received restart signal -- Restarting the server.");
      assertThat(log).contains("AH00428: Parent: child process " + second + " exited with status 137 -- Restarting.");
      assertThat(log).doesNotContain("child process " + first + " exited");
      assertThat(log.split("AH00326", -1)).as("said once").hasSize(2);
      // A worker counts its connection when that has ended, and the listener looks when it accepts the next one.
      for (int i = 0; i < 62 || (i < 1000 && !server.log().contains("AH00358")); i++) {
        assertThat(Http.get(server.port(), "/index.html").status()).isEqualTo(200);
      }
      assertThat(server.awaitLog("AH00358: Child: Process exiting because it reached MaxConnectionsPerChild.", 1))
          .contains("AH00358");
      assertThat(child(server, third)).isPositive();
    }
  }

  /// The only child, once it is another one than this.
  private static long child(Engine.Running server, long before) throws IOException {
    List<ProcTree.Proc> children =
        ProcTree.awaitChildren(
            server.pid(), c -> c.size() == 1 && c.getFirst().pid() != before && c.getFirst().threads("worker-") == 20);
    assertThat(children).hasSize(1);
    return children.getFirst().pid();
  }
}
