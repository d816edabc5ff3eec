package dev.mpmlint.server.gateway;

import dev.mpmlint.server.exchange.ContentHandler;
import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.log.Level;
import dev.mpmlint.server.log.Log;
import java.io.File;
import java.io.IOException;

/// mod_actions: `Action my-php /cgi-bin/php-cgi` serves what has the handler `my-php` by that script, which finds the
/// file in PATH_TRANSLATED. Used by all worker threads at once.
final class ActionHandler implements ContentHandler {
  private final String name;
  private final String script;
  private final boolean virtual;
  private final Surroundings surroundings;
  private final Log log;

  /// @param script path of the site
  /// @param virtual whether the requested file need not exist
  ActionHandler(String name, String script, boolean virtual, Surroundings surroundings, Log log) {
    this.name = name;
    this.script = script;
    this.virtual = virtual;
    this.surroundings = surroundings;
    this.log = log;
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    if (!virtual && !new File(exchange.file).exists()) {
      log.log(Level.ERROR, "actions", "AH00652: File does not exist: " + exchange.file, exchange);
      exchange.response().status(404);
      return;
    }
    String location = script + ProxyMapping.encoded(exchange.path);
    if (exchange.query != null) {
      location += "?" + exchange.query;
    }
    if (!Redirects.follow(exchange, surroundings, location, name)) {
      log.log(Level.ERROR, "actions", "Action " + name + ": nothing serves " + script, exchange);
      exchange.response().status(500);
    }
  }
}
