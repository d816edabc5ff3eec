package dev.mpmlint.os;

import static dev.mpmlint.os.C.INT;
import static dev.mpmlint.os.C.POINTER;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// A TCP socket that listens, made as httpd's listen.c does: SO_REUSEADDR, SO_KEEPALIVE, TCP_NODELAY, and TCP_DEFER_ACCEPT
/// where AcceptFilter asks for it. Stateless.
public final class ListeningSocket {
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int SOCK_STREAM_CLOEXEC = 1 | 02000000;
  private static final int SOL_SOCKET = 1;
  private static final int SO_REUSEADDR = 2;
  private static final int SO_SNDBUF = 7;
  private static final int SO_RCVBUF = 8;
  private static final int SO_KEEPALIVE = 9;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPV6_V6ONLY = 26;
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_NODELAY = 1;
  private static final int TCP_DEFER_ACCEPT = 9;

  private static final ValueLayout.OfShort NETWORK_SHORT = ValueLayout.JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);

  private static final C.Call SOCKET = C.call("socket", INT, INT, INT);
  private static final C.Call BIND = C.call("bind", INT, POINTER, INT);
  private static final C.Call LISTEN = C.call("listen", INT, INT);
  private static final C.Call SETSOCKOPT = C.call("setsockopt", INT, INT, INT, POINTER, INT);

  private ListeningSocket() {}

  /// How a socket is to listen.
  ///
  /// @param backlog of listen(2)
  /// @param deferAccept seconds, 0 for not at all
  /// @param sendBuffer in bytes, 0 for the system's own
  /// @param receiveBuffer in bytes, 0 for the system's own
  public record Options(int backlog, int deferAccept, int sendBuffer, int receiveBuffer) {}

  /// Binds and listens.
  ///
  /// @param address null for every address of both IP versions
  /// @return its descriptor, which the caller closes
  public static int open(@Nullable InetAddress address, int port, Options options) throws OsException {
    boolean six = address == null || address instanceof Inet6Address;
    try (Arena arena = Arena.ofConfined()) {
      int socket = socket(arena, six);
      try {
        set(arena, socket, SOL_SOCKET, SO_REUSEADDR, 1);
        set(arena, socket, SOL_SOCKET, SO_KEEPALIVE, 1);
        if (six) {
          set(arena, socket, IPPROTO_IPV6, IPV6_V6ONLY, address == null ? 0 : 1);
        }
        if (options.sendBuffer > 0) {
          set(arena, socket, SOL_SOCKET, SO_SNDBUF, options.sendBuffer);
        }
        if (options.receiveBuffer > 0) {
          set(arena, socket, SOL_SOCKET, SO_RCVBUF, options.receiveBuffer);
        }
        set(arena, socket, IPPROTO_TCP, TCP_NODELAY, 1);
        MemorySegment where = six ? address6(arena, address, port) : address4(arena, address, port);
        BIND.on(arena, socket, where, (int) where.byteSize());
        LISTEN.on(arena, socket, options.backlog);
        if (options.deferAccept > 0) {
          set(arena, socket, IPPROTO_TCP, TCP_DEFER_ACCEPT, options.deferAccept);
        }
      } catch (OsException e) {
        Descriptors.close(socket);
        throw e;
      }
      return Descriptors.high(socket);
    }
  }

  private static int socket(Arena arena, boolean six) throws OsException {
    return SOCKET.on(arena, six ? AF_INET6 : AF_INET, SOCK_STREAM_CLOEXEC, 0);
  }

  private static void set(Arena arena, int socket, int level, int option, int value) throws OsException {
    SETSOCKOPT.on(arena, socket, level, option, arena.allocateFrom(INT, value), Integer.BYTES);
  }

  private static MemorySegment address4(Arena arena, @Nullable InetAddress address, int port) {
    MemorySegment at = arena.allocate(16);
    at.set(C.SHORT, 0, (short) AF_INET);
    at.set(NETWORK_SHORT, 2, (short) port);
    if (address != null) {
      MemorySegment.copy(address.getAddress(), 0, at, ValueLayout.JAVA_BYTE, 4, 4);
    }
    return at;
  }

  private static MemorySegment address6(Arena arena, @Nullable InetAddress address, int port) {
    MemorySegment at = arena.allocate(28, 4);
    at.set(C.SHORT, 0, (short) AF_INET6);
    at.set(NETWORK_SHORT, 2, (short) port);
    if (address instanceof Inet6Address six) {
      MemorySegment.copy(six.getAddress(), 0, at, ValueLayout.JAVA_BYTE, 8, 16);
      at.set(INT, 24, six.getScopeId());
    }
    return at;
  }

  /// An address as httpd prints it: `127.0.0.1:80`, `[::1]:80`, and `[::]:80` for every one.
  public static String name(@Nullable InetAddress address, int port) {
    if (address == null) {
      return "[::]:" + port;
    }
    String host = new InetSocketAddress(address, port).getAddress().getHostAddress();
    return (address instanceof Inet6Address ? "[" + host + "]" : host) + ":" + port;
  }
}
