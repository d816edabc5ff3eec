package dev.mpmlint.server.site;

import dev.mpmlint.server.exchange.Body;
import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.exchange.Response;
import dev.mpmlint.server.http.RequestHead;
import dev.mpmlint.server.log.Level;
import dev.mpmlint.server.log.Log;
import dev.mpmlint.server.settings.ServerSettings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The order in which a request meets what is configured: virtual host, path, errors and their documents, header fields
/// (`ap_process_request_internal`, `ap_die`). Thread-safe.
final class Requests {
  private static final int MOST_REDIRECTS = 10;

  private final VirtualHosts hosts;
  private final Errors errors;
  private final Serving serving;
  private final Log log;

  Requests(ServerSettings settings, VirtualHosts hosts, Walk walk, Errors errors, HandlerFinder handlers, Log log) {
    this.hosts = hosts;
    this.errors = errors;
    this.log = log;
    this.serving = new Serving(settings, walk, errors, handlers, log);
  }

  void serve(Exchange exchange) {
    RequestHead head = exchange.head();
    HostConf host = hosts.named(exchange.peer().local(), head.hostname());
    exchange.host(host.host());
    exchange.path = head.path();
    exchange.query = head.query();
    if (head.method().equals("CONNECT")) {
      // Nobody tunnels; the default handler says what it does instead.
      exchange.response().headers().set("Allow", Serving.allow(host));
      answerError(exchange, host, host.base(), 405, "");
      return;
    }
    if (head.method().equals("TRACE")) {
      trace(exchange, host);
      return;
    }
    if (head.path().equals("*")) {
      star(exchange, host);
      return;
    }
    UriPath.EncodedSlashes slashes = host.base().encodedSlashes;
    UriPath.Decoded decoded =
        UriPath.decode(head.path(), slashes == null ? UriPath.EncodedSlashes.OFF : slashes, host.mergeSlashes());
    if (decoded.status() != 0) {
      if (decoded.status() == 400) {
        log.log(Level.ERROR, "core", "AH10244: invalid URI path (" + head.path() + ")", exchange);
      }
      answerError(exchange, host, host.base(), decoded.status(), "");
      return;
    }
    run(exchange, host, decoded.path(), 0, 0, null);
  }

  void refuse(Exchange exchange, int status, String notes) {
    HostConf host = hosts.named(exchange.peer().local(), exchange.head().hostname());
    exchange.host(host.host());
    if (status == 501 && !host.trace().equals("off")) {
      exchange.response().headers().set("Allow", "TRACE");
    }
    answerError(exchange, host, host.base(), status, notes);
  }

  /// Serves a path; what goes wrong gets its document.
  ///
  /// @param first the status that this path speaks of, as an ErrorDocument; 0 for the request itself
  /// @param depth how many internal redirects led here
  /// @param before what held for the request that was redirected here; null for none
  private void run(Exchange exchange, HostConf host, String path, int first, int depth, @Nullable DirConf before) {
    exchange.path = path;
    Outcome outcome = serving.serve(exchange, host, path, first, before);
    if (outcome.redirect() != null && depth < MOST_REDIRECTS) {
      run(exchange, host, outcome.redirect(), first, depth + 1, outcome.conf());
      return;
    }
    int status = outcome.redirect() != null ? 500 : outcome.status();
    if (status == 0) {
      HeaderFields.finish(exchange, outcome.conf(), false);
      return;
    }
    if (first != 0) {
      int also = status;
      errors.page(exchange, host, outcome.conf(), first, also, "");
      HeaderFields.finish(exchange, outcome.conf(), true);
      return;
    }
    document(exchange, host, outcome.conf(), status, outcome.notes(), depth);
  }

  private void answerError(Exchange exchange, HostConf host, DirConf conf, int status, String notes) {
    document(exchange, host, conf, status, notes, 0);
  }

  /// What ErrorDocument says, or httpd's own page.
  private void document(Exchange exchange, HostConf host, DirConf conf, int status, String notes, int depth) {
    String document = conf.errorDocuments.getOrDefault(status, "");
    Response response = exchange.response();
    if (document.isEmpty() || status < 400 || depth >= MOST_REDIRECTS) {
      errors.page(exchange, host, conf, status, 0, notes);
      HeaderFields.finish(exchange, conf, true);
    } else if (document.indexOf(' ') < 0 && document.startsWith("/")) {
      redirected(exchange, host, status);
      String allow = response.headers().get("Allow");
      response.headers().clear();
      if (allow != null && status == 405) {
        response.headers().set("Allow", allow);
      }
      response.status(status);
      if (Errors.endsConnection(status)) {
        response.close();
      }
      int question = document.indexOf('?');
      exchange.query = question < 0 ? null : document.substring(question + 1);
      run(exchange, host, question < 0 ? document : document.substring(0, question), status, depth + 1, conf);
    } else if (document.indexOf(' ') < 0 && Urls.isUrl(document)) {
      response.headers().clear();
      response.headers().set("Location", document);
      errors.page(exchange, host, conf, 302, 0, "");
      HeaderFields.finish(exchange, conf, true);
    } else {
      errors.message(exchange, conf, status, document);
      HeaderFields.finish(exchange, conf, true);
    }
  }

  /// What the document's maker is told: the environment with REDIRECT_ in front, and where it came from.
  private static void redirected(Exchange exchange, HostConf host, int status) {
    Map<String, String> environment = exchange.environment();
    Map<String, String> before = new HashMap<>(environment);
    environment.clear();
    before.forEach((name, value) -> environment.put("REDIRECT_" + name, value));
    environment.put("REDIRECT_STATUS", Integer.toString(status));
    environment.put("REDIRECT_URL", exchange.path);
    environment.put("REDIRECT_REQUEST_METHOD", exchange.head().method());
    if (exchange.query != null) {
      environment.put("REDIRECT_QUERY_STRING", exchange.query);
    }
    environment.put("REDIRECT_SERVER_NAME", host.host().name());
  }

  /// OPTIONS * is answered; any other method has no business there.
  private void star(Exchange exchange, HostConf host) {
    if (!exchange.head().method().equals("OPTIONS")) {
      answerError(exchange, host, host.base(), 400, "");
    }
  }

  /// Sends the request back. Its body is refused unless TraceEnable is extended.
  private void trace(Exchange exchange, HostConf host) {
    RequestHead head = exchange.head();
    if (host.trace().equals("off")) {
      exchange.response().headers().set("Allow", "");
      answerError(exchange, host, host.base(), 405, "");
      return;
    }
    if (exchange.body().length() != 0 && !host.trace().equals("extended")) {
      answerError(exchange, host, host.base(), 413, "");
      return;
    }
    StringBuilder s = new StringBuilder(200).append(head.requestLine()).append("\r\n");
    for (int i = 0; i < head.fields(); i++) {
      s.append(head.name(i)).append(": ").append(head.value(i)).append("\r\n");
    }
    exchange.response().headers().set("Content-Type", "message/http");
    byte[] bytes = s.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    exchange.response().body(new Body.Stream(-1, to -> to.write(ByteBuffer.wrap(bytes))));
  }
}
