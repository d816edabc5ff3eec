package dev.mpmlint.server.child;

import dev.mpmlint.server.connection.Connection;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/// A connection of event's child: with a worker, or parked with the listener. All but the connection belongs to the
/// listener; `waitsFor` is written by the worker before it hands the connection back.
final class Parked {
  final Connection connection;
  Connection.Next waitsFor = Connection.Next.KEEP_ALIVE;
  long deadline;
  @Nullable TimeoutQueue queue;
  @Nullable Parked before;
  @Nullable Parked after;
  @Nullable SelectionKey key;

  Parked(Connection connection) {
    this.connection = connection;
  }
}
