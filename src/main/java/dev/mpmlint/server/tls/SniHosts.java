package dev.mpmlint.server.tls;

/// Chooses the virtual host by the name in TLS's ClientHello. Used by all threads.
@FunctionalInterface
public interface SniHosts {
  /// @param name in lower case, as the client sent it: any bytes, at most 16 KiB
  /// @return the host's index; -1 when none has this name, so that the default one of the address answers
  int find(String name);
}
