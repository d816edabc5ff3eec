package dev.mpmlint.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.support.RequiresProgram;
import dev.mpmlint.support.ServerStatus;
import dev.mpmlint.support.SideBySide;
import dev.mpmlint.verify.load.Http;
import dev.mpmlint.verify.load.SlowClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// TLS, server-status and logs of the packaged server, beside a real httpd with the same configuration.
@RequiresProgram("apache2")
class FeaturesIT {
  private static final String POOL =
      """
      ServerName localhost
      ServerTokens Prod
      TypesConfig /dev/null
      AddType text/html .html
      DocumentRoot @SITE@
      Listen 127.0.0.1:@PORT0@
      <IfModule mpm_prefork_module>
      StartServers 4
      MinSpareServers 1
      MaxSpareServers 4
      MaxRequestWorkers 4
      </IfModule>
      <IfModule !mpm_prefork_module>
      StartServers 1
      ThreadsPerChild 4
      MinSpareThreads 1
      MaxSpareThreads 8
      MaxRequestWorkers 4
      ServerLimit 1
      </IfModule>
      """;

  @TempDir Path scratch;

  @ParameterizedTest
  @ValueSource(strings = {"mpm_prefork", "mpm_worker", "mpm_event"})
  void serverStatus(String mpm) throws Exception {
    makeSite();
    String configuration = POOL + "<Location /server-status>\nSetHandler server-status\n</Location>\n";
    try (SideBySide sides = SideBySide.start(scratch, List.of(mpm, "authz_core", "dir", "mime", "status"), configuration, 1)) {
      int port = sides.ours().port(0);
      for (int i = 0; i < 20; i++) {
        assertThat(Http.get(port, "/").status()).isEqualTo(200);
        assertThat(Http.get(sides.real().port(0), "/").status()).isEqualTo(200);
      }
      ServerStatus ours = afterASecond(port);
      ServerStatus real = afterASecond(sides.real().port(0));
      // CPULoad is there only once some time has been used.
      ours.values().remove("CPULoad");
      real.values().remove("CPULoad");
      assertThat(ours.values().keySet()).containsExactlyElementsOf(real.values().keySet());
      assertThat(ours.mpm()).isEqualTo(real.mpm());
      assertThat(ours.values().get("ServerVersion")).startsWith("Apache");
      assertThat(ours.values().get("Server Built")).isNotEmpty();
      assertThat(Integer.parseInt(ours.values().getOrDefault("Total Accesses", ""))).isGreaterThanOrEqualTo(20);
      try (SlowClients slow = new SlowClients(port)) {
        slow.hold(2);
        long end = System.nanoTime() + 60_000_000_000L;
        ServerStatus held = ServerStatus.at(port);
        // One child may be starting still.
        while (!List.of("3", "1").equals(List.of(held.values().getOrDefault("BusyWorkers", ""), held.values().getOrDefault("IdleWorkers", ""))) && System.nanoTime() < end) {
          held = ServerStatus.at(port);
        }
        assertThat(held.values()).containsEntry("BusyWorkers", "3").containsEntry("IdleWorkers", "1");
        assertThat(held.scoreboard().chars().filter(c -> c == 'R')).hasSize(2);
        // The worker that answered last may still be at it.
        String page = Http.get(port, "/server-status").body();
        while (!page.contains("3 requests currently being processed") && System.nanoTime() < end) {
          page = Http.get(port, "/server-status").body();
        }
        assertThat(page).contains("<h1>Apache Server Status for localhost", "3 requests currently being processed");
        slow.finish();
        slow.awaitAll();
      }
    }
  }

  /// Rates are there only once a second has passed.
  private static ServerStatus afterASecond(int port) throws IOException {
    long end = System.nanoTime() + 60_000_000_000L;
    ServerStatus status = ServerStatus.at(port);
    while (!status.values().containsKey("ReqPerSec") && System.nanoTime() < end) {
      status = ServerStatus.at(port);
    }
    return status;
  }

