package dev.mpmlint.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.server.site.SiteTree;
import dev.mpmlint.support.Answers;
import dev.mpmlint.support.RequiresProgram;
import dev.mpmlint.support.SideBySide;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A site as the packaged server and a real httpd serve it: the requests of the site's table, what several requests on one
/// connection get, request bodies, limits and times.
@RequiresProgram("apache2")
class SiteIT {
  private static final String SECRET = "nobody may read this";
  private static final String GET = "GET /a.txt HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String LAST = "GET /a.txt HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
  private static final List<String> MODULES =
      List.of("mpm_prefork", "authz_core", "authz_host", "dir", "mime", "alias", "cgi", "reqtimeout", "env");
  private static final String CONFIGURATION =
      """
      ServerName localhost
      ServerTokens Prod
      TypesConfig /dev/null
      AddType text/html .html
      AddType text/plain .txt
      DocumentRoot @SITE@
      StartServers 4
      MinSpareServers 1
      MaxSpareServers 4
      MaxRequestWorkers 4
      RequestReadTimeout header=0 body=0
      <Directory />
      Require all denied
      </Directory>
      <Directory @SITE@>
      Require all granted
      Options Indexes FollowSymLinks
      </Directory>
      ScriptAlias /cgi/ @SITE@/cgi/
      Listen 127.0.0.1:@PORT0@
      Listen 127.0.0.1:@PORT1@
      Listen 127.0.0.1:@PORT2@
      <VirtualHost *:@PORT0@>
      </VirtualHost>
      <VirtualHost *:@PORT1@>
      MaxKeepAliveRequests 3
      KeepAliveTimeout 150ms
      LimitRequestBody 10
      LimitRequestLine 100
      LimitRequestFields 3
      LimitRequestFieldSize 50
      RequestReadTimeout header=1 body=1
      Timeout 2
      </VirtualHost>
      <VirtualHost *:@PORT2@>
      KeepAlive Off
      TraceEnable Off
      </VirtualHost>
      """;

  @TempDir Path scratch;

  @Test
  void tableOfTheSite() throws Exception {
    SiteTree.make(scratch);
    SideBySide.Text text =
        side -> {
          String own = "PidFile " + side.folder() + "/pid\nDefaultRuntimeDir " + side.folder() + "\nErrorLog " + side.folder() + "/error.log\n";
          return SiteTree.configuration(scratch, side.port(0)).replace("PidFile " + scratch + "/pid\n", own);
        };
    try (SideBySide sides = SideBySide.start(scratch, 1, text)) {
      SoftAssertions softly = new SoftAssertions();
      for (String request : SiteTree.requests()) {
        softly
            .assertThat(shown(sides.ours(), 0, request + "\r\n", false))
            .as(request)
            .isEqualTo(shown(sides.real(), 0, request + "\r\n", false));
      }
      softly.assertAll();
    }
  }

  @Test
  void connectionsBodiesLimitsAndTimes() throws Exception {
    makeSite();
    try (SideBySide sides = SideBySide.start(scratch, MODULES, CONFIGURATION, 3)) {
      SoftAssertions softly = new SoftAssertions();
      for (Asked asked : asked()) {
        softly
            .assertThat(shown(sides.ours(), asked.port, asked.bytes, asked.ends))
            .as("%s: %s", asked.port, asked.bytes)
            .isEqualTo(shown(sides.real(), asked.port, asked.bytes, asked.ends));
      }
      softly.assertAll();
      staysInDocumentRoot(sides.ours());
    }
  }

  /// @param ends whether the client ends after it has sent; else it waits for the server to end
  private record Asked(int port, boolean ends, String bytes) {}

