package dev.mpmlint.verify.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Holds many requests open: each connection sends a request's head but for its end, which occupies a worker under
/// every MPM as long as mod_reqtimeout is not loaded. One thread, one selector: thousands are cheap. Owned by the
/// calling thread; it sees what the server does only while [#pump(Duration)] or a method that waits runs.
public final class SlowClients implements AutoCloseable {
  private static final byte[] BEGIN = "GET /index.html HTTP/1.1\r\nHost: x\r\nX-A: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "a\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END_KEPT = "a\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final int port;
  private final Selector selector;
  private final List<Client> clients = new ArrayList<>();

  private enum State {
    CONNECTING,
    /// The beginning of the request has gone out, and nothing has come back.
    WAITING,
    /// An answer has begun to come.
    ANSWERED,
    /// Refused by the kernel, or closed without an answer.
    REFUSED
  }

  private static final class Client {
    final SocketChannel channel;
    State state = State.CONNECTING;

    Client(SocketChannel channel) {
      this.channel = channel;
    }
  }

  /// @param port of 127.0.0.1
  public SlowClients(int port) throws IOException {
    this.port = port;
    this.selector = Selector.open();
  }

  /// So many connections more; returns when each is connected, or refused.
  ///
  /// @throws IllegalStateException when the kernel has not taken them after a minute: its queue is full
  public void hold(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open();
      channel.configureBlocking(false);
      Client client = new Client(channel);
      clients.add(client);
      try {
        boolean connected = channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.register(selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, client);
        if (connected) {
          begin(client);
        }
      } catch (IOException _) {
        refuse(client);
      }
    }
    await(() -> count(State.CONNECTING) == 0);
  }

  /// Completes all requests that wait, so that the server can answer them.
  public void finish() throws IOException {
    finish(END);
  }

  /// As [#finish], and does not ask for the connections to be closed.
  public void finishKept() throws IOException {
    finish(END_KEPT);
  }

  /// Sends one byte more of each request that waits.
  public void trickle() throws IOException {
    finish(new byte[] {'a'});
  }

  private void finish(byte[] end) throws IOException {
    for (Client client : clients) {
      if (client.state == State.WAITING) {
        try {
          client.channel.write(ByteBuffer.wrap(end));
        } catch (IOException _) {
          refuse(client);
        }
      }
    }
  }

  /// Returns when no client waits any more, answered or not.
  ///
  /// @throws IllegalStateException when some wait after a minute
  public void awaitAll() throws IOException {
    await(() -> waiting() == 0);
  }

  public int answered() {
    return count(State.ANSWERED);
  }

  /// Answered connections that neither end has closed: kept ones.
  public int kept() {
    return (int) clients.stream().filter(c -> c.state == State.ANSWERED && c.channel.isOpen()).count();
  }

  public int refused() {
    return count(State.REFUSED);
  }

  public int waiting() {
    return count(State.WAITING);
  }

  /// Sees what has happened, waiting at most so long for something.
  public void pump(Duration atMost) throws IOException {
    selector.select(Math.max(1, atMost.toMillis()));
    for (SelectionKey key : selector.selectedKeys()) {
      Client client = (Client) java.util.Objects.requireNonNull(key.attachment());
      try {
        if (key.isConnectable()) {
          client.channel.finishConnect();
          key.interestOps(SelectionKey.OP_READ);
          begin(client);
        } else if (key.isReadable()) {
          read(client);
        }
      } catch (IOException _) {
        refuse(client);
      }
    }
    selector.selectedKeys().clear();
  }

  private void await(BooleanSupplier condition) throws IOException {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            answered() + " answered, " + refused() + " refused, " + waiting() + " wait, "
                + count(State.CONNECTING) + " are not connected after a minute");
      }
      pump(Duration.ofMillis(100));
    }
  }

  private static void begin(Client client) throws IOException {
    client.channel.write(ByteBuffer.wrap(BEGIN));
    client.state = State.WAITING;
  }

  private static void read(Client client) throws IOException {
    ByteBuffer into = ByteBuffer.allocate(4096);
    int got = client.channel.read(into);
    if (got > 0) {
      client.state = State.ANSWERED;
    } else if (got < 0) {
      refuse(client);
    }
  }

  /// Ends it; an answer that has come stays one.
  private static void refuse(Client client) throws IOException {
    if (client.state != State.ANSWERED) {
      client.state = State.REFUSED;
    }
    client.channel.close();
  }

  private int count(State state) {
    return (int) clients.stream().filter(c -> c.state == state).count();
  }

  /// Ends all connections, answered or not.
  public void hangUp() throws IOException {
    for (Client client : clients) {
      refuse(client);
    }
  }

  /// Ends all connections.
  @Override
  public void close() throws IOException {
    for (Client client : clients) {
      client.channel.close();
    }
    selector.close();
  }
}
