package dev.mpmlint.server.connection;

import dev.mpmlint.server.scoreboard.WorkerStatus;
import java.io.IOException;
import java.nio.channels.SelectionKey;

/// Serves a connection from its beginning to its end, waiting in the worker: prefork's, worker's and winnt's way.
/// Stateless.
public final class BlockingCaller {
  /// How often a waiting worker looks whether it is to end, in milliseconds.
  private static final long LOOK = 250;
  /// How long after an answer a child that is to end still waits for the next request.
  private static final long LAST_CHANCE = 100;

  private static final long LINGER = 30_000;
  private static final long LINGER_PAUSE = 2_000;

  private BlockingCaller() {}

  public static void serve(Connection c, Workbench bench) {
    try {
      while (true) {
        switch (c.work(bench)) {
          case KEEP_ALIVE -> {
            if (!nextRequest(c, bench)) {
              return;
            }
          }
          case WRITE -> {
            if (!c.awaitWritable()) {
              return;
            }
          }
          case LINGER -> {
            linger(c, bench);
            return;
          }
          case CLOSE -> {
            return;
          }
        }
      }
    } catch (IOException _) {
      // The client is gone.
    } finally {
      c.close();
    }
  }

  /// Waits for the next request; false when none came in time, or the child is to end.
  private static boolean nextRequest(Connection c, Workbench bench) throws IOException {
    bench.status(WorkerStatus.BUSY_KEEPALIVE);
    long start = Connection.millis();
    long until = start + c.keepAliveTimeout();
    long now = start;
    // Nothing has come yet: the connection has just looked.
    while (true) {
      long pause = bench.service().ending() ? LAST_CHANCE : LOOK;
      Waiting.await(c.wire().channel(), SelectionKey.OP_READ, Math.max(1, Math.min(pause, until - now)));
      if (c.look(bench) != Input.Fill.NOTHING) {
        return true;
      }
      now = Connection.millis();
      boolean ends = bench.service().ending() && now - start >= LAST_CHANCE;
      if (now >= until || ends) {
        return false;
      }
    }
  }

  private static void linger(Connection c, Workbench bench) throws IOException {
    bench.status(WorkerStatus.CLOSING);
    if (!c.beginLinger()) {
      return;
    }
    long until = Connection.millis() + LINGER;
    while (!c.drained(bench)) {
      long now = Connection.millis();
      long pause = Math.min(LINGER_PAUSE, until - now);
      if (pause <= 0) {
        return;
      }
      Waiting.await(c.wire().channel(), SelectionKey.OP_READ, pause);
      if (Connection.millis() - now >= pause) {
        return;
      }
    }
  }
}