  @Test
  void logs() throws Exception {
    makeSite();
    String configuration =
        POOL
            + """
            LogLevel info
            LogFormat "%h %l %u %t \\"%r\\" %>s %O \\"%{Referer}i\\" \\"%{User-Agent}i\\"" combined
            <VirtualHost *:@PORT0@>
            ErrorLog @SIDE@/host.err
            CustomLog @SIDE@/access.log combined
            CustomLog @SIDE@/more.log "%D/%I %O %X %k %f %p"
            CustomLog "|$/bin/cat >> @SIDE@/piped.log" combined
            <Location /denied>
            Require all denied
            </Location>
            </VirtualHost>
            """;
    try (SideBySide sides = SideBySide.start(scratch, List.of("mpm_prefork", "authz_core", "dir", "mime"), configuration, 1)) {
      for (SideBySide.Side side : List.of(sides.real(), sides.ours())) {
        for (String path : List.of("/", "/nix", "/denied", "/a%20b", "/a.bin", "/nix/x?q=\"")) {
          side.ask(0, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: u\"\u00e9\r\nReferer: r\r\nConnection: close\r\n\r\n", false);
        }
        side.ask(0, "HEAD / HTTP/1.0\r\n\r\n", false);
        side.ask(0, "GET /\0 HTTP/1.1\r\n\r\n", false);
        side.ask(0, "GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(2), true);
      }
      for (String file : List.of("access.log", "piped.log")) {
        List<String> real = lines(sides.real(), file, 10);
        assertThat(lines(sides.ours(), file, 10)).as(file).hasSize(10).isEqualTo(real);
      }
      assertThat(lines(sides.ours(), "more.log", 10)).allMatch(line -> line.matches("[1-9]\\d*/[1-9]\\d* [1-9]\\d* [-+X] [01] .* PORT0"));
      assertThat(withoutDuration(lines(sides.ours(), "more.log", 10)))
          .isEqualTo(withoutDuration(lines(sides.real(), "more.log", 10)));
      List<String> real = lines(sides.real(), "host.err", 4);
      assertThat(lines(sides.ours(), "host.err", 4)).isEqualTo(real);
    }
  }

  private static List<String> withoutDuration(List<String> lines) {
    return lines.stream().map(line -> line.substring(line.indexOf(' '))).toList();
  }

  /// The lines without what differs, once there are as many as expected, or as they are after a minute.
  private static List<String> lines(SideBySide.Side side, String file, int expected) throws IOException {
    Path path = side.folder().resolve(file);
    long end = System.nanoTime() + 60_000_000_000L;
    List<String> lines = List.of();
    while (lines.size() < expected && System.nanoTime() < end) {
      lines = Files.exists(path) ? Files.readAllLines(path, ISO_8859_1) : lines;
    }
    List<String> normal = new ArrayList<>();
    for (String line : lines) {
      normal.add(
          side.normal(line.replaceAll("\\[[^\\]]*\\d{4}[^\\]]*\\]", "[TIME]").replaceAll("\\[pid \\d+(:tid \\d+)?\\]", "[PID]").replaceAll("127.0.0.1:\\d+", "CLIENT")));
    }
    return normal;
  }

  @ParameterizedTest
  @ValueSource(strings = {"mpm_prefork", "mpm_event"})
  @RequiresProgram({"curl", "openssl"})
  void tls(String mpm) throws Exception {
    makeSite();
    Files.write(scratch.resolve("site/big.bin"), new byte[3_000_000]);
    for (String name : List.of("one", "two")) {
      Files.createDirectories(scratch.resolve("site/" + name));
      Files.writeString(scratch.resolve("site/" + name + "/who.txt"), name + "\n");
      run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=" + name + ".test", "-keyout", scratch + "/" + name + ".key", "-out", scratch + "/" + name + ".pem");
      Files.setPosixFilePermissions(scratch.resolve(name + ".key"), PosixFilePermissions.fromString("rw-------"));
    }
    StringBuilder configuration = new StringBuilder(POOL).append("Listen 127.0.0.1:@PORT1@\n");
    for (String name : List.of("one", "two")) {
      configuration.append(
          "<VirtualHost *:@PORT1@>\nServerName NAME.test\nDocumentRoot @SITE@/NAME\nAlias /big.bin @SITE@/big.bin\nSSLEngine on\nSSLCertificateFile DIR/NAME.pem\nSSLCertificateKeyFile DIR/NAME.key\n</VirtualHost>\n"
              .replace("NAME", name)
              .replace("DIR", scratch.toString()));
    }
    try (SideBySide sides = SideBySide.start(scratch, List.of(mpm, "authz_core", "dir", "mime", "alias", "ssl"), configuration.toString(), 2)) {
      int port = sides.ours().port(1);
      for (String version : List.of("1.2", "1.3")) {
        for (String name : List.of("one", "two")) {
          String base = "https://" + name + ".test:" + port;
          String said = run("curl", "-sk", "--tlsv" + version, "--tls-max", version, "--resolve", name + ".test:" + port + ":127.0.0.1", "-w", "%{num_connects} %{size_download} %{http_code}\\n", base + "/who.txt", "-o", "-", base + "/big.bin", "-o", "/dev/null");
          assertThat(said).as(version).isEqualTo(name + "\n1 4 200\n0 3000000 200\n");
        }
      }
      assertThat(sides.ours().normal(sides.ours().ask(1, "GET / HTTP/1.1\r\nHost: one.test\r\n\r\n", false)).replaceAll("Date: .*", "")).isEqualTo(sides.real().normal(sides.real().ask(1, "GET / HTTP/1.1\r\nHost: one.test\r\n\r\n", false)).replaceAll("Date: .*", ""));
    }
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String said = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    return said;
  }

  private void makeSite() throws IOException {
    Path site = Files.createDirectories(scratch.resolve("site"));
    Files.writeString(site.resolve("index.html"), "hello\n");
    Files.writeString(site.resolve("a.bin"), "bytes");
  }
}
