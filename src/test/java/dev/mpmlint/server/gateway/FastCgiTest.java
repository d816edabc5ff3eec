package dev.mpmlint.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.server.exchange.ContentHandler;
import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.gateway.Asked.Answer;
import dev.mpmlint.server.settings.Item;
import dev.mpmlint.support.Engine;
import dev.mpmlint.support.RealHttpd;
import dev.mpmlint.support.RequiresProgram;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// mod_proxy_fcgi's work, against FastCGI servers that the tests write themselves; where httpd is installed, against its
/// answers to the same.
class FastCgiTest {
  private static final String MODULES = "/usr/lib/apache2/modules/";
  private static final List<String> LOADED = List.of("proxy_module", "proxy_fcgi_module");
  private static final String TEXT = "Content-Type: text/plain\r\n\r\n";
  private static final byte[] NOTHING = {};

  /// What the fake server says, by the name of the case.
  private static final Map<String, byte[]> WRITTEN = written();

  @TempDir Path scratch;

  private static Map<String, byte[]> written() {
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put("close", NOTHING);
    all.put("bogusver", FakeFcgi.record(7, 6, 1, TEXT, 0));
    all.put("bogusid", FakeFcgi.record(1, 6, 9, TEXT, 0));
    all.put("badhead", answer("foo bar\r\n\r\n"));
    all.put("nohead", answer("Content-Type: a/b\r\n"));
    all.put("empty", FakeFcgi.end());
    all.put("onlyend", FakeFcgi.record(1, 3, 1, "\0\0\0\0\0\0\0\0", 0));
    all.put("stderr", FakeFcgi.all(FakeFcgi.record(1, 7, 1, "PHP message: oops", 0), answer(TEXT + "ok")));
    all.put("status", answer("Status: 404 Nope\r\n" + TEXT + "nf"));
    all.put("statusbad", answer("Status: abc\r\n" + TEXT + "nf"));
    all.put("location", answer("Location: /elsewhere\r\n" + TEXT + "here"));
    all.put("moved", answer("Status: 301\r\nLocation: /q\r\n" + TEXT + "there"));
    all.put("noend", FakeFcgi.stdout(TEXT + "partial"));
    all.put("cut", FakeFcgi.all(FakeFcgi.stdout(TEXT + "part"), new byte[] {1, 6, 0, 1, 0, 100, 0, 0, 'x', 'x'}));
    all.put("bogustype", FakeFcgi.all(FakeFcgi.record(1, 11, 1, "xx", 0), answer(TEXT + "ok")));
    all.put("padding", FakeFcgi.all(FakeFcgi.record(1, 6, 1, TEXT + "a", 200), answer("b")));
    String twice = "X-A: 1\r\nX-A: 2\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Length: 99\r\n";
    all.put("fields", answer(twice + TEXT + "ok"));
    all.put("split", FakeFcgi.all(FakeFcgi.stdout("X-A: 1\r"), FakeFcgi.stdout("\nX-B"), answer(": 2\n\nbody")));
    all.put("longline", answer("X-A: " + "a".repeat(20_000) + "\n\nbody"));
    all.put("badname", answer("X A: 1\n" + TEXT));
    all.put("noname", answer(": 1\n" + TEXT));
    all.put("nul", answer("X-A: a\0b\r\n" + TEXT + "ok"));
    all.put("unmodified", answer("Status: 304\r\n\r\n"));
    all.put("hang", NOTHING);
    all.put("parthang", FakeFcgi.stdout(TEXT + "part"));
    return all;
  }

  private static byte[] answer(String content) {
    return FakeFcgi.all(FakeFcgi.stdout(content), FakeFcgi.end());
  }

