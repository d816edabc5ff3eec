package dev.mpmlint.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.server.exchange.ContentHandler;
import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.gateway.Asked.Answer;
import dev.mpmlint.server.settings.Item;
import dev.mpmlint.support.Engine;
import dev.mpmlint.support.Fpm;
import dev.mpmlint.support.RealHttpd;
import dev.mpmlint.support.RequiresProgram;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Real PHP, as php-fpm and as php-cgi, under this package's handlers and under httpd's modules: scripts see the same.
class PhpTest {
  private static final String MODULES = "/usr/lib/apache2/modules/";
  private static final byte[] NOTHING = {};
  private static final List<String> LOADED = List.of("proxy_module", "proxy_fcgi_module", "cgi_module", "alias_module");

  @TempDir Path scratch;

  private record Request(String method, String target, String path, String script, String pathInfo) {}

  /// What differs from request to request or from machine to machine.
  private static final List<String> VARYING =
      List.of("REMOTE_PORT", "SERVER_SOFTWARE", "PATH", "REQUEST_TIME", "REQUEST_TIME_FLOAT", "UNIQUE_ID", "PWD", "SHLVL", "_");

  static Stream<Arguments> ways() {
    return Stream.of(Arguments.of("socket"), Arguments.of("tcp"), Arguments.of("match"), Arguments.of("cgi"));
  }

  @ParameterizedTest
  @MethodSource("ways")
  @RequiresProgram({"apache2", "php-fpm8.2", "php-cgi8.2"})
  void scriptsSeeWhatTheySeeUnderHttpd(String way) throws Exception {
    Path root = Files.createDirectories(scratch.resolve("root"));
    scratch.toFile().setExecutable(true, false);
    scratch.toFile().setReadable(true, false);
    String program = "$s = $_SERVER; $s['body'] = strlen(file_get_contents('php://input')); ksort($s);"
        + " foreach ($s as $k => $v) echo $k, '=', json_encode($v), \"\\n\";";
    Path script = root.resolve("x.php");
    if (way.equals("cgi")) {
      Files.writeString(script, "#!/usr/bin/php-cgi8.2 -dcgi.force_redirect=0\n<?php " + program);
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    } else {
      Files.writeString(script, "<?php " + program);
    }
    Path socket = scratch.resolve("fpm.sock");
    int fpmPort = Engine.freePort();
    int port = Engine.freePort();
    String listen = way.equals("socket") ? socket.toString() : "127.0.0.1:" + fpmPort;
    String server = way.equals("socket") ? "unix:" + socket + "|fcgi://localhost" : "fcgi://127.0.0.1:" + fpmPort;
    List<Item> items = new ArrayList<>(List.of(Asked.line("DocumentRoot", root.toString()), Asked.line("Timeout", "30")));
    String handler = way.equals("cgi") ? "cgi-script" : "proxy:" + server;
    String more = "<Directory " + root + ">\nOptions +ExecCGI\nSetHandler \"" + handler + "\"\n</Directory>\n";
    if (way.equals("match")) {
      items.add(Asked.line("ProxyPassMatch", "^/(.*\\.php(/.*)?)$", server + root + "/$1"));
      more = "ProxyPassMatch \"^/(.*\\.php(/.*)?)$\" \"" + server + root + "/$1\"\n";
    }
    items.add(Asked.section("Directory", root.toString(), Asked.line("Options", "+ExecCGI")));
    Gateways gateways = Gateways.of(Asked.settings(LOADED, items.toArray(Item[]::new)), new Asked.Lines());

    try (var fpm = new Fpm(scratch, listen);
        var httpd = RealHttpd.installed().start(configuration(root, port, more))) {
      assertThat(httpd.pid()).isPositive();
      fpm.awaitReady();
      for (Request request :
          List.of(
              new Request("GET", "/x.php?a=%20b", "/x.php", "x.php", ""),
              new Request("POST", "/x.php/in/fo%20x?q", "/x.php/in/fo x", "x.php", "/in/fo x"))) {
        String body = request.method.equals("POST") ? "hello=1" : "";
        String theirs = real(port, request, body);

        String file = way.equals("match") ? "" : root.resolve(request.script).toString();
        String info = way.equals("match") ? "" : request.pathInfo;
        Exchange exchange =
            Asked.exchange(request.method + " " + request.target + " HTTP/1.1", request.path, file, info, fields(port, body),
                body.getBytes(StandardCharsets.ISO_8859_1));
        ContentHandler ours = way.equals("match") ? gateways.match(exchange) : gateways.find(handler);
        Answer answer = Asked.ask(Objects.requireNonNull(ours), exchange);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("Content-Type", "text/html; charset=UTF-8");
        assertThat(variables(answer.body())).as("%s by %s", request.target, way).isEqualTo(variables(theirs));
        assertThat(variables(theirs)).containsEntry("body", Integer.toString(body.length())).containsKey("SCRIPT_FILENAME");
      }
    }
  }

  /// As the JDK's client sends them.
  private static List<String> fields(int port, String body) {
    List<String> fields = new ArrayList<>(List.of("User-Agent: test", "Host: 127.0.0.1:" + port, "Accept: */*", "Connection: close"));
    if (!body.isEmpty()) {
      fields.add("Content-Type: application/x-www-form-urlencoded");
      fields.add("Content-Length: " + body.length());
    }
    return fields;
  }

