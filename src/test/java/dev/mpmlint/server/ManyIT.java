package dev.mpmlint.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.mpmlint.support.Engine;
import dev.mpmlint.verify.load.Http;
import dev.mpmlint.verify.load.SlowClients;
import dev.mpmlint.verify.observe.ProcTree;
import dev.mpmlint.verify.observe.Sockets;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many children, many connections.
class ManyIT {
  private static final int CHILDREN = 256;
  private static final long ENOUGH_MEMORY = 8L << 30;
  /// What an end of a connection costs in descriptors, for the clients here.
  private static final int SPARE_DESCRIPTORS = 500;

  @TempDir Path scratch;

  @Test
  void aFullPoolOfPreforkServesAtOnce() throws Exception {
    OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    Assumptions.assumeTrue(machine.getTotalMemorySize() >= ENOUGH_MEMORY, "8 GiB of memory are needed");
    String lines =
        "StartServers 256\nMinSpareServers 5\nMaxSpareServers 256\nServerLimit 256\nMaxRequestWorkers 256\n";
    List<Integer> all = Collections.nCopies(CHILDREN, 1);
    long start = System.nanoTime();
    try (Engine.Running server = Engine.BUNDLED.start(scratch, "prefork", lines);
        SlowClients clients = new SlowClients(server.port())) {
      assertThat(server.awaitWorkers(all)).isEqualTo(all);
      long started = System.nanoTime();
      long cpu = 0;
      long own = 0;
      for (ProcTree.Proc child : server.children()) {
        cpu += child.cpuMillis();
        own += ProcTree.memory(child.pid()).map(ProcTree.Memory::privateKib).orElse(0L);
      }
      clients.hold(CHILDREN);
      // Nobody waits for another's end.
      assertThat(ProcTree.awaitChildren(server.pid(), ManyIT::eachHasAClient)).allMatch(ManyIT::hasClient);
      clients.finish();
      clients.awaitAll();
      assertThat(clients.answered()).isEqualTo(CHILDREN);
      System.out.println(
          CHILDREN + " children of prefork: started after " + (started - start) / 1_000_000 + " ms, " + cpu / CHILDREN
              + " ms of CPU and " + own / CHILDREN + " KiB of their own each, " + own / 1024 + " MiB in all");
    }
  }

  private static boolean eachHasAClient(List<ProcTree.Proc> children) {
    return children.stream().allMatch(ManyIT::hasClient);
  }

  private static boolean hasClient(ProcTree.Proc child) {
    try {
      return !Sockets.peers(child.pid()).isEmpty();
    } catch (IOException _) {
      return false;
    }
  }

  @Test
  void eventKeepsThousandsOfIdleConnections() throws Exception {
    long descriptors = openFiles();
    int count = descriptors >= 5_000 + SPARE_DESCRIPTORS ? 5_000 : (int) Math.min(1_000, descriptors - SPARE_DESCRIPTORS);
    String lines =
        """
        StartServers 2
        ThreadsPerChild 25
        MaxRequestWorkers 50
        MinSpareThreads 25
        MaxSpareThreads 50
        AsyncRequestWorkerFactor 200
        KeepAliveTimeout 300
        MaxKeepAliveRequests 0
        """;
    List<Http> kept = new ArrayList<>();
    try (Engine.Running server = Engine.BUNDLED.start(scratch, "event", lines)) {
      for (int i = 0; i < count; i++) {
        Http one = new Http(server.port());
        kept.add(one);
        one.send("GET /index.html HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(one.answer("GET").status()).isEqualTo(200);
      }
      List<Long> pids = server.children().stream().map(ProcTree.Proc::pid).toList();
      long start = System.nanoTime();
      assertThat(Http.get(server.port(), "/index.html").status()).isEqualTo(200);
      long answered = System.nanoTime();
      for (Http one : kept) {
        one.send("GET /index.html HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(one.answer("GET").status()).isEqualTo(200);
      }
      System.out.println(
          "event with " + count + " idle connections: a new request took " + (answered - start) / 1_000
              + " µs; MiB of the children's own: "
              + pids.stream().map(pid -> ProcTree.memory(pid).map(m -> m.privateKib() / 1024).orElse(-1L)).toList());
      assertThat(server.children().stream().map(ProcTree.Proc::pid).toList()).as("nobody died").isEqualTo(pids);
      assertThat(server.log()).doesNotContain("AH00052");
    } finally {
      for (Http one : kept) {
        one.close();
      }
    }
  }

  /// How many files this process may open.
  private static long openFiles() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/limits"))) {
      if (line.startsWith("Max open files")) {
        String soft = line.substring("Max open files".length()).strip().split("\\s+", -1)[0];
        return soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft);
      }
    }
    return 0;
  }
}
