package dev.mpmlint.server.gateway;

import dev.mpmlint.server.exchange.Body;
import dev.mpmlint.server.exchange.ContentHandler;
import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.log.Level;
import dev.mpmlint.server.log.Log;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Stands where mod_php would: runs a script inside the server's process by [PhpStandIn]. As mod_php built without thread
/// safety it lets all worker threads into one interpreter at once; the answers say that it is a stand-in.
final class PhpHandler implements ContentHandler {
  private static final String MODULE = "php";
  private static final String POWERED_BY = "mpmlint's stand-in for PHP, not thread-safe";
  private static final long LARGEST = 1024 * 1024;

  private final HostFacts.OfHosts hosts;
  private final Surroundings surroundings;
  private final Log log;

  PhpHandler(HostFacts.OfHosts hosts, Surroundings surroundings, Log log) {
    this.hosts = hosts;
    this.surroundings = surroundings;
    this.log = log;
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    Path file = Path.of(exchange.file);
    String script;
    try {
      if (Files.size(file) > LARGEST) {
        fail(exchange, "scripts of more than " + LARGEST + " bytes");
        return;
      }
      script = Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException _) {
      log.log(Level.ERROR, MODULE, "script '" + exchange.file + "' not found or unable to stat", exchange);
      exchange.response().status(404);
      return;
    }
    exchange.response().headers().set("X-Powered-By", POWERED_BY);
    Map<String, String> variables = new ScriptVariables(hosts.of(exchange), surroundings).of(exchange, exchange.file);
    try {
      PhpState.begin(query(exchange.query == null ? "" : exchange.query), variables);
      new PhpStandIn(script).run();
      byte[] document = PhpState.end().getBytes(StandardCharsets.ISO_8859_1);
      exchange.response().headers().set("Content-Type", "text/html; charset=UTF-8");
      exchange.response().body(new Body.Bytes(ByteBuffer.wrap(document)));
    } catch (PhpStandIn.UnknownException e) {
      fail(exchange, String.valueOf(e.getMessage()));
    } catch (IndexOutOfBoundsException | NullPointerException e) {
      // Two threads in one interpreter: real PHP would take the whole process with it.
      String text = "the interpreter's state was changed by another thread while it ran " + exchange.file;
      log.log(Level.ERROR, MODULE, text + " (" + e.getClass().getSimpleName() + ")", exchange);
      exchange.response().status(500);
    }
  }

  private void fail(Exchange exchange, String what) {
    log.log(Level.ERROR, MODULE, "the stand-in for PHP does not know " + what + ": " + exchange.file, exchange);
    byte[] sentence = ("mpmlint's stand-in for PHP does not know " + what + ".\n").getBytes(StandardCharsets.ISO_8859_1);
    exchange.response().status(500).body(new Body.Bytes(ByteBuffer.wrap(sentence)));
    exchange.response().headers().set("Content-Type", "text/plain");
  }

  private static Map<String, String> query(String query) {
    Map<String, String> all = new HashMap<>();
    for (String pair : query.split("&")) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      if (!name.isEmpty()) {
        all.put(CgiArguments.decoded(name.replace('+', ' ')), value(pair, equals));
      }
    }
    return all;
  }

  private static String value(String pair, int equals) {
    return equals < 0 ? "" : CgiArguments.decoded(pair.substring(equals + 1).replace('+', ' '));
  }
}