  private static String real(int port, Request request, String body) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + port + request.target);
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setRequestMethod(request.method);
    connection.setRequestProperty("User-Agent", "test");
    connection.setRequestProperty("Accept", "*/*");
    connection.setRequestProperty("Connection", "close");
    if (!body.isEmpty()) {
      connection.setDoOutput(true);
      connection.getOutputStream().write(body.getBytes(StandardCharsets.ISO_8859_1));
    }
    try (InputStream in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static Map<String, String> variables(String listing) {
    Map<String, String> all = new TreeMap<>();
    for (String line : listing.split("\n")) {
      int equals = line.indexOf('=');
      if (equals > 0 && !VARYING.contains(line.substring(0, equals))) {
        all.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return all;
  }

  private Path configuration(Path root, int port, String more) throws IOException {
    StringBuilder modules = new StringBuilder();
    for (String module : List.of("mpm_prefork", "authz_core", "proxy", "proxy_fcgi", "cgi")) {
      modules.append("LoadModule " + module + "_module " + MODULES + "mod_" + module + ".so\n");
    }
    return Files.writeString(
        scratch.resolve("httpd.conf"),
        modules
            + """
            ServerRoot "%s"
            DefaultRuntimeDir "%s"
            DocumentRoot "%s"
            PidFile httpd.pid
            ServerName localhost
            Listen 127.0.0.1:%d
            User www-data
            Group www-data
            """
                .formatted(scratch, scratch, root, port)
            + more);
  }

  private static final String SLOW =
      """
      <h1>Hello</h1>
      <?php
      // Every request says its own name again and again.
      $me = $_GET['me'];
      $line = str_repeat($me, 3) . ',' . $_SERVER['QUERY_STRING'] . "\\n"; usleep(200);
      echo $line, $me . "|"; usleep(100);
      ?>
      <p><?= $_GET["me"] ?></p>
      """;

  private Answer standIn(ContentHandler handler, Path script, String me) throws IOException {
    String line = "GET /s.php?me=" + me + " HTTP/1.1";
    return Asked.ask(handler, Asked.exchange(line, "/s.php", script.toString(), "", List.of("Host: h"), NOTHING));
  }

  private static String expected(String me) {
    return "<h1>Hello</h1>\n" + me + me + me + ",me=" + me + "\n" + me + "|<p>" + me + "</p>\n";
  }

  @Test
  void theStandInForModPhpIsRightUnderOneThreadOnly() throws Exception {
    Path script = Files.writeString(scratch.resolve("s.php"), SLOW);
    Gateways gateways = Gateways.of(Asked.settings(List.of("php_module")), new Asked.Lines());
    ContentHandler handler = Objects.requireNonNull(gateways.find("application/x-httpd-php"));
    for (int i = 0; i < 200; i++) {
      Answer answer = standIn(handler, script, "r" + i);
      assertThat(answer.body()).isEqualTo(expected("r" + i));
      assertThat(answer.headers().get("X-Powered-By")).contains("stand-in");
    }

    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    List<String> corrupted = new CopyOnWriteArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      String me = "t" + t;
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (corrupted.isEmpty() && System.nanoTime() < end) {
                      try {
                        Answer answer = standIn(handler, script, me);
                        if (!answer.body().equals(expected(me))) {
                          corrupted.add(answer.body());
                        }
                      } catch (IOException e) {
                        corrupted.add(e.toString());
                      }
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(corrupted).isNotEmpty();
  }

  @Test
  void whatTheStandInDoesNotKnowIsSaid() throws Exception {
    Map<String, String> scripts =
        Map.of(
            "<?php phpinfo();", "phpinfo()",
            "<?php echo $_POST['a'];", "$_POST",
            "a\n<?php\nif (1) { }", "\"if (1) { }\"",
            "<?php echo \"a $b\";", "variables inside of strings",
            "<?php echo 'a", "in line 1",
            "<?php $a = 1", "the end of the script",
            "<?php echo " + "(".repeat(10_000), "parentheses");
    for (Map.Entry<String, String> entry : scripts.entrySet()) {
      Path script = Files.writeString(scratch.resolve("s.php"), entry.getKey());
      Asked.Lines log = new Asked.Lines();
      Gateways gateways = Gateways.of(Asked.settings(List.of("php7_module")), log);
      Answer answer = standIn(Objects.requireNonNull(gateways.find("php-script")), script, "x");
      assertThat(answer.status()).as(entry.getKey()).isEqualTo(500);
      if (entry.getKey().startsWith("a\n")) {
        assertThat(answer.body()).startsWith("mpmlint's stand-in for PHP does not know ").contains("if");
      } else {
        assertThat(answer.body()).startsWith("mpmlint's stand-in for PHP does not know ").contains(entry.getValue());
      }
      assertThat(log.all).hasSize(1);
    }
    assertThat(Gateways.of(Asked.settings(List.of()), new Asked.Lines()).find("php-script")).isNull();
  }
}
