package dev.mpmlint.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.support.Engine;
import dev.mpmlint.support.RequiresProgram;
import dev.mpmlint.verify.load.Http;
import dev.mpmlint.verify.observe.ProcTree;
import dev.mpmlint.verify.observe.Sockets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where the packaged server listens, beside a real httpd with the same configuration, and which descriptors its children
/// and their programs have.
class ListenIT {
  /// What a child may have open, besides sockets, the settings and the logs: what Java itself opens, the scoreboard, and
  /// what selectors are made of.
  private static final Pattern USUAL =
      Pattern.compile(
          "/dev/null|.*/runtime/lib/modules|.*/lib/[\\w.-]+\\.jar|.*/scoreboard|.*/accept\\.lock|.*/settings( \\(deleted\\))?"
              + "|anon_inode:\\[event(poll|fd)]|.*/error\\.log|.*/access\\.log");

  @TempDir Path scratch;

  @Test
  @RequiresProgram("apache2")
  void bothListenAtTheSameAddresses() throws Exception {
    List<Integer> ports = new ArrayList<>();
    while (ports.size() < 5) {
      int port = Engine.freePort();
      if (!ports.contains(port)) {
        ports.add(port);
      }
    }
    String lines =
        String.format(
            Locale.ROOT,
            "Listen %d\nListen [::1]:%d\nListen 0.0.0.0:%d\nListen *:%d https\nListen [::]:%d\nStartServers 2\n",
            ports.toArray());
    List<Set<String>> places = new ArrayList<>();
    for (Engine engine : Engine.values()) {
      try (Engine.Running server = engine.start(scratch, "worker", lines)) {
        ProcTree.awaitChildren(server.pid(), all -> all.size() >= 2);
        String own = String.format(Locale.ROOT, ":%04X", server.port());
        Set<String> found = new TreeSet<>();
        found.addAll(Sockets.listening(server.pid()));
        for (ProcTree.Proc child : server.children()) {
          found.addAll(Sockets.listening(child.pid()));
        }
        Set<String> named = new TreeSet<>();
        found.forEach(place -> named.add(place.replace(own, ":own")));
        places.add(named);
      }
    }
    assertThat(places.getFirst()).hasSize(6);
    assertThat(places.getLast()).isEqualTo(places.getFirst());
  }

  /// A child's sockets; what else it has open is usual.
  private static Set<String> sockets(long pid) throws IOException {
    Set<String> sockets = new HashSet<>();
    for (String descriptor : Sockets.descriptors(pid)) {
      if (descriptor.startsWith("socket:")) {
        sockets.add(descriptor);
      } else {
        assertThat(descriptor).matches(USUAL);
      }
    }
    return sockets;
  }

  @ParameterizedTest
  @CsvSource({"prefork, 1", "prefork, 2", "worker, 2", "event, 1"})
  void childrenHaveWhatTheyNeed(String mpm, int listeners) throws Exception {
    String second = listeners == 1 ? "" : "Listen 127.0.0.1:" + Engine.freePort() + '\n';
    String lines = second + "StartServers 3\nLogFormat %h short\nCustomLog access.log short\n";
    try (Engine.Running server = Engine.BUNDLED.start(scratch, mpm, lines)) {
      assertThat(Http.get(server.port(), "/index.html").status()).isEqualTo(200);
      ProcTree.awaitChildren(
          server.pid(), all -> all.size() >= 3 && all.stream().allMatch(p -> p.threads("worker-") > 0));
      for (ProcTree.Proc child : server.children()) {
        // Java has one more, which takes the place of a socket that is closed while a thread waits at it; and the child that
        // answered may have its connection still.
        Set<String> sockets = sockets(child.pid());
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (sockets.size() > listeners + 1 && System.nanoTime() < end) {
          LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
          sockets = sockets(child.pid());
        }
        assertThat(sockets).as("%s", Sockets.descriptors(child.pid())).hasSizeBetween(listeners, listeners + 1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"prefork, cgi", "event, cgid"})
  void programsGetNoDescriptor(String mpm, String module) throws Exception {
    Path programs = Files.createDirectory(scratch.resolve("programs"));
    Path script = programs.resolve("descriptors");
    Files.writeString(script, "#!/bin/sh\necho Content-Type: text/plain\necho\nls /proc/$$/fd\n");
    for (Path each : List.of(programs, script)) {
      Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    String lines =
        "LoadModule " + module + "_module /usr/lib/apache2/modules/mod_" + module + ".so\n"
            + "LoadModule alias_module /usr/lib/apache2/modules/mod_alias.so\n"
            + "ScriptAlias /programs/ " + programs + "/\n";
    try (Engine.Running server = Engine.BUNDLED.start(scratch, mpm, lines)) {
      Http.Answer answer = Http.get(server.port(), "/programs/descriptors");
      assertThat(answer.status()).isEqualTo(200);
      // The shell itself has its script open, as 10.
      assertThat(answer.body().strip().split("\n", -1)).isSubsetOf("0", "1", "2", "10").contains("0", "1", "2");
    }
  }
}
