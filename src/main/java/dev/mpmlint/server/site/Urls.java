package dev.mpmlint.server.site;

import dev.mpmlint.server.exchange.Exchange;

/// The server's own address as a client would write it (`ap_construct_url`). Stateless.
final class Urls {
  private Urls() {}

  /// What the request calls the server, or ServerName under UseCanonicalName On.
  static String hostName(Exchange exchange, HostConf host) {
    String asked = exchange.head().hostname();
    return host.canonicalName() || asked.isEmpty() ? host.host().name() : asked;
  }

  static int port(Exchange exchange, HostConf host) {
    int asked = exchange.head().port();
    if (asked > 0 && !host.canonicalName()) {
      return asked;
    }
    return host.namedPort() > 0 ? host.namedPort() : exchange.peer().secure() ? 443 : 80;
  }

  /// @param path escaped, with its slash in front
  static String absolute(Exchange exchange, HostConf host, String path) {
    boolean secure = exchange.peer().secure();
    int port = port(exchange, host);
    String scheme = secure ? "https://" : "http://";
    String name = hostName(exchange, host);
    return scheme + (name.indexOf(':') >= 0 ? "[" + name + "]" : name) + (port == (secure ? 443 : 80) ? "" : ":" + port) + path;
  }

  /// `ap_is_url`: a scheme and a colon.
  static boolean isUrl(String text) {
    int at = 0;
    while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || "+-.".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    return at > 0 && at < text.length() && text.charAt(at) == ':';
  }
}
