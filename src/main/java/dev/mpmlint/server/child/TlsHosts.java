package dev.mpmlint.server.child;

import dev.mpmlint.server.connection.Wire;
import dev.mpmlint.server.exchange.Host;
import dev.mpmlint.server.tls.TlsContexts;
import dev.mpmlint.server.tls.TlsMaterial;
import dev.mpmlint.server.tls.TlsWire;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The hosts that speak TLS. Touched only where there are any: a child without TLS loads none of Java's. Usable by all
/// threads.
final class TlsHosts {
  private final TlsContexts contexts;
  private final Map<String, Integer> byName = new HashMap<>();

  private TlsHosts(TlsContexts contexts, List<Host> hosts) {
    this.contexts = contexts;
    for (Host host : hosts) {
      if (contexts.has(host.index())) {
        byName.putIfAbsent(host.name().toLowerCase(Locale.ROOT), host.index());
      }
    }
  }

  static TlsHosts read(DataInputStream in, List<Host> hosts) throws IOException {
    return new TlsHosts(TlsContexts.of(TlsMaterial.read(in)), hosts);
  }

  /// Whether connections to an address whose default host this is speak TLS.
  boolean secures(Host host) {
    return contexts.has(host.index());
  }

  Wire wire(SocketChannel channel, Host host) {
    return new TlsWire(channel, contexts, host.index(), name -> byName.getOrDefault(name, -1));
  }
}
