package dev.mpmlint.server.control;

import dev.mpmlint.os.ListeningSocket;
import dev.mpmlint.server.settings.Item;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One address to listen at.
///
/// @param address null for every address
/// @param protocol `http` or `https`, in lower case
record ListenAt(@Nullable InetAddress address, int port, String protocol) {
  /// Those that a configuration names, each once.
  ///
  /// @throws RefusedException as httpd refuses a bad one
  static List<ListenAt> all(List<Item> items) throws RefusedException {
    List<ListenAt> all = new ArrayList<>();
    for (Item i : items) {
      if (i.key().equals("listen")) {
        ListenAt added = of(i);
        if (all.stream().anyMatch(l -> l.port == added.port && Objects.equals(l.address, added.address))) {
          throw refused(i, "Cannot define multiple Listeners on the same IP:port");
        }
        all.add(added);
      }
    }
    return all;
  }

  private static ListenAt of(Item line) throws RefusedException {
    int count = line.arguments().size();
    if (count < 1 || count > 2) {
      throw refused(line, "Listen requires 1 or 2 arguments.");
    }
    String where = line.argument(0);
    int colon = where.lastIndexOf(':');
    boolean bracketed = where.endsWith("]");
    String host = colon < 0 || bracketed ? "" : where.substring(0, colon);
    String digits = bracketed ? "" : where.substring(colon + 1);
    if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw refused(line, bracketed || colon < 0 ? "Port must be specified" : "Invalid address or port");
    }
    int port = digits.length() > 5 ? 0 : Integer.parseInt(digits);
    if (port < 1 || port > 65535) {
      throw refused(line, "Invalid address or port");
    }
    String usual = port == 443 ? "https" : "http";
    String protocol = count == 2 ? line.argument(1).toLowerCase(Locale.ROOT) : usual;
    return new ListenAt(address(line, host), port, protocol);
  }

  private static @Nullable InetAddress address(Item line, String host) throws RefusedException {
    if (host.isEmpty() || host.equals("*")) {
      return null;
    }
    String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    try {
      return InetAddress.getByName(bare);
    } catch (UnknownHostException _) {
      throw refused(line, "Listen setup failed");
    }
  }

  private static RefusedException refused(Item line, String text) {
    return new RefusedException(
        List.of("AH00526: Syntax error on line " + line.at().line() + " of " + line.at().file() + ":", text));
  }

  /// As httpd prints it.
  String name() {
    return ListeningSocket.name(address, port);
  }
}
