package dev.mpmlint.server.child;

import dev.mpmlint.server.connection.Connection;
import dev.mpmlint.server.connection.Waiting;
import dev.mpmlint.server.connection.Workbench;
import dev.mpmlint.server.scoreboard.WorkerStatus;
import java.io.IOException;
import java.nio.channels.SelectionKey;

/// event's child: workers serve requests; connections that wait for their client lie with the listener.
final class EventChild extends ThreadedChild implements Workers.Job<Parked> {
  private static final long MOMENT = 50;
  /// How long a worker waits for the next request itself while others are idle, in milliseconds: handing a connection to the
  /// listener and back costs more than most clients take to ask again.
  private static final long STAY = 2;

  private final Workers<Parked> workers;
  private final EventListener listener;

  EventChild(ChildServer server, Acceptor acceptor) throws IOException {
    super(server, acceptor);
    workers = new Workers<>(server, this);
    listener = new EventListener(this, acceptor, workers);
  }

  @Override
  void start() {
    workers.start();
    new Thread(null, listener::run, "listener", 0).start();
  }

  @Override
  public void run(Parked parked, Workbench bench) {
    Connection connection = parked.connection;
    Connection.Next next = connection.work(bench);
    int requests = -1;
    while (next == Connection.Next.KEEP_ALIVE && requests < connection.requests() && mostAreIdle() && !server.ending()) {
      requests = connection.requests();
      bench.status(WorkerStatus.BUSY_KEEPALIVE);
      try {
        Waiting.await(connection.wire().channel(), SelectionKey.OP_READ, STAY);
      } catch (IOException _) {
        next = Connection.Next.CLOSE;
        break;
      }
      next = connection.work(bench);
    }
    boolean over =
        next == Connection.Next.CLOSE
            || (next == Connection.Next.LINGER && (!connection.beginLinger() || connection.drained(bench)));
    if (!over) {
      connection.leave(bench);
    }
    parked.waitsFor = over ? Connection.Next.CLOSE : next;
  }

  @Override
  public void handOn(Parked parked) {
    if (parked.waitsFor == Connection.Next.CLOSE) {
      parked.connection.close();
      listener.closed();
    } else {
      listener.park(parked);
    }
  }

  /// Whether a worker can be spared: those that stay with a connection must never be what makes the others look busy, for then
  /// the listener closes what it keeps.
  private boolean mostAreIdle() {
    return workers.idle() * 2 > server.settings().pool().threadsPerChild();
  }

  @Override
  void quiesce() {
    listener.end();
  }

  @Override
  boolean ended() {
    if (!listenerEnded) {
      java.util.concurrent.locks.LockSupport.parkNanos(MOMENT * 1_000_000);
      return false;
    }
    workers.end();
    return workers.ended(MOMENT);
  }

  @Override
  boolean endsAtOnce() {
    return false;
  }
}
