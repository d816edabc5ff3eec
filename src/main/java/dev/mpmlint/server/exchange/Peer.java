package dev.mpmlint.server.exchange;

import java.net.InetSocketAddress;

/// The two ends of a connection.
///
/// @param remote the client
/// @param local the address that it connected to
/// @param secure whether TLS is spoken
public record Peer(InetSocketAddress remote, InetSocketAddress local, boolean secure) {}
