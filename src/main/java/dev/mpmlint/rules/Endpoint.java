package dev.mpmlint.rules;

import dev.mpmlint.mpm.CNumbers;
import dev.mpmlint.syntax.Word;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `ADDRESS:PORT` as Listen and `<VirtualHost>` take it (`apr_parse_addr_port`).
///
/// @param host in lower case, without brackets; empty where there is none
/// @param port 0 where there is none, or `*`
record Endpoint(String host, int port) {
  /// Null for what is no such thing.
  static @Nullable Endpoint of(Word word) {
    return of(word.value());
  }

  static @Nullable Endpoint of(String text) {
    int colon = text.lastIndexOf(':');
    boolean hasPort = colon > text.lastIndexOf(']') && colon >= 0;
    if (!hasPort && isDigits(text)) {
      return new Endpoint("", CNumbers.atoi(text));
    }
    String port = hasPort ? text.substring(colon + 1) : "";
    String host = (hasPort ? text.substring(0, colon) : text).toLowerCase(Locale.ROOT);
    if (hasPort && !port.equals("*") && !isDigits(port) || text.isEmpty()) {
      return null;
    }
    boolean brackets = host.startsWith("[") && host.endsWith("]");
    return new Endpoint(
        brackets ? host.substring(1, host.length() - 1) : host, port.isEmpty() || port.equals("*") ? 0 : CNumbers.atoi(port));
  }

  /// What it stands for: every address, or one.
  enum Kind {
    /// No address: IPv4 and IPv6.
    ANY,
    ANY_IPV4,
    ANY_IPV6,
    IPV4,
    IPV6,
    /// A name, of which only the resolver knows the addresses.
    NAME
  }

  Kind kind() {
    if (host.isEmpty() || host.equals("*")) {
      return Kind.ANY;
    }
    if (host.indexOf(':') >= 0) {
      return host.equals("::") ? Kind.ANY_IPV6 : Kind.IPV6;
    }
    return host.equals("0.0.0.0") ? Kind.ANY_IPV4 : isDotted(host) ? Kind.IPV4 : Kind.NAME;
  }

  /// Whether both are the same socket in httpd's eyes: no address is `*`.
  boolean isSame(@Nullable Endpoint other) {
    return other != null && other.port == port && (other.host.equals(host) || other.kind() == Kind.ANY && kind() == Kind.ANY);
  }

  /// As a person writes it.
  @Override
  public String toString() {
    String shown = host.isEmpty() ? "*" : host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return shown + (port == 0 ? "" : ":" + port);
  }

  private static boolean isDotted(String text) {
    int dots = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      dots += c == '.' ? 1 : 0;
      if (c != '.' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return dots == 3;
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() < 10;
  }
}
