package dev.mpmlint.server.gateway;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A FastCGI server made for tests: it answers `?m=…` with bytes that the test has written down, else with the variables
/// that it was given. Its thread is called `fake-fcgi`.
final class FakeFcgi implements AutoCloseable {
  private final ServerSocketChannel listener;
  private final Map<String, byte[]> answers;
  final AtomicInteger connections = new AtomicInteger();

  private FakeFcgi(ServerSocketChannel listener, Map<String, byte[]> answers) {
    this.listener = listener;
    this.answers = answers;
    Thread.ofPlatform().daemon().name("fake-fcgi").start(this::accept);
  }

  static FakeFcgi onTcp(Map<String, byte[]> answers) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return new FakeFcgi(listener, answers);
  }

  static FakeFcgi onSocket(Path socket) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(socket));
    return new FakeFcgi(listener, Map.of());
  }

  int port() throws IOException {
    return ((InetSocketAddress) listener.getLocalAddress()).getPort();
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel channel = listener.accept();
        connections.incrementAndGet();
        Thread.ofPlatform().daemon().name("fake-fcgi").start(() -> serve(channel));
      }
    } catch (IOException _) {
      // Closed: the test is over.
    }
  }

  private void serve(SocketChannel channel) {
    try (channel) {
      DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
      OutputStream out = Channels.newOutputStream(channel);
      boolean keep = true;
      while (keep) {
        ByteArrayOutputStream params = new ByteArrayOutputStream();
        long stdin = 0;
        while (true) {
          in.readByte();
          int type = in.readByte();
          in.readShort();
          int length = in.readUnsignedShort();
          in.readShort();
          byte[] content = in.readNBytes(length);
          if (type == 1) {
            keep = content[2] == 1;
          } else if (type == 4) {
            params.writeBytes(content);
          } else if (type == 5 && length == 0) {
            break;
          } else {
            stdin += length;
          }
        }
        Map<String, String> variables = decode(ByteBuffer.wrap(params.toByteArray()));
        String query = variables.getOrDefault("QUERY_STRING", "");
        byte[] written = query.startsWith("m=") ? answers.get(query.substring(2)) : null;
        out.write(written == null ? listing(variables, stdin) : written);
        if (query.contains("hang")) {
          in.read();
        }
      }
    } catch (IOException _) {
      // The other side has gone.
    }
  }

  private static byte[] listing(Map<String, String> variables, long stdin) {
    StringBuilder text = new StringBuilder("Content-Type: text/plain\r\n\r\nSTDIN=" + stdin + "\n");
    variables.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    return all(stdout(text.toString()), end());
  }

  private static Map<String, String> decode(ByteBuffer pairs) {
    Map<String, String> all = new TreeMap<>();
    while (pairs.hasRemaining()) {
      int nameLength = length(pairs);
      int valueLength = length(pairs);
      byte[] name = new byte[nameLength];
      pairs.get(name);
      byte[] value = new byte[valueLength];
      pairs.get(value);
      all.put(new String(name, StandardCharsets.ISO_8859_1), new String(value, StandardCharsets.ISO_8859_1));
    }
    return all;
  }

  private static int length(ByteBuffer pairs) {
    int first = pairs.get(pairs.position());
    return first >= 0 ? pairs.get() : pairs.getInt() & Integer.MAX_VALUE;
  }

  static byte[] record(int version, int type, int id, String content, int padding) {
    byte[] octets = content.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer record = ByteBuffer.allocate(8 + octets.length + padding);
    record.put((byte) version).put((byte) type).putShort((short) id).putShort((short) octets.length);
    record.put((byte) padding).put((byte) 0).put(octets);
    return record.array();
  }

  static byte[] stdout(String content) {
    return record(1, 6, 1, content, 0);
  }

  static byte[] end() {
    return all(record(1, 6, 1, "", 0), record(1, 3, 1, "\0\0\0\0\0\0\0\0", 0));
  }

  static byte[] all(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
