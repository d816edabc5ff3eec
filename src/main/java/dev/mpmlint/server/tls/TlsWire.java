package dev.mpmlint.server.tls;

import dev.mpmlint.server.connection.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// A connection through TLS. The handshake is done inside the first reads. Owned by one thread at a time.
///
/// What is written is reported as taken only when its records have gone to the network: a caller that was told 0 must
/// come again with the same bytes, as after OpenSSL's SSL_ERROR_WANT_WRITE. So nothing waits inside that nobody flushes.
public final class TlsWire implements Wire {
  private static final int PLAIN_RECORD = 16_384;

  private final SocketChannel channel;
  private final TlsContexts contexts;
  private final SniHosts names;
  private final Outgoing outgoing;
  private int host;
  private @Nullable String serverName;

  /// Null until the ClientHello has come, and when the client speaks no TLS.
  private @Nullable SSLEngine engine;

  private boolean plain;
  private boolean ended;

  /// Whether the last [#decrypt] used bytes, or the last [#receive] got some.
  private boolean progressed;

  private boolean notified;
  private int interest = SelectionKey.OP_READ;

  /// Bytes between position 0 and position; null while there are none.
  private @Nullable ByteBuffer fromNetwork;

  /// Bytes between position and limit; null while there are none.
  private @Nullable ByteBuffer decrypted;

  /// @param channel non-blocking
  /// @param host the default virtual host of the address, which speaks TLS
  public TlsWire(SocketChannel channel, TlsContexts contexts, int host, SniHosts names) {
    this.channel = channel;
    this.contexts = contexts;
    this.host = host;
    this.names = names;
    this.outgoing = new Outgoing(channel, contexts);
  }

  @Override
  public SocketChannel channel() {
    return channel;
  }

  /// The index of the virtual host whose certificate was shown: the default one until the ClientHello has come.
  public int host() {
    return host;
  }

  /// The name in the ClientHello; null when there is none, or it has not come.
  public @Nullable String serverName() {
    return serverName;
  }

  /// `TLSv1.3`, for `%{SSL_PROTOCOL}x`; `NONE` before the handshake has ended.
  public String protocol() {
    return engine == null ? "NONE" : engine.getSession().getProtocol();
  }

  /// The cipher suite in the JDK's name.
  public String cipher() {
    return engine == null ? "NONE" : engine.getSession().getCipherSuite();
  }

  /// @throws PlainHttpException when the client speaks plain HTTP; then the wire is a plain one, to answer on
  @Override
  public int read(ByteBuffer into) throws IOException {
    if (plain) {
      interest = SelectionKey.OP_READ;
      return channel.read(into);
    }
    if (!into.hasRemaining()) {
      return 0;
    }
    try {
      int got = hand(into);
      return got > 0 ? got : advance(into, true);
    } finally {
      giveBack();
    }
  }

  @Override
  public long write(ByteBuffer[] from, int offset, int length) throws IOException {
    if (plain) {
      interest = SelectionKey.OP_WRITE;
      return channel.write(from, offset, length);
    }
    try {
      if (!readyToWrite()) {
        return 0;
      }
      interest = SelectionKey.OP_WRITE;
      return outgoing.write(Objects.requireNonNull(engine), from, offset, length);
    } finally {
      giveBack();
    }
  }

  @Override
  public long send(FileChannel file, long position, long count) throws IOException {
    if (plain) {
      interest = SelectionKey.OP_WRITE;
      return file.transferTo(position, count, channel);
    }
    ByteBuffer part = contexts.take();
    try {
      if (!readyToWrite()) {
        return 0;
      }
      ByteBuffer[] parts = {part};
      long taken = 0;
      while (taken < count) {
        part.clear().limit((int) Math.min(2 * PLAIN_RECORD, count - taken));
        if (file.read(part, position + taken) <= 0) {
          return taken;
        }
        part.flip();
        taken += outgoing.write(Objects.requireNonNull(engine), parts, 0, 1);
        if (part.hasRemaining()) {
          interest = SelectionKey.OP_WRITE;
          return taken;
        }
      }
      return taken;
    } finally {
      contexts.give(part);
      giveBack();
    }
  }

  @Override
  public int interest() {
    return interest;
  }

  @Override
  public boolean buffered() {
    if (decrypted != null && decrypted.hasRemaining()) {
      return true;
    }
    ByteBuffer waiting = fromNetwork;
    return waiting != null && engine != null && waiting.position() >= 5
        && waiting.position() >= 5 + (waiting.getShort(3) & 0xffff);
  }

  @Override
  public void shutdownOutput() throws IOException {
    notifyClose();
    channel.shutdownOutput();
  }

  @Override
  public void close() {
    try {
      notifyClose();
    } catch (IOException _) {
      // The client has gone before.
    }
    try {
      channel.close();
    } catch (IOException _) {
      // The descriptor is gone all the same.
    }
    contexts.give(fromNetwork);
    contexts.give(decrypted);
    outgoing.discard();
    fromNetwork = null;
    decrypted = null;
  }

  /// Goes on until something is decrypted, or as far as it can; with `wanted` false only until the handshake is over.
  ///
  /// @return the decrypted bytes in `into`; 0 when the network must be waited for, -1 at the end
  private int advance(ByteBuffer into, boolean wanted) throws IOException {
    SSLEngine tls = engine == null ? hello() : engine;
    if (tls == null) {
      return ended ? -1 : 0;
    }
    try {
      return advance(tls, into, wanted);
    } catch (SSLException e) {
      outgoing.alert(tls);
      throw e;
    }
  }

