package dev.mpmlint.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.server.exchange.Body;
import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.exchange.Host;
import dev.mpmlint.server.exchange.RequestBody;
import dev.mpmlint.server.settings.Pool;
import dev.mpmlint.server.settings.ServerSettings;
import dev.mpmlint.support.Engine;
import dev.mpmlint.support.RealHttpd;
import dev.mpmlint.support.RequiresProgram;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same directives and requests, logged by a real httpd and by our logs.
@RequiresProgram("apache2")
class LogAgreementTest {
  private static final String MODULES = "/usr/lib/apache2/modules/";
  /// What differs from server to server comes first: time, duration, the client's port, process and thread.
  private static final String VARYING = "%{usec}t %D %{remote}p %P %{tid}P %{hextid}P|";

  private static final List<String> FORMATS =
      List.of(
          "%% %a %{c}a %A %B %b %{ck}C %{FOO}e %f %h %H %{X-A}i %k %l %m %{x}n %{Content-Type}o %{Content-Length}o",
          "%{Connection}o %{Date}o %{Location}o %p %{canonical}p %{local}p %{odd}p %{odd}P %q \\\"%r\\\" %R %s %>s %<s",
          "%T %{ms}T %{US}T %{s}T %{odd}T %u %U %>U %v %V %X %I %O %S %{x}^ti %^FB",
          "%400,404{User-Agent}i %!200,304{User-Agent}i %403s %!403>s %400,403{Referer}i",
          "%t %{%Y-%m-%d %H:%M:%S %z %Z}t %{begin}t %{end}t %{begin:%s}t %{end:%T}t %{sec}t %{msec}t",
          "%{msec_frac}t %{usec_frac}t %{begin:sec}t %{end:msec}t %{end:usec_frac}t %{begin:}t %{odd}t %{end:odd}t",
          "%{%a %A %b %B %c %C %d %D %e %F %g %G %h %I %j %k %l %m %M %p %P %r %R %S %u %U %V %w %W %x %X %y %%}t",
          "back\\\\slash \\\\ttab \\\\x %{User-Agent}i");

  @TempDir Path root;

  private int port;

  /// A request and what the real server answered.
  private record Asked(Host host, String request, int ordinal, String answer, int bodyBytes) {
    int status() {
      return Integer.parseInt(answer.substring(9, 12));
    }

    boolean head() {
      return request.startsWith("HEAD");
    }
  }

  @Test
  void logsAreTheSame() throws Exception {
    port = Engine.freePort();
    Files.createDirectories(root.resolve("www/sub"));
    Files.writeString(root.resolve("www/a.html"), "<p>hello\n");
    Path real = Files.createDirectories(root.resolve("real"));
    Path ours = Files.createDirectories(root.resolve("ours"));
    Path file = Files.writeString(root.resolve("httpd.conf"), server() + logs(real));
    List<Asked> asked = new ArrayList<>();
    var running = RealHttpd.installed().start(file);
    try (running) {
      askAll(asked);
    }
    List<String> errors = running.log();

    ServerSettings settings = Logging.settings(root, Pool.Kind.EVENT, logs(ours));
    compareAccess(settings, asked, real, ours);
    compareErrors(settings, asked, errors, real, ours);
  }

  private void askAll(List<Asked> asked) throws IOException {
    Host main = Logging.host(1, "main.local", 0);
    Host other = Logging.host(2, "other.local", 77);
    ask(
        asked,
        main,
        http(
            "GET /a.html?q=\"1\"%22 HTTP/1.1",
            "Host: Main.Local:81",
            "X-A: one\"two\\back",
            "X-A: second",
            "Cookie: x=1; CK =  v al ; z",
            "User-Agent: u \"a\"\t\u00e9"),
        http("GET /nope HTTP/1.1", "Host: main.local", "User-Agent: u"),
        http("GET /a.html HTTP/1.1", "Host: main.local", "Connection: close"));
    ask(asked, main, http("HEAD /a.html HTTP/1.0"));
    ask(asked, main, http("GET /sub/x HTTP/1.0", "Referer: http://r/\"\\\u00e9", "User-Agent: u"));
    ask(asked, other, http("GET /sub/y HTTP/1.1", "Host: other.local", "Connection: close", "Referer: r"));
    ask(asked, other, http("GET /sub/z HTTP/1.1", "Host: other.local", "Connection: close"));
  }

