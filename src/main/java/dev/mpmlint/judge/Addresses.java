package dev.mpmlint.judge;

/// Addresses, networks and ports as APR reads them. Stateless.
final class Addresses {
  private static final int LARGEST_PORT = 65_535;

  private Addresses() {}

  /// An address, a part of an IPv4 address, or one with a mask behind `/` (`apr_ipsubnet_create`).
  static boolean isSubnet(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return text.indexOf(':') >= 0 ? isIpv6(text) : isPartOfIpv4(text);
    }
    String address = text.substring(0, slash);
    String mask = text.substring(slash + 1);
    boolean six = address.indexOf(':') >= 0;
    if (six ? !isIpv6(address) : !isIpv4(address)) {
      return false;
    }
    if (!six && mask.indexOf('.') >= 0) {
      return isIpv4(mask);
    }
    return isDigits(mask) && mask.length() < 4 && Integer.parseInt(mask) > 0 && Integer.parseInt(mask) <= (six ? 128 : 32);
  }

  /// Digits and dots, up to four numbers up to 255.
  private static boolean isPartOfIpv4(String text) {
    String bare = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    String[] parts = bare.split("\\.", -1);
    if (parts.length > 4 || parts.length == 4 && text.endsWith(".")) {
      return false;
    }
    for (String part : parts) {
      if (!isDigits(part) || part.length() > 3 || Integer.parseInt(part) > 255) {
        return false;
      }
    }
    return true;
  }

  static boolean isIpv4(String text) {
    return isPartOfIpv4(text) && text.chars().filter(c -> c == '.').count() == 3;
  }

  static boolean isIpv6(String text) {
    int doubled = text.indexOf("::");
    if (doubled >= 0 && text.indexOf("::", doubled + 1) >= 0) {
      return false;
    }
    String[] halves = doubled < 0 ? new String[] {text} : new String[] {text.substring(0, doubled), text.substring(doubled + 2)};
    int groups = 0;
    for (String half : halves) {
      if (half.isEmpty()) {
        continue;
      }
      String[] parts = half.split(":", -1);
      for (int i = 0; i < parts.length; i++) {
        boolean last = i == parts.length - 1;
        if (last && parts[i].indexOf('.') >= 0 && isIpv4(parts[i])) {
          groups += 2;
        } else if (parts[i].matches("[0-9A-Fa-f]{1,4}")) {
          groups++;
        } else {
          return false;
        }
      }
    }
    return doubled < 0 ? groups == 8 && halves[0].indexOf(':') > 0 : groups < 8;
  }

  static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /// What `apr_parse_addr_port` makes of `host:port`.
  ///
  /// @param host empty where there is none
  /// @param port -1 where there is none
  record HostPort(String host, int port) {}

  /// Null when it takes it for invalid.
  static @org.jspecify.annotations.Nullable HostPort hostPort(String text) {
    if (text.isEmpty()) {
      return null;
    }
    int digits = text.length();
    while (digits > 0 && text.charAt(digits - 1) >= '0' && text.charAt(digits - 1) <= '9') {
      digits--;
    }
    String host = text;
    int port = -1;
    if (digits == 0) {
      port = port(text);
      return port < 0 ? null : new HostPort("", port);
    }
    if (text.charAt(digits - 1) == ':' && digits < text.length()) {
      port = port(text.substring(digits));
      if (port < 0) {
        return null;
      }
      host = text.substring(0, digits - 1);
      if (host.isEmpty()) {
        return null;
      }
    }
    if (host.startsWith("[")) {
      int close = host.indexOf(']');
      if (close != host.length() - 1 || !isIpv6(host.substring(1, close))) {
        return null;
      }
      return new HostPort(host.substring(1, close), port);
    }
    return new HostPort(host, port);
  }

  private static int port(String digits) {
    int port = digits.length() > 6 ? LARGEST_PORT + 1 : Integer.parseInt(digits);
    return port < 1 || port > LARGEST_PORT ? -1 : port;
  }
}
