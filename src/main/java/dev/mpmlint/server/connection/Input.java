package dev.mpmlint.server.connection;

import dev.mpmlint.server.exchange.Host;
import java.io.IOException;
import java.nio.ByteBuffer;

/// What comes from a client, and how long it may take: RequestReadTimeout for each stage of a request, Timeout for each
/// pause. Owned by the thread that works on the connection.
final class Input {
  /// What became of an attempt to read.
  enum Fill {
    DATA,
    NOTHING,
    END,
    TIMEOUT
  }

  private final Wire wire;
  private final Host host;
  private final Deadline deadline = new Deadline();

  Input(Wire wire, Host host) {
    this.wire = wire;
    this.host = host;
  }

  /// The time for a request's head begins.
  void beginHead() {
    deadline.begin(host.headTimeout(), Connection.millis());
  }

  /// The time for a request's body begins.
  void beginBody() {
    deadline.begin(host.bodyTimeout(), Connection.millis());
  }

  /// Reads more into a buffer that is being read from.
  ///
  /// @param wait whether to wait for it
  Fill fill(ByteBuffer in, boolean wait) throws IOException {
    in.compact();
    try {
      return wait ? await(in) : read(in);
    } finally {
      in.flip();
    }
  }

  private Fill await(ByteBuffer in) throws IOException {
    while (true) {
      Fill now = read(in);
      if (now != Fill.NOTHING) {
        return now;
      }
      long before = Connection.millis();
      long left = deadline.left(before, host.timeout());
      if (left <= 0) {
        return Fill.TIMEOUT;
      }
      Waiting.await(wire.channel(), wire.interest(), left);
      if (Connection.millis() - before >= left) {
        Fill last = read(in);
        return last == Fill.NOTHING ? Fill.TIMEOUT : last;
      }
    }
  }

  private Fill read(ByteBuffer in) throws IOException {
    int n = wire.read(in);
    if (n > 0) {
      deadline.came(n);
      return Fill.DATA;
    }
    return n < 0 ? Fill.END : Fill.NOTHING;
  }
}