  private static String http(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  /// One after the other on one connection; the last one must close it.
  private void ask(List<Asked> asked, Host host, String... requests) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(60_000);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (int i = 0; i < requests.length; i++) {
        socket.getOutputStream().write(requests[i].getBytes(StandardCharsets.ISO_8859_1));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
          int next = in.read();
          assertThat(next).as("after %s", head).isNotNegative();
          head.append((char) next);
        }
        int length = requests[i].startsWith("HEAD") ? 0 : Integer.parseInt(field(head.toString(), "Content-Length"));
        String body = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
        asked.add(new Asked(host, requests[i], i, head + body, body.length()));
        awaitLogged(asked.size());
      }
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  /// httpd looks for the next request when it has logged one, and counts the byte that it sees then twice (%I): it must have
  /// looked before the next one comes.
  private void awaitLogged(int requests) throws IOException {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    Path log = root.resolve("real/access0");
    while (Files.readAllLines(log, StandardCharsets.ISO_8859_1).size() < requests && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
  }

  private static String field(String head, String name) {
    int from = head.indexOf("\r\n" + name + ": ") + name.length() + 4;
    return head.substring(from, head.indexOf("\r\n", from));
  }

  private void compareAccess(ServerSettings settings, List<Asked> asked, Path real, Path ours) throws Exception {
    AccessLogs logs = AccessLogs.of(settings, InheritedFiles.none());
    List<List<String>> expected = new ArrayList<>();
    for (int format = 0; format < FORMATS.size(); format++) {
      expected.add(Files.readAllLines(real.resolve("access" + format), StandardCharsets.ISO_8859_1));
    }
    for (int i = 0; i < asked.size(); i++) {
      String[] varying = expected.getFirst().get(i).split("[ |]", -1);
      Exchange x = exchange(asked.get(i), Integer.parseInt(varying[2]), Long.parseLong(varying[0]));
      Served served = served(asked.get(i), Long.parseLong(varying[1]));
      logs.log(x, served);
    }
    for (int format = 0; format < FORMATS.size(); format++) {
      List<String> lines = Files.readAllLines(ours.resolve("access" + format), StandardCharsets.ISO_8859_1);
      assertThat(lines.stream().map(LogAgreementTest::withoutProcess))
          .as(FORMATS.get(format))
          .hasSameSizeAs(asked)
          .containsExactlyElementsOf(expected.get(format).stream().map(LogAgreementTest::withoutProcess).toList());
    }
  }

  /// The three numbers before the bar.
  private static String withoutProcess(String line) {
    return line.replaceFirst("^(\\d+ \\d+ \\d+) \\d+ \\d+ [0-9a-f]+\\|", "$1|");
  }

  private Exchange exchange(Asked asked, int clientPort, long received) {
    String[] lines = asked.request.split("\r\n", -1);
    List<String> fields = new ArrayList<>();
    for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
      fields.add(lines[i]);
    }
    Exchange x =
        Logging.exchange(
            asked.host, Logging.peer("127.0.0.1", clientPort, port), lines[0], fields.toArray(new String[0]));
    x.begin(RequestBody.NONE, received);
    String target = x.head().target();
    int query = target.indexOf('?');
    x.path = query < 0 ? target : target.substring(0, query);
    x.query = query < 0 ? null : target.substring(query + 1);
    x.file = root.resolve("www") + x.path;
    x.ordinal = asked.ordinal;
    if (asked.status() != 403) {
      // SetEnv comes after access is decided.
      x.environment().put("FOO", "b\"r");
    }
    x.response().status(asked.status());
    x.response().headers().add("Content-Type", field(asked.answer, "Content-Type"));
    int length = Integer.parseInt(field(asked.answer, "Content-Length"));
    x.response().body(new Body.Bytes(ByteBuffer.allocate(length)));
    return x;
  }

  private static Served served(Asked asked, long micros) {
    Served served = new Served();
    served.clear();
    served.status = asked.status();
    served.originalStatus = asked.status();
    served.bodyBytes = asked.head() ? 0 : asked.bodyBytes;
    served.received = asked.request.length();
    served.sent = asked.answer.length();
    served.micros = micros;
    boolean kept = asked.request.contains("HTTP/1.1") && !asked.request.contains("close");
    served.ending = kept ? Served.Ending.KEPT : Served.Ending.CLOSED;
    return served;
  }

