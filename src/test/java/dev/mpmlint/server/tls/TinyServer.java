package dev.mpmlint.server.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Answers one request for each connection over a [TlsWire]: `GET /n/N` with N bytes, `GET /file` with a file,
/// `PUT /N` with how many of N bytes came. A thread of its own for each connection.
final class TinyServer implements AutoCloseable {
  final List<String> seen = new CopyOnWriteArrayList<>();

  private final ServerSocketChannel listener;
  private final TlsContexts contexts;
  private final SniHosts names;
  private final Path file;

  TinyServer(TlsContexts contexts, SniHosts names, Path file) throws IOException {
    this.contexts = contexts;
    this.names = names;
    this.file = file;
    listener = ServerSocketChannel.open();
    listener.setOption(StandardSocketOptions.SO_RCVBUF, 8192);
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread.ofPlatform().daemon().name("tiny-listener").start(this::listen);
  }

  int port() {
    return listener.socket().getLocalPort();
  }

  private void listen() {
    try {
      while (true) {
        SocketChannel client = listener.accept();
        Thread.ofPlatform().daemon().name("tiny-worker").start(() -> serve(client));
      }
    } catch (IOException _) {
      // Closed: the test is over.
    }
  }

  private void serve(SocketChannel client) {
    try (Selector selector = Selector.open()) {
      client.configureBlocking(false);
      client.setOption(StandardSocketOptions.SO_SNDBUF, 8192);
      client.register(selector, 0);
      TlsWire wire = new TlsWire(client, contexts, 1, names);
      try {
        answer(wire, selector);
        wire.shutdownOutput();
      } catch (PlainHttpException e) {
        seen.add(e.getMessage());
        write(wire, selector, ByteBuffer.wrap(("HTTP/1.1 400 Bad Request\r\n\r\n" + PlainHttpException.NOTES).getBytes(StandardCharsets.US_ASCII)));
      } finally {
        wire.close();
      }
    } catch (IOException e) {
      seen.add(e.toString());
    }
  }

  private void answer(TlsWire wire, Selector selector) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(1000);
    String head = "";
    while (!head.contains("\r\n\r\n")) {
      in.clear();
      if (read(wire, selector, in) < 0) {
        throw new ClosedChannelException();
      }
      head += StandardCharsets.ISO_8859_1.decode(in.flip());
    }
    String path = head.split(" ", -1)[1];
    seen.add(wire.protocol() + " " + wire.host() + " " + wire.serverName());
    if (path.startsWith("/n/")) {
      int count = Integer.parseInt(path.substring(3));
      byte[] body = pattern(count);
      byte[] header = "HTTP/1.0 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      write(wire, selector, ByteBuffer.wrap(header), ByteBuffer.wrap(body, 0, count / 3), ByteBuffer.wrap(body, count / 3, count - count / 3));
    } else if (path.equals("/file")) {
      write(wire, selector, ByteBuffer.wrap("HTTP/1.0 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
      try (FileChannel from = FileChannel.open(file)) {
        for (long at = 0; at < from.size(); ) {
          long sent = wire.send(from, at, from.size() - at);
          at += sent;
          if (sent == 0) {
            await(wire, selector);
          }
        }
      }
    } else {
      long left = Long.parseLong(path.substring(1)) - (head.length() - head.indexOf("\r\n\r\n") - 4);
      long got = Long.parseLong(path.substring(1)) - left;
      while (left > 0) {
        in.clear();
        int more = read(wire, selector, in);
        if (more < 0) {
          throw new ClosedChannelException();
        }
        left -= more;
        got += more;
      }
      write(wire, selector, ByteBuffer.wrap(("HTTP/1.0 200 OK\r\n\r\n" + got).getBytes(StandardCharsets.US_ASCII)));
    }
  }

  static byte[] pattern(int count) {
    byte[] body = new byte[count];
    for (int i = 0; i < count; i++) {
      body[i] = (byte) (i * 31 >>> 3);
    }
    return body;
  }

  private static int read(TlsWire wire, Selector selector, ByteBuffer into) throws IOException {
    while (true) {
      int got = wire.read(into);
      if (got != 0) {
        return got;
      }
      await(wire, selector);
    }
  }

  private static void write(TlsWire wire, Selector selector, ByteBuffer... from) throws IOException {
    int at = 0;
    while (at < from.length) {
      if (wire.write(from, at, from.length - at) == 0) {
        await(wire, selector);
      }
      while (at < from.length && !from[at].hasRemaining()) {
        at++;
      }
    }
  }

  private static void await(TlsWire wire, Selector selector) throws IOException {
    java.util.Objects.requireNonNull(wire.channel().keyFor(selector)).interestOps(wire.interest());
    if (selector.select(60_000) == 0) {
      throw new IOException("nothing came for a minute");
    }
    selector.selectedKeys().clear();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