  private static Answer ask(int port, String mode, Asked.Lines log) throws IOException {
    ContentHandler handler =
        Objects.requireNonNull(Gateways.of(Asked.settings(LOADED), log).find("proxy:fcgi://127.0.0.1:" + port));
    String line = "GET /x.php?m=" + mode + " HTTP/1.1";
    return Asked.ask(handler, Asked.exchange(line, "/x.php", "/srv/x.php", "", List.of("Host: h"), NOTHING, 700));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          close     | 503 | false |         | AH01067: Failed to read FastCGI header
          bogusver  | 503 | false |         | AH01068: Got bogus version 7
          bogusid   | 503 | false |         | AH01069: Got bogus rid 9, expected 1
          badhead   | 500 | false |         | malformed header from script 'x.php': Bad header: foo bar
          longline  | 500 | false |         | AH01070: Error parsing script headers
          badname   | 500 | false |         | AH02429: Response header name 'X A' contains invalid characters
          empty     | 200 | false |         |
          stderr    | 200 | false | ok      | AH01071: Got error 'PHP message: oops'
          statusbad | 500 | false | nf      | Invalid status line from script 'x.php': abc
          padding   | 200 | false | ab      |
          split     | 200 | false | body    |
          bogustype | 200 | false | ok      | AH01072: Got bogus record 11
          noend     | 200 | true  | partial | AH01075: Error dispatching request to
          cut       | 200 | true  | partxx  | (reading response body)
          hang      | 504 | false |         | (70007)The timeout specified has expired: AH01075
          parthang  | 200 | true  | part    | (polling)
          """)
  void answersAreReadAsHttpdReadsThem(String mode, int status, boolean cut, String body, String logged) throws Exception {
    Asked.Lines log = new Asked.Lines();
    try (FakeFcgi fake = FakeFcgi.onTcp(WRITTEN)) {
      Answer answer = ask(fake.port(), mode, log);

      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.cut()).isEqualTo(cut);
      assertThat(answer.body()).isEqualTo(body == null ? "" : body);
      if (logged == null) {
        assertThat(log.all).isEmpty();
      } else {
        assertThat(log.all).anyMatch(line -> line.contains(logged));
      }
    }
  }

  @Test
  void connectionsAreKeptOnlyWhereEnablereuseIsOn() throws Exception {
    for (String reuse : List.of("off", "on")) {
      try (FakeFcgi fake = FakeFcgi.onTcp(Map.of())) {
        String url = "fcgi://127.0.0.1:" + fake.port();
        Item proxy = Asked.section("Proxy", url, Asked.line("ProxySet", "enablereuse=" + reuse));
        Gateways gateways = Gateways.of(Asked.settings(LOADED, proxy), new Asked.Lines());
        ContentHandler handler = Objects.requireNonNull(gateways.find("proxy:" + url));
        for (int i = 0; i < 5; i++) {
          byte[] body = new byte[i * 100_000];
          Exchange exchange =
              Asked.exchange("POST /x.php HTTP/1.1", "/x.php", "/srv/x.php", "", List.of("Host: h"), body);
          assertThat(Asked.ask(handler, exchange).body()).startsWith("STDIN=" + body.length + "\n");
        }
        assertThat(fake.connections).hasValue(reuse.equals("on") ? 1 : 5);
      }
    }
  }

  @Test
  void aBackendThatIsDownIs503() throws Exception {
    Asked.Lines log = new Asked.Lines();
    Gateways gateways = Gateways.of(Asked.settings(LOADED), log);
    int port = Engine.freePort();
    Path socket = scratch.resolve("none.sock");
    for (String handler : List.of("proxy:fcgi://127.0.0.1:" + port, "proxy:unix:" + socket + "|fcgi://elsewhere")) {
      Exchange exchange = Asked.exchange("GET /x.php HTTP/1.1", "/x.php", "/srv/x.php", "", List.of(), NOTHING);
      assertThat(Asked.ask(Objects.requireNonNull(gateways.find(handler)), exchange).status()).isEqualTo(503);
    }
    String tcp = "127.0.0.1:" + port;
    assertThat(log.all)
        .containsExactly(
            "ERROR proxy (111)Connection refused: AH00957: FCGI: attempt to connect to " + tcp + " (" + tcp + ") failed",
            "ERROR proxy_fcgi AH01079: failed to make connection to backend: 127.0.0.1",
            "ERROR proxy (2)No such file or directory: AH02454: FCGI: attempt to connect to Unix domain socket "
                + socket
                + " (elsewhere:8000) failed",
            "ERROR proxy_fcgi AH01079: failed to make connection to backend: elsewhere");
  }

  private record Request(String line, List<String> fields, String path, String file, String pathInfo, String body) {}

  @Test
  @RequiresProgram("apache2")
  void variablesAndAnswersAreThoseOfHttpd() throws Exception {
    Path root = Files.createDirectories(scratch.resolve("root"));
    scratch.toFile().setExecutable(true, false);
    for (String folder : List.of("tcp", "slash", "sock", "generic")) {
      Files.createDirectory(root.resolve(folder));
      Files.writeString(root.resolve(folder).resolve("x.php"), "");
      Files.writeString(root.resolve(folder).resolve("a b.php"), "");
    }
    Path socket = scratch.resolve("fcgi.sock");
    int port = Engine.freePort();
    try (FakeFcgi tcp = FakeFcgi.onTcp(WRITTEN);
        FakeFcgi _ = FakeFcgi.onSocket(socket)) {
      socket.toFile().setWritable(true, false);
      String server = "fcgi://127.0.0.1:" + tcp.port();
      Map<String, String> handlers =
          Map.of(
              "tcp", "proxy:" + server,
              "generic", "proxy:" + server,
              "slash", "proxy:" + server + "/extra/",
              "sock", "proxy:unix:" + socket + "|fcgi://localhost");
      StringBuilder more = new StringBuilder("Timeout 1\nSetEnv MINE \"a b\"\n");
      handlers.forEach(
          (folder, handler) -> {
            String type = folder.equals("generic") ? "ProxyFCGIBackendType GENERIC\n" : "";
            more.append("<Directory " + root.resolve(folder) + ">\nSetHandler \"" + handler + "\"\n" + type + "</Directory>\n");
          });
      List<Item> mappings =
          List.of(
              Asked.line("ProxyPass", "/not/this", "!"),
              Asked.line("ProxyPassMatch", "^/match/(.*\\.php(/.*)?)$", server + "/deep/$1"),
              Asked.line("ProxyPassMatch", "^/plain/.*\\.php$", server),
              Asked.line("ProxyPass", "/pass", server + "/srv/app"),
              Asked.line("ProxyPass", "/unix/", "unix:" + socket + "|fcgi://other/srv/"));
      mappings.forEach(m -> more.append(m.name() + " \"" + String.join("\" \"", m.arguments()) + "\"\n"));
      Item documents = Asked.line("DocumentRoot", root.toString());
      List<Item> items = new ArrayList<>(mappings);
      items.add(documents);
      Gateways ours = Gateways.of(Asked.settings(LOADED, items.toArray(Item[]::new)), new Asked.Lines());
      items.add(Asked.line("ProxyFCGIBackendType", "GENERIC"));
      Gateways generic = Gateways.of(Asked.settings(LOADED, items.toArray(Item[]::new)), new Asked.Lines());

      try (var httpd = RealHttpd.installed().start(configuration(root, port, more.toString()))) {
        assertThat(httpd.pid()).isPositive();
        List<String> host = List.of("Host: Some.example:81");
        List<Request> requests =
            List.of(
                new Request("GET /tcp/x.php?a=1 HTTP/1.1", host, "/tcp/x.php", "tcp/x.php", "", ""),
                new Request("GET /tcp/a%20b.php/x%20y/?z HTTP/1.1", host, "/tcp/a b.php/x y/", "tcp/a b.php", "/x y/", ""),
                new Request("POST /slash/x.php/i HTTP/1.1", List.of("Host: [::1]:8", "Content-Type: a/b", "X-A: 1", "x-a: 2",
                    "X_B: 3", "Proxy: p", "Authorization: Basic YTpi"), "/slash/x.php/i", "slash/x.php", "/i", "hello"),
                new Request("GET /sock/x.php HTTP/1.0", List.of(), "/sock/x.php", "sock/x.php", "", ""),
                new Request("GET /generic/x.php/i?q HTTP/1.1", host, "/generic/x.php/i", "generic/x.php", "/i", ""),
                new Request("GET http://abs.example:77/tcp/x.php HTTP/1.1", host, "/tcp/x.php", "tcp/x.php", "", ""),
                new Request("GET /match/a%3fb.php/c%20d?q HTTP/1.1", host, "/match/a?b.php/c d", "", "", ""),
                new Request("GET /plain/x.php HTTP/1.1", host, "/plain/x.php", "", "", ""),
                new Request("GET /pass/x~1/(y)'%25.php HTTP/1.1", host, "/pass/x~1/(y)'%.php", "", "", ""),
                new Request("GET /pass HTTP/1.1", host, "/pass", "", "", ""),
                new Request("GET /unix/y.php HTTP/1.1", host, "/unix/y.php", "", "", ""));
        for (Request request : requests) {
          Exchange exchange =
              Asked.exchange(request.line, request.path, request.file.isEmpty() ? "" : root.resolve(request.file).toString(),
                  request.pathInfo, withLength(request), request.body.getBytes(StandardCharsets.ISO_8859_1));
          exchange.environment().put("MINE", "a b");
          boolean isGeneric = request.file.startsWith("generic");
          ContentHandler handler =
              request.file.isEmpty()
                  ? ours.match(exchange)
                  : (isGeneric ? generic : ours).find(Objects.requireNonNull(handlers.get(request.file.split("/")[0])));
          String theirs = real(port, request.line, withLength(request), request.body);

          assertThat(variables(Asked.ask(Objects.requireNonNull(handler), exchange).body()))
              .as(request.line)
              .isEqualTo(variables(theirs.substring(theirs.indexOf("\r\n\r\n") + 4)));
        }
        assertThat(ours.match(Asked.exchange("GET /passage HTTP/1.1", "/passage", "", "", host, NOTHING))).isNull();
        assertThat(ours.match(Asked.exchange("GET /not/this/x HTTP/1.1", "/not/this/x", "", "", host, NOTHING))).isNull();

        for (String mode : WRITTEN.keySet()) {
          String theirs = real(port, "GET /tcp/x.php?m=" + mode + " HTTP/1.0", List.of("Host: h", "Connection: close"), "");
          Answer answer = ask(tcp.port(), mode, new Asked.Lines());
          assertThat(theirs).as(mode).startsWith("HTTP/1.1 " + answer.status() + " ");
          if (answer.status() < 500) {
            assertThat(theirs).as(mode).endsWith("\r\n\r\n" + answer.body());
            answer.headers().forEach((name, value) -> {
              for (String one : value.split("\\|")) {
                assertThat(theirs).as(mode).contains("\r\n" + name + ": " + one + "\r\n");
              }
            });
          }
        }
      }
    }
  }

  private static List<String> withLength(Request request) {
    List<String> fields = new ArrayList<>(request.fields);
    if (!request.body.isEmpty()) {
      fields.add("Content-Length: " + request.body.length());
    }
    fields.add("Connection: close");
    return fields;
  }

  private static Map<String, String> variables(String listing) {
    Map<String, String> all = new TreeMap<>();
    for (String line : listing.split("\n")) {
      int equals = line.indexOf('=');
      if (equals > 0 && !Set.of("REMOTE_PORT", "SERVER_SOFTWARE", "PATH").contains(line.substring(0, equals))) {
        all.put(line.substring(0, equals), line.substring(equals + 1).strip());
      }
    }
    return all;
  }

  /// What the real one answers, its chunks joined.
  private static String real(int port, String line, List<String> fields, String body) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(60_000);
      String head = line + "\r\n" + String.join("\r\n", fields) + "\r\n\r\n";
      socket.getOutputStream().write((head + body).getBytes(StandardCharsets.ISO_8859_1));
      try (InputStream in = socket.getInputStream()) {
        return joined(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
      }
    }
  }

  private static String joined(String answer) {
    int body = answer.indexOf("\r\n\r\n") + 4;
    if (!answer.substring(0, body).contains("Transfer-Encoding: chunked")) {
      return answer;
    }
    StringBuilder all = new StringBuilder(answer.substring(0, body));
    int at = body;
    while (at < answer.length()) {
      int end = answer.indexOf("\r\n", at);
      int length = Integer.parseInt(answer.substring(at, end), 16);
      all.append(answer, end + 2, end + 2 + length);
      at = length == 0 ? answer.length() : end + 4 + length;
    }
    return all.toString();
  }

  private Path configuration(Path root, int port, String more) throws IOException {
    StringBuilder modules = new StringBuilder();
    for (String module : List.of("mpm_event", "authz_core", "env", "proxy", "proxy_fcgi")) {
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
}
