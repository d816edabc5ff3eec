package dev.mpmlint.server.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/// httpd's worker: one FastCGI server with its parameters, and the connections to it that are kept when `enablereuse` is
/// on. Used by all worker threads at once.
///
/// @param defined whether ProxyPass or `<Proxy>` made it; else it stands for whatever SetHandler names
/// @param timeout in milliseconds; -1 for ProxyTimeout or Timeout
/// @param connectTimeout in milliseconds; -1 for the same as timeout
/// @param reuse enablereuse
/// @param flush flushpackets=on
/// @param idle connections that nobody uses now
record FcgiWorker(
    FcgiUrl url,
    boolean defined,
    long timeout,
    long connectTimeout,
    boolean reuse,
    boolean flush,
    ConcurrentLinkedDeque<SocketChannel> idle) {

  static FcgiWorker generic(FcgiUrl url) {
    return new FcgiWorker(url, false, -1, -1, false, false, new ConcurrentLinkedDeque<>());
  }

  /// @param parameters of ProxyPass, ProxySet or `<Proxy>`: `timeout=5`, `enablereuse=on`, …; others change nothing here
  static FcgiWorker defined(FcgiUrl url, Map<String, String> parameters) {
    return new FcgiWorker(
        url,
        true,
        Durations.millis(parameters.getOrDefault("timeout", ""), -1),
        Durations.millis(parameters.getOrDefault("connectiontimeout", ""), -1),
        "on".equalsIgnoreCase(parameters.getOrDefault("enablereuse", "off"))
            || "off".equalsIgnoreCase(parameters.getOrDefault("disablereuse", "on")),
        "on".equalsIgnoreCase(parameters.getOrDefault("flushpackets", "off")),
        new ConcurrentLinkedDeque<>());
  }

  /// The same parameters for a server that SetHandler names by its socket. Its connections are not kept.
  FcgiWorker at(FcgiUrl other) {
    return new FcgiWorker(other, true, timeout, connectTimeout, false, flush, new ConcurrentLinkedDeque<>());
  }

  /// Told which attempt failed and why, in httpd's words.
  @FunctionalInterface
  interface Attempts {
    void failed(String text);
  }

  /// A connection from those kept; null when there is none that still lives.
  @Nullable SocketChannel kept() {
    for (SocketChannel channel = idle.poll(); channel != null; channel = idle.poll()) {
      try {
        if (channel.read(ByteBuffer.allocate(1)) == 0) {
          return channel;
        }
      } catch (IOException _) {
        // The other side has ended it.
      }
      close(channel);
    }
    return null;
  }

  void keep(SocketChannel channel) {
    idle.push(channel);
  }

  /// A new connection, not blocking.
  ///
  /// @param patience in milliseconds, for each address
  /// @return null when no address answers; each failure has been told
  @Nullable SocketChannel connect(long patience, Attempts attempts) {
    if (url.socket() != null) {
      String socket = url.socket();
      try {
        return connect(SocketChannel.open(java.net.StandardProtocolFamily.UNIX), UnixDomainSocketAddress.of(socket), patience);
      } catch (IOException | IllegalArgumentException e) {
        attempts.failed(
            reason(e) + "AH02454: FCGI: attempt to connect to Unix domain socket " + socket + " (" + host() + ") failed");
        return null;
      }
    }
    for (InetAddress address : addresses(attempts)) {
      try {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return connect(channel, new InetSocketAddress(address, url.port()), patience);
      } catch (IOException e) {
        String shown = address.getHostAddress() + ":" + url.port();
        attempts.failed(reason(e) + "AH00957: FCGI: attempt to connect to " + shown + " (" + host() + ") failed");
      }
    }
    return null;
  }

  private List<InetAddress> addresses(Attempts attempts) {
    try {
      return List.of(InetAddress.getAllByName(url.host()));
    } catch (UnknownHostException _) {
      attempts.failed("AH00898: DNS lookup failure for: " + url.host() + " returned by " + url.path());
      return List.of();
    }
  }

  private static String reason(Exception e) {
    return e instanceof IOException failure ? Errors.of(failure) : e.getMessage() + ": ";
  }

  private static SocketChannel connect(SocketChannel channel, SocketAddress to, long patience) throws IOException {
    try {
      channel.configureBlocking(false);
      if (!channel.connect(to)) {
        try (Selector selector = Selector.open()) {
          channel.register(selector, SelectionKey.OP_CONNECT);
          long end = System.nanoTime() + patience * 1_000_000;
          while (!channel.finishConnect()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
              throw new SocketTimeoutException();
            }
            selector.select(left);
          }
        }
      }
      return channel;
    } catch (IOException e) {
      close(channel);
      throw e;
    }
  }

  private String host() {
    return url.host() + ":" + url.port();
  }

  static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException _) {
      // The descriptor is gone all the same.
    }
  }
}
