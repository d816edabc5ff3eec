package dev.mpmlint.server.gateway;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where a FastCGI server listens: `fcgi://127.0.0.1:9000/path` or `unix:/run/php.sock|fcgi://localhost/path`.
///
/// @param socket the Unix domain socket; null for TCP
/// @param authority host and port as written
/// @param host without brackets, in lower case
/// @param port 8000, httpd's default, when none is written
/// @param path what follows the authority: empty or beginning with `/`
record FcgiUrl(@Nullable String socket, String authority, String host, int port, String path) {
  static final String SCHEME = "fcgi://";
  static final int DEFAULT_PORT = 8000;

  /// @return null when it is no URL of a FastCGI server
  static @Nullable FcgiUrl parse(String text) {
    String socket = null;
    String url = text;
    if (text.regionMatches(true, 0, "unix:", 0, 5)) {
      int bar = text.indexOf('|');
      if (bar < 0) {
        return null;
      }
      socket = text.substring(5, bar);
      url = text.substring(bar + 1);
    }
    if (!url.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return null;
    }
    int slash = url.indexOf('/', SCHEME.length());
    String authority = slash < 0 ? url.substring(SCHEME.length()) : url.substring(SCHEME.length(), slash);
    String path = slash < 0 ? "" : url.substring(slash);
    int colon = authority.lastIndexOf(':');
    if (colon <= authority.lastIndexOf(']')) {
      colon = -1;
    }
    int port = colon < 0 ? DEFAULT_PORT : port(authority.substring(colon + 1));
    String host = (colon < 0 ? authority : authority.substring(0, colon)).toLowerCase(Locale.ROOT);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    return host.isEmpty() || port < 0 ? null : new FcgiUrl(socket, authority, host, port, path);
  }

  private static int port(String digits) {
    if (digits.isEmpty() || digits.length() > 5) {
      return -1;
    }
    int port = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      port = port * 10 + c - '0';
    }
    return port > 0 && port < 65_536 ? port : -1;
  }

  /// Without the socket, host in lower case: what httpd names a worker by.
  String name() {
    return SCHEME + authority.toLowerCase(Locale.ROOT) + path;
  }
}
