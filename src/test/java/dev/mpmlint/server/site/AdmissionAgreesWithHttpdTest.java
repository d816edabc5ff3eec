package dev.mpmlint.server.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.exchange.Peer;
import dev.mpmlint.server.exchange.RequestBody;
import dev.mpmlint.server.http.HeadText;
import dev.mpmlint.server.log.Level;
import dev.mpmlint.server.log.Log;
import dev.mpmlint.support.Engine;
import dev.mpmlint.support.RealHttpd;
import dev.mpmlint.support.RequiresProgram;
import dev.mpmlint.support.RunningHttpd;
import dev.mpmlint.verify.load.Http;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who may, with and without the modules that decide it: status, body and error log are those of the real httpd.
@RequiresProgram("apache2")
class AdmissionAgreesWithHttpdTest {
  private static final String MODULES = "/usr/lib/apache2/modules/mod_";
  private static final List<String> REQUESTS =
      List.of("GET /", "GET /index.html", "GET /nix", "GET /d", "GET /d/", "GET /moved", "OPTIONS /", "OPTIONS *", "TRACE /", "PUT /");
  private static final Pattern PREFIX = Pattern.compile("^\\[[^]]*] \\[([^]]*)] \\[pid [^]]*] \\[client [^]]*] ");

  @TempDir Path dir;

  /// @param lines with `|` for the end of a line
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'', ''",
        "'', ErrorDocument 500 /err.html",
        "'', ErrorDocument 500 /err.html|<Files err.html>|DirectoryIndex x|</Files>",
        "authz_host, ''",
        "authn_core, ''",
        "authn_core, <Location />|AuthType Basic|AuthName x|</Location>",
        "authn_core auth_basic authn_file, <Location />|AuthType Basic|AuthName x|AuthUserFile /dev/null|</Location>",
        "access_compat, ''",
        "access_compat, <Location />|Deny from all|</Location>",
        "access_compat, <Location />|Satisfy any|</Location>",
        "access_compat authz_core, <Location />|Satisfy any|Require all denied|</Location>",
        "authz_core, ErrorDocument 403 /err.html|<Location />|Require all denied|</Location>",
        "authz_core, ErrorDocument 403 /err.html|<Files index.html>|Require all denied|</Files>",
        "authz_core, <Files *>|Require all denied|</Files>",
        "authz_core, <Files ?*>|Require all denied|</Files>",
        "authz_core, <Files [di]*>|Require all denied|</Files>",
        "authz_core authz_user, <Location />|Require valid-user|</Location>",
        "authz_core authz_user authn_core, <Location />|Require valid-user|</Location>",
        "authz_core authz_user authn_core, <Location />|AuthType None|Require valid-user|</Location>",
        "authz_core authz_user authn_core, <Location />|AuthType Basic|AuthName x|Require valid-user|</Location>",
        "authz_core authz_user authn_core auth_basic, <Location />|AuthType Basic|Require valid-user|</Location>",
        "authz_core authz_user authn_core auth_basic, <Location />|AuthType Digest|AuthName x|Require valid-user|</Location>",
        "authz_core authz_user authn_core auth_digest, <Location />|AuthType Digest|Require valid-user|</Location>",
      })
  void asHttpd(String modules, String lines) throws Exception {
    int port = Engine.freePort();
    Path root = site();
    String configuration = configuration(root, port, modules, lines);
    Lines ours = new Lines();
    Site site = Site.of(SettingsText.settings(configuration, dir.toString()), ours, Map.of());
    List<String> answers = new ArrayList<>();
    for (String request : REQUESTS) {
      answers.add(request + ": " + answer(site, request, port));
    }
    List<String> real = new ArrayList<>();

    List<String> realLog;
    try (RunningHttpd httpd = RealHttpd.installed().start(Files.writeString(dir.resolve("httpd.conf"), configuration))) {
      for (String request : REQUESTS) {
        try (Http http = new Http(port)) {
          http.send(head(request));
          Http.Answer answer = http.answer(request.split(" ", 2)[0]);
          real.add(request + ": " + answer.status() + " " + answer.body());
        }
      }
      realLog = awaitLines(httpd, ours.written.size());
    }

    assertThat(answers).isEqualTo(real);
    assertThat(ours.written).isEqualTo(realLog);
  }

  /// What it logged of requests: so many lines at least, if they come within a minute.
  private static List<String> awaitLines(RunningHttpd httpd, int count) {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (true) {
      List<String> lines = new ArrayList<>();
      for (String line : httpd.log()) {
        if (PREFIX.matcher(line).find()) {
          lines.add(PREFIX.matcher(line).replaceAll("$1 "));
        }
      }
      if (lines.size() >= count || System.nanoTime() > end) {
        return lines;
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private Path site() throws IOException {
    Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path root = Files.createDirectory(dir.resolve("site"));
    Files.createDirectory(root.resolve("d"));
    Files.writeString(root.resolve("index.html"), "index\n");
    Files.writeString(root.resolve("err.html"), "error\n");
    return root;
  }

  private String configuration(Path root, int port, String modules, String lines) {
    StringBuilder text = new StringBuilder();
    for (String module : ("mpm_prefork dir alias " + modules).strip().split(" +")) {
      text.append("LoadModule ").append(module).append("_module ").append(MODULES).append(module).append(".so\n");
    }
    text.append("ServerRoot ").append(dir).append("\nServerName localhost\nListen 127.0.0.1:").append(port);
    text.append("\nPidFile pid\nUser www-data\nGroup www-data\nStartServers 1\nDocumentRoot ").append(root);
    return text.append("\nRedirect /moved /index.html\n").append(lines.replace('|', '\n')).append('\n').toString();
  }

  private static String head(String request) {
    return request + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
  }

  private static String answer(Site site, String request, int port) throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    Peer peer = new Peer(new InetSocketAddress(here, 40_000), new InetSocketAddress(here, port), false);
    HeadText read = HeadText.of(head(request));
    Exchange exchange = new Exchange(read.head(), peer, site.hostFor(peer.local()));
    exchange.begin(RequestBody.NONE, System.currentTimeMillis() * 1000);
    site.serve(exchange);
    Answer answer = Answer.of(exchange);
    return answer.status() + " " + answer.body();
  }

  /// What is said at the level that httpd logs without a LogLevel line.
  private static final class Lines implements Log {
    final List<String> written = new ArrayList<>();

    @Override
    public boolean enabled(Level level, String module) {
      return level.compareTo(Level.WARN) <= 0;
    }

    @Override
    public void log(Level level, String module, String text) {
      if (enabled(level, module)) {
        written.add(module + ":" + level.name().toLowerCase(Locale.ROOT) + " " + text);
      }
    }

    @Override
    public void log(Level level, String module, String text, Peer peer) {
      log(level, module, text);
    }

    @Override
    public void log(Level level, String module, String text, Exchange exchange) {
      log(level, module, text);
    }
  }
}
