package dev.mpmlint.server.gateway;

import dev.mpmlint.server.exchange.Body;
import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.exchange.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a script, or Action, leads somewhere else.
final class Redirects {
  private Redirects() {}

  /// An internal redirect, with the variables that httpd's ap_internal_redirect leaves behind.
  ///
  /// @param handler for REDIRECT_HANDLER; null for none
  static boolean follow(Exchange exchange, Surroundings surroundings, String location, @Nullable String handler)
      throws IOException {
    Map<String, String> environment = exchange.environment();
    Map<String, String> before = new HashMap<>(environment);
    before.forEach((name, value) -> environment.put("REDIRECT_" + name, value));
    environment.put("REDIRECT_STATUS", "200");
    environment.put("REDIRECT_URL", exchange.path);
    if (exchange.query != null) {
      environment.put("REDIRECT_QUERY_STRING", exchange.query);
    }
    if (handler != null) {
      environment.put("REDIRECT_HANDLER", handler);
    }
    if (surroundings.redirect(exchange, location)) {
      return true;
    }
    environment.clear();
    environment.putAll(before);
    return false;
  }

  /// 302 with the document that httpd sends.
  static void found(Response response, String location) {
    String document =
        """
        <!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">
        <html><head>
        <title>302 Found</title>
        </head><body>
        <h1>Found</h1>
        <p>The document has moved <a href="%s">here</a>.</p>
        </body></html>
        """
            .replace("%s", ScriptVariables.escaped(location));
    response.status(302);
    response.headers().set("Location", location);
    response.headers().set("Content-Type", "text/html; charset=iso-8859-1");
    response.body(new Body.Bytes(ByteBuffer.wrap(document.getBytes(StandardCharsets.ISO_8859_1))));
  }
}
