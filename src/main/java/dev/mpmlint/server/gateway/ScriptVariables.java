package dev.mpmlint.server.gateway;

import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.http.RequestHead;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The variables that a script is given, as httpd's ap_add_common_vars and ap_add_cgi_vars make them (server/util_script.c,
/// compared with 2.4.71). Stateless.
final class ScriptVariables {
  private final HostFacts facts;
  private final Surroundings surroundings;

  ScriptVariables(HostFacts facts, Surroundings surroundings) {
    this.facts = facts;
    this.surroundings = surroundings;
  }

  /// @param file SCRIPT_FILENAME
  Map<String, String> of(Exchange exchange, String file) {
    Map<String, String> all = new LinkedHashMap<>(exchange.environment());
    boolean secure = exchange.peer().secure();
    if (secure) {
      all.put("HTTPS", "on");
    }
    fields(exchange.head(), all);
    String path = System.getenv("PATH");
    all.put("PATH", path == null ? "/bin:/usr/bin:/usr/ucb:/usr/bsd:/usr/local/bin" : path);
    String name = serverName(exchange);
    String port = Integer.toString(serverPort(exchange));
    all.put("SERVER_SIGNATURE", signature(name, port));
    all.put("SERVER_SOFTWARE", surroundings.software());
    all.put("SERVER_NAME", escaped(name));
    all.put("SERVER_ADDR", exchange.peer().local().getAddress().getHostAddress());
    all.put("SERVER_PORT", port);
    all.put("REMOTE_ADDR", exchange.peer().remote().getAddress().getHostAddress());
    all.put("DOCUMENT_ROOT", surroundings.documentRoot(exchange));
    all.put("REQUEST_SCHEME", secure ? "https" : "http");
    all.put("CONTEXT_PREFIX", surroundings.contextPrefix(exchange));
    all.put("CONTEXT_DOCUMENT_ROOT", surroundings.contextDocumentRoot(exchange));
    all.put("SERVER_ADMIN", facts.admin());
    all.put("SCRIPT_FILENAME", file);
    all.put("REMOTE_PORT", Integer.toString(exchange.peer().remote().getPort()));
    if (exchange.user != null) {
      all.put("REMOTE_USER", exchange.user);
      all.put("AUTH_TYPE", "Basic");
    }
    request(exchange, all);
    return all;
  }

  private void request(Exchange exchange, Map<String, String> all) {
    RequestHead head = exchange.head();
    all.put("GATEWAY_INTERFACE", "CGI/1.1");
    all.put("SERVER_PROTOCOL", protocol(head.version()));
    all.put("REQUEST_METHOD", head.method());
    all.put("QUERY_STRING", exchange.query == null ? "" : exchange.query);
    all.put("REQUEST_URI", head.target());
    String path = exchange.path;
    String info = exchange.pathInfo;
    if (info.isEmpty()) {
      all.put("SCRIPT_NAME", path);
      return;
    }
    all.put("SCRIPT_NAME", path.endsWith(info) ? path.substring(0, path.length() - info.length()) : path);
    all.put("PATH_INFO", info);
    String translated = surroundings.translate(exchange, info);
    if (translated != null) {
      all.put("PATH_TRANSLATED", translated);
    }
  }

  private static String protocol(int version) {
    return "HTTP/" + version / 1000 + "." + version % 1000;
  }

  /// HTTP_… of every field; those whose names hold anything but letters, digits and hyphens are left out, as are
  /// credentials and `Proxy` (CVE-2016-5387).
  private void fields(RequestHead head, Map<String, String> all) {
    for (int i = 0; i < head.fields(); i++) {
      String variable = variable(head.name(i));
      if (variable != null) {
        all.merge(variable, head.value(i), (before, next) -> before + ", " + next);
      }
    }
    // RFC 9112, 3.2.2: a target with a host overrides the field (AH02417).
    String asked = head.target().startsWith("/") ? null : asked(head);
    if (asked != null) {
      all.put("HTTP_HOST", asked);
    }
  }

  private @Nullable String variable(String field) {
    String key = field.toLowerCase(Locale.ROOT);
    if (key.equals("content-type")) {
      return "CONTENT_TYPE";
    }
    if (key.equals("content-length")) {
      return "CONTENT_LENGTH";
    }
    boolean credentials = key.equals("authorization") || key.equals("proxy-authorization");
    if (key.equals("proxy") || credentials && !facts.passAuthorization()) {
      return null;
    }
    StringBuilder name = new StringBuilder(field.length() + 5).append("HTTP_");
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c >= 'a' && c <= 'z') {
        name.append((char) (c - 'a' + 'A'));
      } else if (c >= 'A' && c <= 'Z' || c >= '0' && c <= '9') {
        name.append(c);
      } else if (c == '-') {
        name.append('_');
      } else {
        return null;
      }
    }
    return name.toString();
  }

  /// UseCanonicalName Off, the default: the name that the client used, else ServerName.
  String serverName(Exchange exchange) {
    String asked = facts.canonicalName() ? null : asked(exchange.head());
    if (asked == null || asked.isEmpty()) {
      return exchange.host().name();
    }
    int colon = portAt(asked);
    return (colon < 0 ? asked : asked.substring(0, colon)).toLowerCase(Locale.ROOT);
  }

  int serverPort(Exchange exchange) {
    String asked = facts.canonicalName() ? null : asked(exchange.head());
    int colon = asked == null ? -1 : portAt(asked);
    if (asked != null && colon >= 0 && colon + 1 < asked.length()) {
      long port = Durations.millis(asked.substring(colon + 1), 0) / 1000;
      if (port > 0 && port < 65_536) {
        return (int) port;
      }
    }
    if (facts.canonicalPort()) {
      return exchange.peer().local().getPort();
    }
    int named = exchange.host().port();
    return named != 0 ? named : exchange.peer().secure() ? 443 : 80;
  }

  /// The host, perhaps with a port, that the request names.
  private static @Nullable String asked(RequestHead head) {
    String target = head.target();
    int scheme = target.startsWith("/") ? -1 : target.indexOf("://");
    if (scheme < 0) {
      return head.field("Host");
    }
    int end = target.indexOf('/', scheme + 3);
    return end < 0 ? target.substring(scheme + 3) : target.substring(scheme + 3, end);
  }

  private static int portAt(String host) {
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? colon : -1;
  }

  private String signature(String name, String port) {
    if (facts.signature().equals("off")) {
      return "";
    }
    String shown = escaped(name);
    if (facts.signature().equals("email")) {
      shown = "<a href=\"mailto:" + escaped(facts.admin()) + "\">" + shown + "</a>";
    }
    return "<address>" + surroundings.software() + " Server at " + shown + " Port " + port + "</address>\n";
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }
}