  private static List<Asked> asked() {
    List<Asked> all = new ArrayList<>();
    all.add(new Asked(0, false, GET.repeat(9) + LAST));
    all.add(new Asked(0, false, GET + "HEAD /a.txt HTTP/1.1\r\nHost: a\r\n\r\n" + "GET /nix HTTP/1.1\r\nHost: a\r\n\r\n" + LAST));
    all.add(new Asked(0, true, "GET /a.txt HTTP/1.0\r\nConnection: keep-alive\r\n\r\n".repeat(3)));
    all.add(new Asked(0, false, "GET /a.txt HTTP/1.0\r\n\r\n"));
    for (String range : List.of("0-1", "1-", "-2", "0-0,2-2", "7-", "x", "0-1,", "2-1")) {
      all.add(new Asked(0, false, "GET /a.txt HTTP/1.1\r\nHost: a\r\nRange: bytes=" + range + "\r\nConnection: close\r\n\r\n"));
    }
    for (String body : List.of("Content-Length: 5\r\n\r\nhello", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\n")) {
      for (String path : List.of("/cgi/echo", "/cgi/deaf", "/a.txt", "/nix")) {
        all.add(new Asked(0, false, "POST " + path + " HTTP/1.1\r\nHost: a\r\n" + body + LAST));
        all.add(new Asked(0, false, "POST " + path + " HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n" + body + LAST));
      }
    }
    for (String path : List.of("/cgi/nph", "/cgi/status", "/cgi/location", "/cgi/fails", "/cgi/garbage", "/cgi/echo/path/info?q=1", "/cgi/none")) {
      all.add(new Asked(0, false, LAST.replace("/a.txt", path)));
    }
    all.add(new Asked(0, false, "OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
    all.add(new Asked(0, false, "TRACE /x HTTP/1.1\r\nHost: a\r\nX-Y: z\r\nConnection: close\r\n\r\n"));
    all.add(new Asked(2, false, "TRACE /x HTTP/1.1\r\nHost: a\r\n\r\n"));
    all.add(new Asked(2, false, GET));
    all.add(new Asked(2, false, "GET /a.txt HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
    // MaxKeepAliveRequests, then KeepAliveTimeout: the server ends.
    all.add(new Asked(1, false, GET.repeat(5)));
    all.add(new Asked(1, false, GET));
    all.add(new Asked(1, false, "GET /" + "x".repeat(100) + " HTTP/1.1\r\nHost: a\r\n\r\n"));
    all.add(new Asked(1, false, "GET / HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(3) + "\r\n"));
    all.add(new Asked(1, false, "GET / HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(60) + "\r\n\r\n"));
    all.add(new Asked(1, false, "POST /cgi/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\nhello world"));
    all.add(new Asked(1, false, "POST /cgi/echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nb\r\nhello world\r\n0\r\n\r\n"));
    // RequestReadTimeout: the head, then the body does not come.
    all.add(new Asked(1, false, "GET / HTTP/1.1\r\nHost: a\r\n"));
    all.add(new Asked(1, false, "POST /cgi/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhello"));
    return all;
  }

  private void makeSite() throws IOException {
    Path site = scratch.resolve("site");
    Files.createDirectories(site.resolve("cgi"));
    Files.writeString(site.resolve("a.txt"), "two\n");
    Files.writeString(scratch.resolve("secret.txt"), SECRET);
    script(site, "echo", "#!/bin/sh\necho 'Content-Type: text/plain'\necho\necho \"$REQUEST_METHOD $PATH_INFO $QUERY_STRING $CONTENT_LENGTH\"\ncat\n");
    script(site, "deaf", "#!/bin/sh\necho 'Content-Type: text/plain'\necho\necho deaf\n");
    script(site, "nph", "#!/bin/sh\nprintf 'Content-Type: text/plain\\r\\nX-A: b\\r\\n\\r\\ndone'\n");
    script(site, "status", "#!/bin/sh\nprintf 'Status: 418 Teapot\\nContent-Type: text/plain\\n\\nshort'\n");
    script(site, "location", "#!/bin/sh\nprintf 'Location: http://elsewhere.test/x\\n\\n'\n");
    script(site, "fails", "#!/bin/sh\nexit 3\n");
    script(site, "garbage", "#!/bin/sh\necho garbage\n");
  }

  private static void script(Path site, String name, String text) throws IOException {
    Path file = Files.writeString(site.resolve("cgi").resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /// No spelling of `..` leads to the file beside DocumentRoot.
  private static void staysInDocumentRoot(SideBySide.Side ours) throws IOException {
    List<String> ups = List.of("..", "%2e%2e", ".%2e", "%2E.", "..%00", "%252e%252e", "..\\", "..;", "\u00c0\u00ae\u00c0\u00ae", "%c0%ae%c0%ae", "%u002e%u002e", "./..", "/..");
    List<String> slashes = List.of("/", "%2f", "//", "/./", "%5c", "\\", "%252f", "%c0%af");
    for (String up : ups) {
      for (String slash : slashes) {
        for (String before : List.of("/", "/cgi/", "/cgi/../", "//", "http://a/", "/a.txt/")) {
          for (int depth = 1; depth <= 2; depth++) {
            String target = before + (up + slash).repeat(depth) + "secret.txt";
            assertThat(ours.ask(0, "GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", true))
                .as(target)
                .startsWith("HTTP/1.1 ")
                .doesNotContain(SECRET);
          }
        }
      }
    }
  }

  private static String shown(SideBySide.Side side, int port, String bytes, boolean ends) throws IOException {
    List<String> methods = new ArrayList<>();
    for (String line : bytes.split("\r\n", -1)) {
      if (line.endsWith(" HTTP/1.1") || line.endsWith(" HTTP/1.0")) {
        methods.add(line.substring(0, line.indexOf(' ')));
      }
    }
    StringBuilder shown = new StringBuilder();
    for (Answers.Answer answer : Answers.of(side.normal(side.ask(port, bytes, ends)), methods)) {
      shown.append(answer.comparable()).append(answer.closes() ? "(closes)\n" : "(keeps)\n");
    }
    return shown.toString();
  }
}
