package dev.mpmlint.server.site;

import dev.mpmlint.server.exchange.Exchange;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A SetEnvIf, SetEnvIfNoCase or BrowserMatch (mod_setenvif). Immutable.
///
/// @param attribute a header field's name, or `Remote_Addr` and its kind
/// @param set `NAME`, `NAME=value` or `!NAME`
record EnvRule(String attribute, Regex regex, List<String> set) {
  void apply(Exchange exchange) {
    Regex.Groups groups = regex.find(value(exchange));
    if (groups == null) {
      return;
    }
    Map<String, String> environment = exchange.environment();
    for (String s : set) {
      if (s.startsWith("!")) {
        environment.remove(s.substring(1));
        continue;
      }
      int equals = s.indexOf('=');
      if (equals < 0) {
        environment.put(s, "1");
      } else {
        environment.put(s.substring(0, equals), groups.replace(s.substring(equals + 1)));
      }
    }
  }

  private String value(Exchange exchange) {
    String value =
        switch (attribute.toLowerCase(java.util.Locale.ROOT)) {
          case "remote_addr" -> exchange.peer().remote().getAddress().getHostAddress();
          case "server_addr" -> exchange.peer().local().getAddress().getHostAddress();
          case "remote_host" -> exchange.peer().remote().getAddress().getHostAddress();
          case "request_method" -> exchange.head().method();
          case "request_uri" -> exchange.path;
          case "request_protocol" -> exchange.head().version() >= 1001 ? "HTTP/1.1" : "HTTP/1.0";
          default -> {
            @Nullable String field = exchange.head().field(attribute);
            yield field != null ? field : exchange.environment().get(attribute);
          }
        };
    return value == null ? "" : value;
  }
}
