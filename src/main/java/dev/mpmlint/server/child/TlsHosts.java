package dev.mpmlint.server.child;

import dev.mpmlint.server.connection.Wire;
import dev.mpmlint.server.exchange.Host;
import dev.mpmlint.server.exchange.Peer;
import dev.mpmlint.server.http.Fault;
import dev.mpmlint.server.log.Level;
import dev.mpmlint.server.log.Log;
import dev.mpmlint.server.tls.PlainHttpException;
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
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// The hosts that speak TLS. Touched only where there are any: a child without TLS loads none of Java's. Usable by all
/// threads.
final class TlsHosts {
  private static final String PLAIN =
      """
      Reason: You're speaking plain HTTP to an SSL-enabled server port.<br />
       Instead use the HTTPS scheme to access this URL, please.<br />
      """;

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

  /// What a failure of the handshake means: a client that speaks plain HTTP is answered, others are only logged.
  static @Nullable Fault faultOf(IOException e, Peer peer, Log log) {
    if (e instanceof PlainHttpException) {
      log.log(Level.INFO, "ssl", PlainHttpException.LOG, peer);
      return new Fault(400, false, PLAIN, List.of());
    }
    if (e instanceof SSLException) {
      log.log(Level.INFO, "ssl", "AH01998: Connection closed to child with abortive shutdown: " + e.getMessage(), peer);
    }
    return null;
  }
}
