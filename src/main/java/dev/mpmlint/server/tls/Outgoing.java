package dev.mpmlint.server.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import org.jspecify.annotations.Nullable;

/// The sending half of a [TlsWire]: encrypts into a buffer of its own and empties it into the network. Owned by one
/// thread at a time.
final class Outgoing {
  static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private static final int RECORD = TlsContexts.BUFFER / 2;

  private final SocketChannel channel;
  private final TlsContexts contexts;

  /// Records between position and limit; null while there are none.
  private @Nullable ByteBuffer records;

  /// How many of the caller's bytes are in [#records] and have not been reported as taken.
  private long held;

  Outgoing(SocketChannel channel, TlsContexts contexts) {
    this.channel = channel;
    this.contexts = contexts;
  }

  /// Encrypts and sends until the network takes no more; how many bytes were taken. To be called when all that was
  /// encrypted before has gone.
  long write(SSLEngine tls, ByteBuffer[] from, int offset, int length) throws IOException {
    long taken = skip(from, offset, length);
    while (true) {
      int[] before = positions(from, offset, length);
      long sealed = seal(tls, from, offset, length);
      if (sealed == 0) {
        return taken;
      }
      if (!flush()) {
        for (int i = 0; i < length; i++) {
          from[offset + i].position(before[i]);
        }
        held = sealed;
        return taken;
      }
      taken += sealed;
    }
  }

  /// Whether all has gone to the network.
  boolean flush() throws IOException {
    ByteBuffer out = records;
    while (out != null && out.hasRemaining()) {
      if (channel.write(out) == 0) {
        return false;
      }
    }
    return true;
  }

  /// One record without data of the caller: handshake, alert, close_notify. Needs [#hasRoom()].
  SSLEngineResult wrap(SSLEngine tls) throws IOException {
    return wrap(tls, new ByteBuffer[] {NOTHING}, 0, 1);
  }

  /// Says why the connection fails, as far as the network takes it now.
  void alert(SSLEngine tls) {
    try {
      while (tls.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && hasRoom()) {
        if (wrap(tls).getStatus() != SSLEngineResult.Status.OK) {
          break;
        }
      }
      flush();
    } catch (IOException _) {
      // The caller throws the reason for it all.
    }
  }

  /// Whether one more record fits in.
  boolean hasRoom() {
    return records == null || records.capacity() - records.remaining() >= RECORD;
  }

  /// An idle connection keeps no buffer.
  void giveBack() {
    if (records != null && !records.hasRemaining()) {
      discard();
    }
  }

  void discard() {
    contexts.give(records);
    records = null;
  }

  /// Encrypts as much as there is room for; how many bytes.
  private long seal(SSLEngine tls, ByteBuffer[] from, int offset, int length) throws IOException {
    long sealed = 0;
    while (hasRoom() && remaining(from, offset, length)) {
      SSLEngineResult result = wrap(tls, from, offset, length);
      if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
        throw new ClosedChannelException();
      }
      sealed += result.bytesConsumed();
      if (result.getStatus() != SSLEngineResult.Status.OK || result.bytesConsumed() == 0) {
        break;
      }
    }
    return sealed;
  }

  private SSLEngineResult wrap(SSLEngine tls, ByteBuffer[] from, int offset, int length) throws IOException {
    ByteBuffer out = records;
    if (out == null) {
      out = contexts.take();
      out.limit(0);
      records = out;
    }
    out.compact();
    try {
      return tls.wrap(from, offset, length, out);
    } finally {
      out.flip();
    }
  }

  /// Passes over what was encrypted in the call before.
  private long skip(ByteBuffer[] from, int offset, int length) {
    long left = held;
    for (int i = offset; i < offset + length && left > 0; i++) {
      int part = (int) Math.min(left, from[i].remaining());
      from[i].position(from[i].position() + part);
      left -= part;
    }
    long skipped = held - left;
    held = 0;
    return skipped;
  }

  private static int[] positions(ByteBuffer[] from, int offset, int length) {
    int[] positions = new int[length];
    for (int i = 0; i < length; i++) {
      positions[i] = from[offset + i].position();
    }
    return positions;
  }

  private static boolean remaining(ByteBuffer[] from, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (from[i].hasRemaining()) {
        return true;
      }
    }
    return false;
  }
}
