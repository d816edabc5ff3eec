package dev.mpmlint.server.site;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/// Reads the addresses of a `<VirtualHost>` line. Stateless.
final class Addresses {
  private Addresses() {}

  /// `*:80`, `_default_`, `10.0.0.1:80`, `[::1]:80`, `name:80`: a name gives each of its addresses.
  static List<HostConf.Address> read(String word) {
    int bracket = word.lastIndexOf(']');
    int colon = word.lastIndexOf(':');
    boolean port = colon > bracket && (bracket >= 0 || word.indexOf(':') == colon);
    String host = port ? word.substring(0, colon) : word;
    int number = port ? (int) Numbers.number(word.substring(colon + 1), 0) : 0;
    if (host.equals("*") || host.equalsIgnoreCase("_default_") || host.isEmpty()) {
      return List.of(new HostConf.Address(null, number));
    }
    List<HostConf.Address> all = new ArrayList<>();
    try {
      String name = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
      for (InetAddress a : InetAddress.getAllByName(name)) {
        all.add(new HostConf.Address(a, number));
      }
    } catch (UnknownHostException _) {
      // httpd says AH00547 and goes on without the address; so does this.
    }
    return all;
  }
}
