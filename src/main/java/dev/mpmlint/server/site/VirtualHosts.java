package dev.mpmlint.server.site;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Which virtual host a connection and its requests are for (server/vhost.c). Thread-safe.
final class VirtualHosts {
  // A server has few addresses, but a wildcard Listen takes what clients connect to.
  private static final int REMEMBERED = 256;

  private final List<HostConf> all;
  private final Map<InetSocketAddress, List<HostConf>> byAddress = new ConcurrentHashMap<>();

  /// @param all the main server, then the virtual hosts in order
  VirtualHosts(List<HostConf> all) {
    this.all = List.copyOf(all);
  }

  List<HostConf> all() {
    return all;
  }

  /// The hosts of one address, the default one first: exact addresses go before wildcards, exact ports before any.
  /// The main server where no virtual host is of this address.
  List<HostConf> at(InetSocketAddress local) {
    if (all.size() == 1) {
      return all;
    }
    List<HostConf> known = byAddress.get(local);
    if (known != null) {
      return known;
    }
    List<HostConf> found = find(local);
    if (byAddress.size() < REMEMBERED) {
      byAddress.put(local, found);
    }
    return found;
  }

  private List<HostConf> find(InetSocketAddress local) {
    InetAddress ip = local.getAddress();
    for (int round = 0; round < 4; round++) {
      List<HostConf> found = of(round < 2 ? ip : null, round % 2 == 0 ? local.getPort() : 0);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return all.subList(0, 1);
  }

  private List<HostConf> of(@Nullable InetAddress ip, int port) {
    List<HostConf> found = new ArrayList<>();
    for (int i = 1; i < all.size(); i++) {
      for (HostConf.Address a : all.get(i).addresses()) {
        boolean same = ip == null ? a.ip() == null : ip.equals(a.ip());
        if (same && a.port() == port) {
          found.add(all.get(i));
          break;
        }
      }
    }
    return found;
  }

  /// @param name of the request, without port; empty when it has none
  HostConf named(InetSocketAddress local, String name) {
    List<HostConf> chain = at(local);
    if (!name.isEmpty() && chain.size() > 1) {
      for (HostConf host : chain) {
        if (host.isNamed(name)) {
          return host;
        }
      }
    }
    return chain.getFirst();
  }
}