  private void compareErrors(ServerSettings settings, List<Asked> asked, List<String> errors, Path real, Path ours)
      throws Exception {
    ErrorLog log = ErrorLog.of(settings, InheritedFiles.none());
    for (Asked one : asked) {
      Exchange x = exchange(one, 40000, Logging.RECEIVED);
      x.ordinal = one.ordinal;
      if (one.status() == 403) {
        log.log(Level.ERROR, "authz_core", "AH01630: client denied by server configuration: " + x.file, x);
      } else if (one.status() == 404) {
        log.log(Level.INFO, "core", "AH00128: File does not exist: " + x.file, x);
      }
    }
    List<String> ofMain = errors.stream().filter(line -> line.contains("[client")).toList();
    assertThat(normal(Files.readAllLines(ours.resolve("main.err"))))
        .hasSize(2)
        .containsExactlyElementsOf(normal(ofMain));
    List<String> ofOther = Files.readAllLines(real.resolve("other.err"));
    assertThat(normal(Files.readAllLines(ours.resolve("other.err"))))
        .hasSize(5)
        .containsExactlyElementsOf(normal(ofOther));
    log.log(Level.NOTICE, "mpm_event", "AH00489: Apache/");
    String here = Files.readAllLines(ours.resolve("main.err")).getLast();
    assertThat(normal(errors)).anyMatch(line -> line.startsWith(normal(List.of(here)).getFirst()));
  }

  private static List<String> normal(List<String> lines) {
    return lines.stream()
        .map(
            line ->
                line.replaceAll("[A-Z][a-z]{2} [A-Z][a-z]{2} \\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6} \\d{4}", "TIME")
                    .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}", "ISO")
                    .replaceAll("\\[pid \\d+:tid \\d+]", "[PROCESS]")
                    .replaceAll("127\\.0\\.0\\.1:\\d+", "ADDRESS")
                    .replaceAll("connection ([A-Za-z0-9+/]{11}) \\1 ", "connection ID ID ")
                    .replaceAll("id [A-Za-z0-9+/]{11}", "id ID"))
        .toList();
  }

  private String server() {
    StringBuilder text = new StringBuilder();
    for (String module : List.of("mpm_event", "authz_core", "mime", "env")) {
      text.append("LoadModule ").append(module).append("_module ").append(MODULES).append("mod_");
      text.append(module).append(".so\n");
    }
    return text
        + """
        ServerRoot "%1$s"
        DefaultRuntimeDir "%1$s"
        DocumentRoot "%1$s/www"
        PidFile httpd.pid
        TypesConfig /dev/null
        AddType text/html .html
        Listen 127.0.0.1:%2$d
        SetEnv FOO "b\\"r"
        <Location /sub>
        Require all denied
        </Location>
        """
            .formatted(root, port);
  }

  private String logs(Path folder) {
    StringBuilder text = new StringBuilder("ServerName main.local\nLogLevel info\n");
    for (int i = 0; i < FORMATS.size(); i++) {
      text.append("CustomLog ").append(folder).append("/access").append(i).append(" nick").append(i).append('\n');
      text.append("LogFormat \"").append(VARYING).append(FORMATS.get(i)).append("\" nick").append(i).append('\n');
    }
    return text
        + """
        ErrorLog %1$s/main.err
        <VirtualHost 127.0.0.1:%2$d>
        ServerName main.local
        </VirtualHost>
        <VirtualHost 127.0.0.1:%2$d>
        ServerName other.local:77
        ErrorLog %1$s/other.err
        ErrorLogFormat "[%%{u}t] [%%-m:%%l] [pid %%P:tid %%{g}T] a=%%a %%{c}a %%A %%{cu}t [%%v] %%V %%E %%-{FOO}e %%k id %%L %%5{Host}i %%{None}i%% x %%M%% ,\\ referer\\ %%{Referer}i"
        ErrorLogFormat connection "connection %%{c}L %%{C}L %%L %%A"
        ErrorLogFormat request "request %%+{Referer}i k=%%k"
        </VirtualHost>
        """
            .formatted(folder, port);
  }
}
