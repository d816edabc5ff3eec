package dev.mpmlint.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.mpmlint.support.Engine;
import dev.mpmlint.support.RealHttpd;
import dev.mpmlint.support.RequiresProgram;
import dev.mpmlint.support.RunningHttpd;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The table of requests sent to a real httpd, each on a connection of its own. The codec is compared with the same
/// table by [RequestTableTest].
@RequiresProgram("apache2")
class RequestAgreementTest {
  private static final Map<String, String> SERVERS =
      Map.of(
          "strict", "",
          "unsafe", "HttpProtocolOptions Unsafe\n",
          "tight",
              """
              HttpProtocolOptions Strict RegisteredMethods Require1.0
              LimitRequestLine 100
              LimitRequestFieldSize 60
              LimitRequestFields 5
              """,
          "loose",
              """
              HttpProtocolOptions Unsafe
              LimitRequestLine 100
              LimitRequestFieldSize 60
              LimitRequestFields 0
              """);

  @TempDir Path scratch;

  @Test
  void httpdAnswersAsTheTableSays() throws Exception {
    Map<String, Integer> ports = new HashMap<>();
    Path configuration = configuration(ports);
    SoftAssertions softly = new SoftAssertions();
    try (RunningHttpd _ = RealHttpd.installed().start(configuration)) {
      for (RequestTable.Case request : RequestTable.read()) {
        String said = ask(Objects.requireNonNull(ports.get(request.server())), request.bytes());
        List<String> expected = new ArrayList<>();
        for (String answer : request.answers()) {
          expected.add(answer.replace("*", ""));
        }
        softly.assertThat(answers(said, request.content())).as(request.name()).isEqualTo(expected);
      }
    }
    softly.assertAll();
  }

  private Path configuration(Map<String, Integer> ports) throws IOException {
    Path site = Files.createDirectory(scratch.resolve("site"));
    Files.writeString(site.resolve("index.html"), "hello\n");
    Files.writeString(site.resolve("a.txt"), "two\n");
    StringBuilder text = new StringBuilder();
    text.append("ServerRoot ").append(scratch).append("\nPidFile pid\nServerName localhost\n");
    for (String module : List.of("mpm_event", "authz_core", "dir", "mime")) {
      text.append("LoadModule ").append(module).append("_module /usr/lib/apache2/modules/mod_").append(module).append(".so\n");
    }
    text.append("TypesConfig /dev/null\nAddType text/html .html\nDirectoryIndex index.html\n");
    text.append("StartServers 1\nMinSpareThreads 1\nMaxSpareThreads 25\nMaxRequestWorkers 25\n");
    text.append("DocumentRoot ").append(site).append('\n');
    for (Map.Entry<String, String> server : SERVERS.entrySet()) {
      int port = Engine.freePort();
      while (ports.containsValue(port)) {
        port = Engine.freePort();
      }
      ports.put(server.getKey(), port);
      text.append("Listen 127.0.0.1:").append(port).append("\n<VirtualHost 127.0.0.1:").append(port).append(">\n");
      text.append(server.getValue()).append("</VirtualHost>\n");
    }
    return Files.writeString(scratch.resolve("httpd.conf"), text);
  }

  private static String ask(int port, byte[] bytes) throws IOException {
    StringBuilder said = new StringBuilder();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 30_000);
      socket.setSoTimeout(30_000);
      byte[] buffer = new byte[8192];
      try {
        socket.getOutputStream().write(bytes);
        socket.shutdownOutput();
        for (int n = socket.getInputStream().read(buffer); n >= 0; n = socket.getInputStream().read(buffer)) {
          said.append(new String(buffer, 0, n, ISO_8859_1));
        }
      } catch (SocketException _) {
        // httpd may reset a connection whose rest it does not want; what it said before that counts.
      }
    }
    return said.toString();
  }

  /// Takes answers apart: `200 keep`. What does not begin like an answer is one of HTTP/0.9.
  private static List<String> answers(String said, String request) {
    List<String> answers = new ArrayList<>();
    // Which requests are HEAD is told by the request lines, in order.
    List<Boolean> heads = new ArrayList<>();
    for (String line : request.strip().split("\n", -1)) {
      if (line.startsWith("HEAD ") || line.startsWith("GET ") || line.startsWith("POST ")) {
        heads.add(line.startsWith("HEAD "));
      }
    }
    String rest = said;
    while (rest.startsWith("HTTP/")) {
      int end = rest.indexOf("\r\n\r\n");
      String head = rest.substring(0, end + 2).toLowerCase(Locale.ROOT);
      rest = rest.substring(end + 4);
      String status = head.substring(9, 12);
      if (status.equals("100")) {
        continue;
      }
      boolean closes = head.contains("\r\nconnection: close\r\n");
      boolean bodiless = answers.size() < heads.size() && heads.get(answers.size());
      answers.add(status + (closes ? " close" : " keep"));
      rest = bodiless ? rest : afterBody(head, rest);
    }
    if (!rest.isEmpty()) {
      answers.add(rest.equals("hello\n") ? "200 close" : "unexpected: " + rest);
    }
    return answers;
  }

  private static String afterBody(String head, String rest) {
    int at = head.indexOf("\r\ncontent-length: ");
    if (at >= 0) {
      int from = at + "\r\ncontent-length: ".length();
      return rest.substring(Integer.parseInt(head, from, head.indexOf('\r', from), 10));
    }
    if (!head.contains("\r\ntransfer-encoding: chunked\r\n")) {
      return head.contains("\r\nconnection: close\r\n") ? "" : rest;
    }
    String left = rest;
    while (true) {
      int line = left.indexOf("\r\n");
      int size = Integer.parseInt(left, 0, line, 16);
      left = left.substring(line + 2 + size + 2);
      if (size == 0) {
        return left;
      }
    }
  }
}
