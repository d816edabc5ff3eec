package dev.mpmlint.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.server.http.RequestTable;
import dev.mpmlint.support.Answers;
import dev.mpmlint.support.RequiresProgram;
import dev.mpmlint.support.SideBySide;
import dev.mpmlint.verify.observe.ProcTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Smuggled requests, malformed chunks and fields, and all the rest of the table of requests: sent to the packaged server
/// and to a real httpd, the answers compared.
@RequiresProgram("apache2")
class ConformanceIT {
  private static final List<String> SERVERS = List.of("strict", "unsafe", "tight", "loose");
  private static final String ALSO =
      """
      <p>Additionally, a 417 Expectation Failed
      error was encountered while trying to use an ErrorDocument to handle the request.</p>
      """;
  private static final int MUTATIONS = 3000;
  private static final String CONFIGURATION =
      """
      ServerName localhost
      ServerTokens Prod
      TypesConfig /dev/null
      AddType text/html .html
      DirectoryIndex index.html
      DocumentRoot @SITE@
      MaxRequestWorkers 4
      Listen 127.0.0.1:@PORT0@
      Listen 127.0.0.1:@PORT1@
      Listen 127.0.0.1:@PORT2@
      Listen 127.0.0.1:@PORT3@
      <VirtualHost 127.0.0.1:@PORT0@>
      </VirtualHost>
      <VirtualHost 127.0.0.1:@PORT1@>
      HttpProtocolOptions Unsafe
      </VirtualHost>
      <VirtualHost 127.0.0.1:@PORT2@>
      HttpProtocolOptions Strict RegisteredMethods Require1.0
      LimitRequestLine 100
      LimitRequestFieldSize 60
      LimitRequestFields 5
      </VirtualHost>
      <VirtualHost 127.0.0.1:@PORT3@>
      HttpProtocolOptions Unsafe
      LimitRequestLine 100
      LimitRequestFieldSize 60
      LimitRequestFields 0
      </VirtualHost>
      """;
  private static final String PREFORK = "StartServers 4\nMinSpareServers 1\nMaxSpareServers 4\n";
  private static final String EVENT =
      "StartServers 1\nThreadsPerChild 4\nMinSpareThreads 1\nMaxSpareThreads 8\n";

  @TempDir Path scratch;

  @Test
  void prefork() throws Exception {
    try (SideBySide sides = start("mpm_prefork", PREFORK)) {
      List<Long> children = children(sides, 4);
      compare(sides, 1);
      survivesMutations(sides);
      hasNotCrashed(sides, children);
    }
  }

  @Test
  void event() throws Exception {
    try (SideBySide sides = start("mpm_event", EVENT)) {
      List<Long> children = children(sides, 1);
      compare(sides, 4);
      survivesMutations(sides);
      hasNotCrashed(sides, children);
    }
  }

  private SideBySide start(String mpm, String numbers) throws Exception {
    Path site = Files.createDirectory(scratch.resolve("site"));
    Files.writeString(site.resolve("index.html"), "hello\n");
    Files.writeString(site.resolve("a.txt"), "two\n");
    return SideBySide.start(scratch, List.of(mpm, "authz_core", "dir", "mime"), numbers + CONFIGURATION, SERVERS.size());
  }

  /// @param step each which case
  private static void compare(SideBySide sides, int step) throws IOException {
    SoftAssertions softly = new SoftAssertions();
    List<RequestTable.Case> cases = RequestTable.read();
    for (int i = 0; i < cases.size(); i += step) {
      RequestTable.Case request = cases.get(i);
      int port = SERVERS.indexOf(request.server());
      String real = shown(sides.real(), sides.real().ask(port, request.content(), true), request);
      String ours = shown(sides.ours(), sides.ours().ask(port, request.content(), true), request);
      softly.assertThat(ours).as("%s: %s", request, request.content()).isEqualTo(likeOurs(real));
    }
    softly.assertAll();
  }

  /// A broken body behind a refused expectation gets a page that speaks of both, at httpd only.
  private static String likeOurs(String real) {
    return real.replace(ALSO, "");
  }

  private static String shown(SideBySide.Side side, String said, RequestTable.Case request) {
    StringBuilder shown = new StringBuilder();
    for (Answers.Answer answer : Answers.of(side.normal(said), methods(request.content()))) {
      shown.append(answer.comparable()).append(answer.closes() ? "(closes)\n" : "(keeps)\n");
    }
    return shown.toString();
  }

  /// Of each line that begins like a request, in order.
  private static List<String> methods(String content) {
    List<String> methods = new ArrayList<>();
    for (String line : content.strip().split("\n", -1)) {
      if (line.startsWith("HEAD ") || line.startsWith("GET ") || line.startsWith("POST ")) {
        methods.add(line.substring(0, line.indexOf(' ')));
      }
    }
    return methods;
  }

  /// Each is answered or closed, for the client has ended; a minute without either fails.
  private static void survivesMutations(SideBySide sides) throws IOException {
    List<RequestTable.Case> cases = RequestTable.read();
    Random random = new Random(20250102);
    for (int round = 0; round < MUTATIONS; round++) {
      RequestTable.Case request = cases.get(random.nextInt(cases.size()));
      String mutated = RequestTable.mutated(request.bytes(), cases, random);
      String said = sides.ours().ask(SERVERS.indexOf(request.server()), mutated, true);
      assertThat(Answers.of(said, methods(mutated))).as(mutated).noneMatch(answer -> answer.status() >= 500 && answer.status() != 501 && answer.status() != 505);
    }
    for (int port = 0; port < SERVERS.size(); port++) {
      assertThat(sides.ours().ask(port, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", false))
          .startsWith("HTTP/1.1 200 OK\r\n")
          .endsWith("hello\n");
    }
  }

  private static List<Long> children(SideBySide sides, int expected) throws IOException {
    List<Long> pids = new ArrayList<>();
    for (ProcTree.Proc child : ProcTree.awaitChildren(sides.pid(), children -> children.size() == expected)) {
      pids.add(child.pid());
    }
    return pids;
  }

  private static void hasNotCrashed(SideBySide sides, List<Long> children) throws IOException {
    assertThat(children(sides, children.size())).isEqualTo(children);
    String log = Files.readString(sides.ours().folder().resolve("error.log"), ISO_8859_1);
    assertThat(sides.said() + log).doesNotContain("AH00052", "AH00051", "AH00045", "Exception", "\tat ");
  }
}
