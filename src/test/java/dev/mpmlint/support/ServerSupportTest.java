package dev.mpmlint.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.verify.load.Http;
import dev.mpmlint.verify.load.SlowClients;
import dev.mpmlint.verify.observe.ProcTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The tools of the end-to-end tests, tried on the real httpd.
@RequiresProgram("apache2")
class ServerSupportTest {
  private static final String MODULES = "/usr/lib/apache2/modules/";

  @TempDir Path scratch;

  @ParameterizedTest
  @CsvSource({
    // Workers and the listener; the main thread of a child only waits.
    "prefork, 'StartServers 3\nMinSpareServers 3\nMaxSpareServers 3\nMaxRequestWorkers 4', 3, 1, 4",
    "event, 'StartServers 1\nServerLimit 1\nThreadsPerChild 4\nMaxRequestWorkers 4\nMinSpareThreads 1\nMaxSpareThreads 4', 1, 6, 4",
  })
  void processesThreadsAndHeldRequests(String mpm, String numbers, int processes, int threads, int atOnce)
      throws Exception {
    Files.writeString(scratch.resolve("index.html"), "hello");
    int port = Engine.freePort();
    try (var running = RealHttpd.installed().start(configuration(mpm, numbers, port));
        var slow = new SlowClients(port)) {
      List<ProcTree.Proc> children =
          ProcTree.awaitChildren(
              running.pid(),
              all -> all.size() == processes && all.stream().allMatch(p -> p.threads("") == threads));
      assertThat(children).hasSize(processes);
      assertThat(children).allSatisfy(child -> assertThat(child.threads("apache2")).isEqualTo(threads));
      assertThat(children).allSatisfy(child -> assertThat(child.parent()).isEqualTo(running.pid()));
      assertThat(children).allSatisfy(child -> assertThat(child.startTicks()).isPositive());
      assertThat(ProcTree.memory(children.getFirst().pid()).orElseThrow().privateKib()).isBetween(100L, 100_000L);

      slow.hold(atOnce + 2);
      assertThat(slow.waiting()).isEqualTo(atOnce + 2);
      int busy = mpm.equals("prefork") ? atOnce : processes;
      assertThat(ProcTree.awaitChildren(running.pid(), all -> all.size() == busy)).hasSize(busy);

      slow.finish();
      slow.awaitAll();
      assertThat(slow.answered()).isEqualTo(atOnce + 2);
      assertThat(slow.refused()).isZero();
    }
  }

  @Test
  void aRawClientReadsOneAnswerAfterTheOther() throws Exception {
    Files.writeString(scratch.resolve("index.html"), "hello");
    int port = Engine.freePort();
    try (var _ = RealHttpd.installed().start(configuration("event", "", port));
        Http http = new Http(port)) {
      http.send("GET /index.html HTTP/1.1\r\nHost: x\r\n\r\nHEAD /index.html HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(http.answer("GET").body()).isEqualTo("hello");
      Http.Answer head = http.answer("HEAD");
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.field("content-length")).isEqualTo("5");
      http.send("NONSENSE\r\n\r\n");
      assertThat(http.rest()).contains("400 Bad Request");
      assertThat(Http.get(port, "/none").status()).isEqualTo(404);
    }
  }

  @Test
  void connectionsToNobodyAreRefused() throws Exception {
    try (SlowClients slow = new SlowClients(Engine.freePort())) {
      slow.hold(3);
      assertThat(slow.refused()).isEqualTo(3);
    }
  }

  private Path configuration(String mpm, String more, int port) throws IOException {
    return Files.writeString(
        scratch.resolve("httpd.conf"),
        """
        LoadModule mpm_%1$s_module %2$smod_mpm_%1$s.so
        LoadModule authz_core_module %2$smod_authz_core.so
        ServerRoot "%3$s"
        DefaultRuntimeDir "%3$s"
        DocumentRoot "%3$s"
        PidFile httpd.pid
        ErrorLog error.log
        ServerName localhost
        Listen 127.0.0.1:%4$d
        """
                .formatted(mpm, MODULES, scratch, port)
            + more
            + "\n");
  }
}
