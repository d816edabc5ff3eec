package dev.mpmlint.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.support.Engine;
import dev.mpmlint.support.Fpm;
import dev.mpmlint.support.RequiresProgram;
import dev.mpmlint.support.SideBySide;
import dev.mpmlint.verify.load.Http;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A site with PHP, watched by a monitor: the packaged server beside a real httpd.
@RequiresProgram("apache2")
class PhpIT {
  private static final String SCRIPT =
      "<?php echo php_sapi_name(), ' ', $_SERVER['REQUEST_URI'], ' ', $_SERVER['SCRIPT_NAME'], ' ', $_GET['x'] ?? '-';\n";

  @TempDir Path scratch;

  @Test
  @RequiresProgram({"php-fpm8.2", "prometheus-apache-exporter"})
  void phpFpmUnderEvent() throws Exception {
    Path site = site();
    Path socket = scratch.resolve("fpm.sock");
    String configuration =
        """
        ServerName localhost
        ServerTokens Prod
        DocumentRoot @SITE@
        Listen 127.0.0.1:@PORT0@
        StartServers 1
        ProxyPassMatch ^/mapped/(.*\\.php)$ unix:%s|fcgi://localhost%s/$1
        <FilesMatch "\\.php$">
        SetHandler "proxy:unix:%s|fcgi://localhost"
        </FilesMatch>
        <Location /server-status>
        SetHandler server-status
        </Location>
        """
            .formatted(socket, site, socket);
    List<String> modules = List.of("mpm_event", "authz_core", "proxy", "proxy_fcgi", "status");
    try (Fpm fpm = new Fpm(scratch, socket.toString());
        SideBySide sides = SideBySide.start(scratch, modules, configuration, 1)) {
      fpm.awaitReady();
      for (String target : List.of("/who.php?x=1", "/mapped/who.php?x=2", "/who.php/more?x=3", "/missing.php", "/mapped/no.php")) {
        Http.Answer ours = Http.get(sides.ours().port(0), target);
        Http.Answer real = Http.get(sides.real().port(0), target);
        assertThat(ours.status()).as("%s", target).isEqualTo(real.status());
        assertThat(ours.body()).as("%s", target).isEqualTo(real.body());
      }
      assertThat(Http.get(sides.ours().port(0), "/who.php?x=4").body()).startsWith("fpm-fcgi /who.php?x=4 ");
      assertThat(metrics(sides.ours().port(0)))
          .contains("\napache_up 1\n")
          .contains("\napache_workers{state=\"busy\"} 1\n")
          .contains("\napache_generation{type=\"config\"} 1\n")
          .containsPattern("\napache_accesses_total [1-9]");
    }
  }

  /// What Debian's exporter makes of the server's own page.
  private static String metrics(int port) throws Exception {
    int at = Engine.freePort();
    Process exporter =
        new ProcessBuilder(
                "prometheus-apache-exporter",
                "--telemetry.address=127.0.0.1:" + at,
                "--scrape_uri=http://127.0.0.1:" + port + "/server-status?auto",
                "--log.level=error")
            .inheritIO()
            .start();
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at + "/metrics")).build();
    long end = System.nanoTime() + 60_000_000_000L;
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (true) {
        try {
          return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (java.net.ConnectException e) {
          assertThat(System.nanoTime()).as("the exporter listens within a minute").isLessThan(end);
          LockSupport.parkNanos(20_000_000);
        }
      }
    } finally {
      exporter.destroyForcibly().waitFor();
    }
  }

  private Path site() throws Exception {
    Path site = Files.createDirectories(scratch.resolve("site"));
    Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(site.resolve("who.php"), SCRIPT);
    return site;
  }
}
