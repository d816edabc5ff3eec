package dev.mpmlint.server.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.exchange.Peer;
import dev.mpmlint.server.exchange.RequestBody;
import dev.mpmlint.server.http.HeadText;
import dev.mpmlint.support.Engine;
import dev.mpmlint.support.RealHttpd;
import dev.mpmlint.support.RequiresProgram;
import dev.mpmlint.support.RunningHttpd;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every request of `requests.txt` is put to the real httpd and to a [Site] of the same configuration: status, fields
/// and body are the same.
@RequiresProgram("apache2")
class SiteAgreesWithHttpdTest {
  @TempDir Path dir;

  @Test
  void everyRequestIsAnsweredAsHttpdAnswersIt() throws Exception {
    int port = Engine.freePort();
    SiteTree.make(dir);
    String configuration = SiteTree.configuration(dir, port);
    Path file = Files.writeString(dir.resolve("site.conf"), configuration);
    Site site = Site.of(SettingsText.settings(configuration, dir.toString()), new SilentLog(), Map.of());
    List<String> differences = new ArrayList<>();
    List<String> requests = SiteTree.requests();
    try (RunningHttpd _ = RealHttpd.installed().start(file)) {
      for (String request : requests) {
        Answer expected = Answer.parse(ask(port, request));
        Answer actual = answer(site, request, port);
        if (!expected.equals(actual)) {
          differences.add(request.strip().replace("\r\n", " | ") + "\n" + difference(expected, actual));
        }
      }
    }

    assertThat(requests).hasSizeGreaterThan(200);
    assertThat(differences).as("%d of %d differ", differences.size(), requests.size()).isEmpty();
  }

  /// The parts that differ; of a body, the place.
  private static String difference(Answer httpd, Answer site) {
    StringBuilder s = new StringBuilder();
    if (httpd.status() != site.status() || !httpd.fields().equals(site.fields())) {
      s.append("  httpd: ").append(httpd.status()).append(' ').append(httpd.fields()).append('\n');
      s.append("  site:  ").append(site.status()).append(' ').append(site.fields()).append('\n');
    }
    int at = 0;
    while (at < Math.min(httpd.body().length(), site.body().length()) && httpd.body().charAt(at) == site.body().charAt(at)) {
      at++;
    }
    if (!httpd.body().equals(site.body())) {
      s.append("  httpd's body at ").append(at).append(": ").append(cut(httpd.body(), at)).append('\n');
      s.append("  site's body at ").append(at).append(":  ").append(cut(site.body(), at)).append('\n');
    }
    return s.toString();
  }

  private static String cut(String body, int from) {
    return body.substring(from, Math.min(body.length(), from + 150)).replace("\n", "\\n").replace("\r", "\\r");
  }

  private static Answer answer(Site site, String request, int port) throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    Peer peer = new Peer(new InetSocketAddress(here, 40_000), new InetSocketAddress(here, port), false);
    HeadText read = HeadText.of(request);
    Exchange exchange = new Exchange(read.head(), peer, site.hostFor(peer.local()));
    exchange.begin(RequestBody.NONE, System.currentTimeMillis() * 1000);
    if (read.fault() == 0) {
      site.serve(exchange);
    } else {
      site.refuse(exchange, read.fault(), "");
    }
    return Answer.of(exchange);
  }

  private static String ask(int port, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write((request + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