  private int advance(SSLEngine tls, ByteBuffer into, boolean wanted) throws IOException {
    while (true) {
      switch (tls.getHandshakeStatus()) {
        case NEED_TASK -> {
          for (Runnable task = tls.getDelegatedTask(); task != null; task = tls.getDelegatedTask()) {
            task.run();
          }
        }
        case NEED_WRAP -> {
          if (!handshakeOut(tls)) {
            return ended ? -1 : 0;
          }
        }
        case NOT_HANDSHAKING, FINISHED, NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          boolean handshaking = tls.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
          if (handshaking && !flush()) {
            return 0;
          }
          if (!handshaking && !wanted) {
            return 0;
          }
          int got = decrypt(tls, into, wanted);
          if (got != 0 || !progressed) {
            return got;
          }
        }
      }
    }
  }

  private int decrypt(SSLEngine tls, ByteBuffer into, boolean wanted) throws IOException {
    progressed = true;
    ByteBuffer in = taken(fromNetwork);
    fromNetwork = in;
    in.flip();
    SSLEngineResult result;
    try {
      result = tls.unwrap(in, wanted ? into : Outgoing.NOTHING);
      if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
        ByteBuffer out = taken(decrypted);
        decrypted = out;
        out.clear();
        try {
          result = tls.unwrap(in, out);
        } finally {
          out.flip();
        }
      }
    } finally {
      in.compact();
    }
    return switch (result.getStatus()) {
      case OK -> decrypted != null && decrypted.hasRemaining() ? hand(into) : result.bytesProduced();
      case CLOSED -> {
        ended = true;
        yield -1;
      }
      case BUFFER_UNDERFLOW, BUFFER_OVERFLOW -> receive(in);
    };
  }

  /// Reads from the network; 0 also when some came.
  private int receive(ByteBuffer in) throws IOException {
    interest = SelectionKey.OP_READ;
    int got = channel.read(in);
    progressed = got > 0;
    if (got < 0) {
      ended = true;
      return -1;
    }
    return 0;
  }

  /// Waits for the ClientHello and chooses the virtual host by it; null while it is not complete.
  private @Nullable SSLEngine hello() throws IOException {
    ByteBuffer in = taken(fromNetwork);
    fromNetwork = in;
    ClientHello hello = ClientHello.of(in.duplicate().flip());
    while (hello.kind() == ClientHello.Kind.INCOMPLETE && in.hasRemaining()) {
      if (receive(in) < 0 || !progressed) {
        return null;
      }
      hello = ClientHello.of(in.duplicate().flip());
    }
    if (hello.kind() == ClientHello.Kind.PLAIN_HTTP) {
      plain = true;
      in.clear();
      throw new PlainHttpException();
    }
    String name = hello.name();
    int found = name == null ? -1 : names.find(name);
    serverName = name;
    host = found >= 0 && contexts.has(found) ? found : host;
    SSLEngine tls = contexts.engine(host);
    tls.beginHandshake();
    engine = tls;
    return tls;
  }

  /// Sends what the handshake has to say; several records at once.
  private boolean handshakeOut(SSLEngine tls) throws IOException {
    while (tls.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
      if (!outgoing.hasRoom() && !flush()) {
        return false;
      }
      SSLEngineResult result = outgoing.wrap(tls);
      if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
        flush();
        ended = true;
        return false;
      }
    }
    return flush() || tls.getHandshakeStatus() != HandshakeStatus.NEED_UNWRAP;
  }

  private boolean readyToWrite() throws IOException {
    if (engine == null || engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
      if (advance(Outgoing.NOTHING, false) < 0) {
        throw new java.nio.channels.ClosedChannelException();
      }
      if (engine == null || handshaking(engine)) {
        return false;
      }
    }
    return flush();
  }

  private static boolean handshaking(SSLEngine tls) {
    return switch (tls.getHandshakeStatus()) {
      case NOT_HANDSHAKING, FINISHED -> false;
      case NEED_TASK, NEED_WRAP, NEED_UNWRAP, NEED_UNWRAP_AGAIN -> true;
    };
  }

  /// Whether all has gone to the network.
  private boolean flush() throws IOException {
    if (outgoing.flush()) {
      return true;
    }
    interest = SelectionKey.OP_WRITE;
    return false;
  }

  private int hand(ByteBuffer into) {
    ByteBuffer from = decrypted;
    if (from == null || !from.hasRemaining()) {
      return 0;
    }
    int count = Math.min(into.remaining(), from.remaining());
    into.put(into.position(), from, from.position(), count);
    into.position(into.position() + count);
    from.position(from.position() + count);
    return count;
  }

  private void notifyClose() throws IOException {
    SSLEngine tls = engine;
    if (tls == null || notified) {
      return;
    }
    notified = true;
    tls.closeOutbound();
    if (flush()) {
      outgoing.wrap(tls);
      flush();
    }
  }

  private ByteBuffer taken(@Nullable ByteBuffer buffer) {
    return buffer == null ? contexts.take() : buffer;
  }

  /// An idle connection keeps no buffers.
  private void giveBack() {
    if (fromNetwork != null && fromNetwork.position() == 0) {
      contexts.give(fromNetwork);
      fromNetwork = null;
    }
    if (decrypted != null && !decrypted.hasRemaining()) {
      contexts.give(decrypted);
      decrypted = null;
    }
    outgoing.giveBack();
  }
}
