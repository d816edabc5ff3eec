package dev.mpmlint.server.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/// A connection without TLS. Owned by one thread at a time.
public final class PlainWire implements Wire {
  private final SocketChannel channel;
  private int interest = SelectionKey.OP_READ;

  /// @param channel non-blocking
  public PlainWire(SocketChannel channel) {
    this.channel = channel;
  }

  @Override
  public SocketChannel channel() {
    return channel;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    interest = SelectionKey.OP_READ;
    return channel.read(into);
  }

  @Override
  public long write(ByteBuffer[] from, int offset, int length) throws IOException {
    interest = SelectionKey.OP_WRITE;
    return length == 1 ? channel.write(from[offset]) : channel.write(from, offset, length);
  }

  @Override
  public long send(FileChannel file, long position, long count) throws IOException {
    interest = SelectionKey.OP_WRITE;
    return file.transferTo(position, count, channel);
  }

  @Override
  public int interest() {
    return interest;
  }

  @Override
  public boolean buffered() {
    return false;
  }

  @Override
  public void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException _) {
      // The descriptor is gone all the same.
    }
  }
}
