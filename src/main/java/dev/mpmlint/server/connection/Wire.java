package dev.mpmlint.server.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;

/// A client's connection as bytes, plain or through TLS. Never blocks: a call that can do nothing now returns 0, and
/// [#interest()] tells what to wait for. Owned by one thread at a time.
public interface Wire {
  SocketChannel channel();

  /// How many bytes came; 0 when none are there now, -1 when the client has ended.
  int read(ByteBuffer into) throws IOException;

  /// How many bytes were taken, in order; 0 when the client takes none now.
  long write(ByteBuffer[] from, int offset, int length) throws IOException;

  /// Sends a part of a file, by sendfile(2) where it can be; how many bytes were taken.
  long send(FileChannel file, long position, long count) throws IOException;

  /// What the last call that returned 0 waits for: OP_READ or OP_WRITE of [java.nio.channels.SelectionKey].
  int interest();

  /// Whether bytes that have already come from the network wait inside, so that a read need not wait.
  boolean buffered();

  /// Says that no more is sent: FIN, after TLS's close_notify.
  void shutdownOutput() throws IOException;

  /// Ends the connection. Never fails.
  void close();
}
