package dev.mpmlint.server.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;

/// The body of an answer.
public sealed interface Body {
  /// Bytes in memory. The buffer is not changed: it may be shared between requests and threads.
  record Bytes(ByteBuffer bytes) implements Body {
    public static final Bytes NONE = new Bytes(ByteBuffer.allocate(0));
  }

  /// Parts of a file, sent by sendfile(2) where the connection can.
  ///
  /// @param channel closed by the connection after sending when `owned`
  /// @param parts in order; one without prefix for a whole file or a single range
  /// @param end bytes after the last part, for the closing boundary of several ranges
  record FileParts(FileChannel channel, boolean owned, List<Part> parts, ByteBuffer end) implements Body {
    public FileParts {
      parts = List.copyOf(parts);
    }
  }

  /// @param prefix bytes before it, for the boundary and header of several ranges
  record Part(ByteBuffer prefix, long position, long length) {}

  /// Produced while it is sent, its length unless known not stated beforehand: chunked for HTTP/1.1, else ended by
  /// closing the connection.
  ///
  /// @param length in bytes, -1 when not known
  record Stream(long length, Producer producer) implements Body {}

  /// Writes the body; called once by the thread that works on the connection.
  @FunctionalInterface
  interface Producer {
    void produce(Sink to) throws IOException;

    /// Called instead of [#produce] when the body will not be sent: frees what it holds (a process, a connection). Never
    /// fails.
    default void abandon() {}
  }

  /// Takes the bytes of a body in order. Blocks while the client does not read, at most Timeout.
  interface Sink {
    void write(ByteBuffer bytes) throws IOException;

    /// Sends what was written so far.
    void flush() throws IOException;
  }

  /// In bytes; -1 when not known.
  default long length() {
    return switch (this) {
      case Bytes b -> b.bytes.remaining();
      case FileParts f -> {
        long sum = f.end.remaining();
        for (Part p : f.parts) {
          sum += p.prefix.remaining() + p.length;
        }
        yield sum;
      }
      case Stream s -> s.length;
    };
  }
}
