package dev.mpmlint.server.connection;

import dev.mpmlint.server.exchange.Body;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// What is still to be sent of an answer: bytes, then parts of a file. Owned by the thread that works on the connection.
final class Output {
  private final ByteBuffer[] buffers = new ByteBuffer[2];
  private int first;
  private int count;
  private Body.@Nullable FileParts file;
  private int part;
  // Whether the bytes before the part were added already.
  private boolean prefixed;
  private long done;
  private long sent;

  boolean pending() {
    return first < count || file != null;
  }

  /// Bytes sent since the last [#begin].
  long sent() {
    return sent;
  }

  void begin() {
    sent = 0;
  }

  void add(ByteBuffer bytes) {
    if (first == count) {
      first = 0;
      count = 0;
    }
    buffers[count++] = bytes;
  }

  void add(Body.FileParts parts) {
    file = parts;
    part = 0;
    done = 0;
  }

  /// Gives up the file: only the head is wanted.
  void dropFile() {
    Body.FileParts of = file;
    file = null;
    if (of != null && of.owned()) {
      try {
        of.channel().close();
      } catch (IOException _) {
        // It was only read.
      }
    }
  }

  /// Sends what the client takes now; whether that was all.
  boolean flush(Wire wire) throws IOException {
    while (true) {
      if (!flushBuffers(wire)) {
        return false;
      }
      Body.FileParts of = file;
      if (of == null) {
        return true;
      }
      if (part == of.parts().size()) {
        ByteBuffer end = of.end().duplicate();
        dropFile();
        if (end.hasRemaining()) {
          add(end);
        }
        continue;
      }
      Body.Part now = of.parts().get(part);
      if (done == 0 && now.prefix().hasRemaining() && !prefixed) {
        prefixed = true;
        add(now.prefix().duplicate());
        continue;
      }
      if (!send(wire, of, now)) {
        return false;
      }
    }
  }

  private boolean send(Wire wire, Body.FileParts of, Body.Part now) throws IOException {
    while (done < now.length()) {
      long n = wire.send(of.channel(), now.position() + done, now.length() - done);
      if (n <= 0) {
        if (n < 0 || now.position() + done >= of.channel().size()) {
          throw new IOException("the file became shorter while it was sent");
        }
        return false;
      }
      done += n;
      sent += n;
    }
    part++;
    done = 0;
    prefixed = false;
    return true;
  }

  private boolean flushBuffers(Wire wire) throws IOException {
    while (first < count) {
      if (!buffers[first].hasRemaining()) {
        first++;
        continue;
      }
      long n = wire.write(buffers, first, count - first);
      if (n <= 0) {
        return false;
      }
      sent += n;
    }
    return true;
  }

  /// Copies bytes that stand in a buffer of the worker, who goes on to another connection.
  void own() {
    for (int i = first; i < count; i++) {
      ByteBuffer copy = ByteBuffer.allocate(buffers[i].remaining());
      copy.put(buffers[i]).flip();
      buffers[i] = copy;
    }
  }

  /// Gives up what is left.
  void close() {
    first = 0;
    count = 0;
    prefixed = false;
    dropFile();
  }
}
