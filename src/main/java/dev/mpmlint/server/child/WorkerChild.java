package dev.mpmlint.server.child;

import dev.mpmlint.server.connection.BlockingCaller;
import dev.mpmlint.server.connection.Connection;
import dev.mpmlint.server.connection.Workbench;
import dev.mpmlint.server.log.Level;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// worker's child: a listener hands each connection to a worker, which keeps it to its end.
sealed class WorkerChild extends ThreadedChild permits WinntChild {
  private static final long MOMENT = 50;
  private static final long SHORT_NANOS = 2_000_000;

  private final Workers<Connection> workers;
  private final boolean limited;
  // Counted down by workers when a connection has ended.
  private final AtomicInteger left;
  private final AtomicInteger busy = new AtomicInteger();

  WorkerChild(ChildServer server, Acceptor acceptor) {
    super(server, acceptor);
    workers = new Workers<>(server, this::serve);
    left = new AtomicInteger(server.settings().pool().maxConnectionsPerChild());
    limited = left.get() != 0;
  }

  @Override
  void start() {
    workers.start();
    new Thread(null, this::listen, "listener", 0).start();
  }

  private void listen() {
    try {
      while (!usedUp() && idle()) {
        SocketChannel accepted = acceptor.accept();
        if (accepted == null) {
          return;
        }
        Connection connection = server.connection(accepted);
        if (connection != null) {
          busy.incrementAndGet();
          workers.give(connection);
        }
      }
      if (usedUp()) {
        endsUsedUp();
      }
    } catch (IOException e) {
      server.log().log(Level.ERROR, "core", "AH02179: apr_socket_accept: " + e.getMessage());
      sick = true;
    } finally {
      listenerEnded = true;
    }
  }

  private void serve(Connection connection, Workbench bench) {
    bench.slot().newConnection();
    BlockingCaller.serve(connection, bench);
    left.decrementAndGet();
    busy.decrementAndGet();
  }

  private boolean usedUp() {
    return limited && left.get() <= 0;
  }

  private boolean idle() {
    if (busy.get() >= server.settings().pool().threadsPerChild()) {
      isFull();
    }
    return workers.awaitIdle();
  }

  /// All workers serve; the next connection must wait. Called by the listener.
  void isFull() {}

  /// MaxConnectionsPerChild is reached. Called by the listener.
  void endsUsedUp() {}

  @Override
  void quiesce() {
    acceptor.close();
    workers.takeNoMore();
  }

  @Override
  boolean ended() {
    // What the listener has accepted by now must find a worker.
    if (!listenerEnded) {
      LockSupport.parkNanos(SHORT_NANOS);
      return false;
    }
    workers.end();
    return workers.ended(MOMENT);
  }

  @Override
  boolean endsAtOnce() {
    return true;
  }
}
