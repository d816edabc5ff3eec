package dev.mpmlint.server.connection;

import dev.mpmlint.server.exchange.Host;

/// How long a client may take for one stage of its request: RequestReadTimeout, whose time grows with the bytes that
/// come, and Timeout for each pause. Owned by the thread that works on the connection.
final class Deadline {
  private Host.ReadTimeout limit = Host.ReadTimeout.NONE;
  private long began;
  private long most;
  private long bytes;

  /// Begins a stage, at a time in milliseconds.
  void begin(Host.ReadTimeout of, long now) {
    limit = of;
    began = now;
    bytes = 0;
    most = of.initial();
  }

  /// Bytes of this stage came.
  void came(long count) {
    bytes += count;
    if (limit.minRate() > 0) {
      most = Math.min(limit.most() > 0 ? limit.most() : Long.MAX_VALUE, limit.initial() + bytes * 1000 / limit.minRate());
    }
  }

  /// Milliseconds that are left for the next bytes; 0 or less when the time is over.
  long left(long now, long pause) {
    return limit.initial() == 0 ? pause : Math.min(pause, began + most - now);
  }
}
