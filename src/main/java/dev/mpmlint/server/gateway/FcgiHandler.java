package dev.mpmlint.server.gateway;

import dev.mpmlint.server.exchange.BadBodyException;
import dev.mpmlint.server.exchange.Body;
import dev.mpmlint.server.exchange.ContentHandler;
import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.exchange.Response;
import dev.mpmlint.server.log.Level;
import dev.mpmlint.server.log.Log;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Hands requests to a FastCGI server as mod_proxy_fcgi does. Used by all worker threads at once.
final class FcgiHandler implements ContentHandler {
  static final String PROXY = "proxy:";
  private static final String MODULE = "proxy_fcgi";

  private final ProxyTable table;
  private final FcgiUrl url;
  private final @Nullable String filePrefix;
  private final HostFacts.OfHosts hosts;
  private final Surroundings surroundings;
  private final Log log;

  /// @param url what SetHandler or ProxyPass names; a worker defined for it has its say
  /// @param filePrefix what stands before the file in SCRIPT_FILENAME: `proxy:fcgi://localhost`; null when ProxyPass
  ///     has set [Exchange#file] to all of it
  FcgiHandler(
      ProxyTable table,
      FcgiUrl url,
      @Nullable String filePrefix,
      HostFacts.OfHosts hosts,
      Surroundings surroundings,
      Log log) {
    this.table = table;
    this.url = url;
    this.filePrefix = filePrefix;
    this.hosts = hosts;
    this.surroundings = surroundings;
    this.log = log;
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    HostFacts facts = hosts.of(exchange);
    ScriptVariables variables = new ScriptVariables(facts, surroundings);
    String file = filePrefix == null ? exchange.file : filePrefix + exchange.file;
    Map<String, String> all = variables.of(exchange, facts.genericBackend() ? withoutServer(file) : file);
    FcgiWorker worker = worker(file);
    if (!worker.defined()) {
      all.put("proxy-nokeepalive", "1");
    }
    long timeout = timeout(exchange, facts, worker);
    SocketChannel channel = worker.reuse() ? worker.kept() : null;
    if (channel == null) {
      long patience = worker.connectTimeout() > 0 ? worker.connectTimeout() : timeout;
      channel = worker.connect(patience, text -> log.log(Level.ERROR, "proxy", text));
    }
    if (channel == null) {
      error(exchange, "AH01079: failed to make connection to backend: " + worker.url().host());
      exchange.response().status(503);
      return;
    }
    ByteBuffer opening = FcgiRequest.opening(all, worker.reuse());
    FcgiConversation conversation =
        new FcgiConversation(channel, opening, exchange.body(), timeout, text -> error(exchange, text));
    converse(exchange, new Kept(conversation, worker, channel), portShown(variables.serverPort(exchange)));
  }

  /// As httpd finds it: by the URL's beginning; a worker's own socket counts before that of SetHandler.
  private FcgiWorker worker(String file) {
    FcgiWorker defined = table.worker(file.substring(PROXY.length()));
    if (defined == null) {
      return FcgiWorker.generic(url);
    }
    return defined.url().socket() != null || url.socket() == null ? defined : defined.at(url);
  }

  /// ProxyFCGIBackendType GENERIC: the file alone, without `proxy:fcgi://localhost`.
  private static String withoutServer(String file) {
    int path = file.indexOf('/', PROXY.length() + FcgiUrl.SCHEME.length());
    return path < 0 ? file : file.substring(path);
  }

  private static long timeout(Exchange exchange, HostFacts facts, FcgiWorker worker) {
    if (worker.timeout() > 0) {
      return worker.timeout();
    }
    return facts.proxyTimeout() > 0 ? facts.proxyTimeout() : exchange.host().timeout();
  }

  /// httpd names the server's own port here, not the backend's; nothing when it is 80.
  private static String portShown(int port) {
    return port == 80 ? "" : ":" + port;
  }

  private void converse(Exchange exchange, Kept output, String port) throws IOException {
    boolean open = false;
    try {
      ScriptHead head = new ScriptHead();
      ScriptHead.End end = head.read(output);
      String name = exchange.file.substring(exchange.file.lastIndexOf('/') + 1);
      switch (end) {
        case COMPLETE -> {
          String invalid = head.invalidStatus();
          if (invalid != null) {
            error(exchange, "Invalid status line from script '" + name + "': " + invalid);
          }
          head.fill(exchange.response());
          open = answer(exchange, head.rest(), output, port);
        }
        case CUT_OFF -> exchange.response().body(new Body.Bytes(head.everything()));
        case MALFORMED ->
            unusable(exchange, "malformed header from script '" + name + "': Bad header: " + head.fault(), port);
        case TOO_LONG -> unusable(exchange, "End of script output before headers: " + name, port);
        case BAD_NAME -> {
          log.log(Level.ERROR, "http", ScriptFaults.badName(head.fault()), exchange);
          exchange.response().status(500).close();
        }
      }
    } catch (GatewayException e) {
      error(exchange, dispatching(e, port));
      exchange.response().status(e.status());
    } catch (BadBodyException e) {
      error(exchange, "AH01075: Error dispatching request to " + port + ": (reading input brigade)");
      exchange.response().status(e.status());
    } finally {
      if (!open) {
        output.close();
      }
    }
  }

  /// @return whether the rest of the answer is still to come
  private boolean answer(Exchange exchange, ByteBuffer first, Kept output, String port) throws IOException {
    ScriptBody content = new ScriptBody(first, output, failure -> error(exchange, dispatching(failure, port)));
    Response response = exchange.response();
    if (exchange.head().method().equals("HEAD") || response.status() == 204 || response.status() == 304) {
      content.drain();
      response.body(new Body.Stream(-1, to -> {}));
      return false;
    }
    response.body(new Body.Stream(-1, content));
    return true;
  }

  /// httpd's answer to a header that it cannot read has no body at all, not even an error document.
  private void unusable(Exchange exchange, String text, String port) {
    error(exchange, text);
    error(exchange, "AH01070: Error parsing script headers");
    error(exchange, Errors.INVALID + "AH01075: Error dispatching request to " + port + ": ");
    exchange.response().status(500).close().body(new Body.Stream(0, to -> {}));
  }

  private static String dispatching(GatewayException e, String port) {
    String message = String.valueOf(e.getMessage());
    int bar = message.indexOf('|');
    return (bar < 0 ? message : message.substring(0, bar))
        + "AH01075: Error dispatching request to "
        + port
        + ": "
        + message.substring(bar < 0 ? message.length() : bar + 1);
  }

  private void error(Exchange exchange, String text) {
    log.log(Level.ERROR, MODULE, text, exchange);
  }

  /// Gives the connection back to its worker when it can be used again.
  private record Kept(FcgiConversation conversation, FcgiWorker worker, SocketChannel channel) implements ScriptOutput {
    @Override
    public int read(ByteBuffer into) throws IOException {
      return conversation.read(into);
    }

    @Override
    public boolean idle() {
      return worker.flush() && conversation.idle();
    }

    @Override
    public void close() {
      if (worker.reuse() && conversation.complete()) {
        conversation.release();
        worker.keep(channel);
      } else {
        conversation.close();
      }
    }
  }
}
