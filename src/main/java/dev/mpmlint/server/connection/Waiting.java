package dev.mpmlint.server.connection;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import sun.nio.ch.Net;
import sun.nio.ch.SelChImpl;

/// Waits for one connection by poll(2), which Java's public methods do only with a selector for each connection.
/// Stateless.
public final class Waiting {
  private Waiting() {}

  /// Until a read or write may go on or the time is over; which of both is told by trying.
  ///
  /// @param interest OP_READ or OP_WRITE
  /// @param millis more than 0
  public static void await(SocketChannel channel, int interest, long millis) throws IOException {
    short event = interest == SelectionKey.OP_WRITE ? Net.POLLOUT : Net.POLLIN;
    ((SelChImpl) channel).park(event, millis * 1_000_000);
  }
}
