package dev.mpmlint.server.connection;

import dev.mpmlint.server.exchange.Body;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Sends a body while it is produced, in chunks or as it is. Bytes are gathered in the worker's buffer, behind the head, and
/// sent when it is full or on [#flush]. Owned by the worker's thread.
final class AnswerSink implements Body.Sink {
  private static final int CHUNK_HEAD = 10;
  private static final int CHUNK_END = 2;
  private static final byte[] LAST = "0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

  private final Connection connection;
  private final ByteBuffer buffer;
  private final boolean chunked;
  private int start;
  private long written;

  /// @param buffer the head, already in it, from 0 to its position
  AnswerSink(Connection connection, ByteBuffer buffer, boolean chunked) {
    this.connection = connection;
    this.buffer = buffer;
    this.chunked = chunked;
    openChunk();
  }

  private void openChunk() {
    start = buffer.position();
    if (chunked) {
      buffer.position(start + CHUNK_HEAD);
    }
  }

  /// Bytes of the body so far.
  long written() {
    return written;
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      int room = buffer.capacity() - buffer.position() - (chunked ? CHUNK_END + LAST.length : 0);
      if (room <= 0) {
        flush();
        continue;
      }
      int count = Math.min(room, bytes.remaining());
      buffer.put(buffer.position(), bytes, bytes.position(), count);
      buffer.position(buffer.position() + count);
      bytes.position(bytes.position() + count);
      written += count;
    }
  }

  @Override
  public void flush() throws IOException {
    closeChunk();
    send();
  }

  /// Ends the body.
  void end() throws IOException {
    closeChunk();
    if (chunked) {
      buffer.put(LAST);
    }
    send();
  }

  private void send() throws IOException {
    buffer.flip();
    connection.sendNow(buffer);
    buffer.clear();
    openChunk();
  }

  /// Puts the size before the bytes that were gathered.
  private void closeChunk() {
    if (!chunked) {
      return;
    }
    int size = buffer.position() - start - CHUNK_HEAD;
    if (size == 0) {
      buffer.position(start);
      return;
    }
    for (int i = 0; i < CHUNK_HEAD - 2; i++) {
      buffer.put(start + i, HEX[(size >> ((CHUNK_HEAD - 3 - i) * 4)) & 15]);
    }
    buffer.put(start + CHUNK_HEAD - 2, (byte) '\r');
    buffer.put(start + CHUNK_HEAD - 1, (byte) '\n');
    buffer.put((byte) '\r').put((byte) '\n');
  }
}
