package dev.mpmlint.server.status;

import dev.mpmlint.server.exchange.Body;
import dev.mpmlint.server.exchange.ContentHandler;
import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.exchange.Response;
import dev.mpmlint.server.scoreboard.Scoreboard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TimeZone;

/// The handler `server-status`: what httpd 2.4's mod_status answers, byte for byte but for the numbers. The query chooses:
/// `auto` a line for each figure, `notable` a list instead of a table, `refresh=N` a header that makes browsers ask again.
/// Used by all workers at once; keeps nothing between requests. A report beyond 8 KiB is sent as it is made.
public final class StatusHandler implements ContentHandler {
  private final Scoreboard board;
  private final String version;
  private final String built;
  private final String signature;

  /// @param version how the server announces itself: `Apache/2.4.71 (Debian)`
  /// @param built when it was built, as shown
  /// @param signature the version in the footer, as ServerSignature says; empty for none
  public StatusHandler(Scoreboard board, String version, String built, String signature) {
    this.board = board;
    this.version = version;
    this.built = built;
    this.signature = signature;
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    Response response = exchange.response();
    String method = exchange.head().method();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      // mod_status declines; then httpd looks for a file of this name, and finds none.
      if (method.equals("POST")) {
        response.status(404);
      } else {
        response.status(405).headers().set("Allow", "HEAD,GET,POST,OPTIONS");
      }
      return;
    }
    String query = exchange.query == null ? "" : exchange.query;
    boolean auto = query.contains("auto");
    boolean noTable = query.contains("notable");
    int refresh = query.indexOf("refresh");
    if (refresh >= 0) {
      response.headers().set("Refresh", Long.toString(interval(query, refresh + "refresh".length())));
    }
    response.headers().set("Content-Type", (auto ? "text/plain" : "text/html") + "; charset=ISO-8859-1");
    Facts facts = facts(exchange);
    Page page = new Page(null);
    report(page, facts, auto, noTable);
    if (page.overflowed()) {
      response.body(new Body.Stream(-1, sink -> report(new Page(sink), facts, auto, noTable)));
    } else {
      response.body(new Body.Bytes(page.bytes()));
    }
  }

  private void report(Page page, Facts facts, boolean auto, boolean noTable) throws IOException {
    if (auto) {
      ShortReport.write(page, board, facts);
    } else {
      HtmlReport.write(page, board, facts, noTable);
    }
    page.end();
  }

  private Facts facts(Exchange exchange) throws IOException {
    long now = System.currentTimeMillis() * 1000;
    return new Facts(
        serverName(exchange),
        exchange.peer().local().getAddress().getHostAddress(),
        exchange.peer().local().getPort(),
        version,
        built,
        signature,
        now,
        load(),
        TimeZone.getDefault());
  }

  /// What the client asked for, else the virtual host's own name (UseCanonicalName Off).
  private static String serverName(Exchange exchange) {
    String host = exchange.head().field("Host");
    if (host == null || host.isEmpty()) {
      return exchange.host().name();
    }
    int colon = host.lastIndexOf(':');
    String name = colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    return name.isEmpty() ? exchange.host().name() : name;
  }

  /// Seconds: the number behind `refresh=`, 10 when there is none or it is below 1.
  private static long interval(String query, int at) {
    if (at >= query.length() || query.charAt(at) != '=') {
      return 10;
    }
    long seconds = 0;
    for (int i = at + 1; i < query.length() && Character.digit(query.charAt(i), 10) >= 0; i++) {
      seconds = Math.min(seconds * 10 + Character.digit(query.charAt(i), 10), Long.MAX_VALUE / 100);
    }
    return seconds < 1 ? 10 : seconds;
  }

  private static List<String> load() throws IOException {
    Path file = Path.of("/proc/loadavg");
    if (!Files.exists(file)) {
      return List.of("0.00", "0.00", "0.00");
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    String[] load = new String[3];
    int at = 0;
    for (int i = 0; i < load.length; i++) {
      int end = text.indexOf(' ', at);
      load[i] = text.substring(at, end);
      at = end + 1;
    }
    return List.of(load);
  }
}
