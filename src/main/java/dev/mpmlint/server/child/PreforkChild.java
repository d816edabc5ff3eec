package dev.mpmlint.server.child;

import dev.mpmlint.server.connection.BlockingCaller;
import dev.mpmlint.server.connection.Connection;
import dev.mpmlint.server.connection.Workbench;
import dev.mpmlint.server.log.Level;
import dev.mpmlint.server.scoreboard.WorkerSlot;
import dev.mpmlint.server.scoreboard.WorkerStatus;
import dev.mpmlint.server.settings.Pool;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import jdk.internal.misc.Signal;

/// prefork's child: one thread, one connection at a time. mpm-itk's ends with its first connection, whose user it became.
final class PreforkChild {
  /// Short of something that another child may find again (APEXIT_CHILDSICK).
  private static final int SICK = 7;

  /// mpm-itk's child has served its connection, and is to be replaced at once.
  private static final int SERVED = 4;

  // As a shell tells of a program that a signal ended.
  private static final int BY_SIGNAL = 128;

  private final ChildServer server;
  private final Acceptor acceptor;
  private final CountDownLatch done = new CountDownLatch(1);
  // Written by the worker before it counts down.
  private int result;

  PreforkChild(ChildServer server, Acceptor acceptor) {
    this.server = server;
    this.acceptor = acceptor;
  }

  /// Serves until it is told to end or has served MaxConnectionsPerChild.
  ///
  /// @return the exit code
  int run() {
    // Java would end as well, but not without a complaint in the error log.
    for (String ending : new String[] {"TERM", "HUP"}) {
      Signal.handle(new Signal(ending), signal -> Runtime.getRuntime().halt(BY_SIGNAL + signal.getNumber()));
    }
    Signal.handle(
        new Signal("USR1"),
        _ -> {
          server.end();
          acceptor.close();
        });
    Thread worker = new Thread(null, this::untilDone, "worker-0", server.settings().pool().threadStackSize());
    worker.start();
    try {
      done.await();
    } catch (InterruptedException _) {
      // Nobody asks this thread to end: the worker does that.
    }
    return result;
  }

  private void untilDone() {
    try {
      work();
    } finally {
      done.countDown();
    }
  }

  private void work() {
    WorkerSlot slot = server.worker(0);
    Workbench bench = server.bench(slot);
    int most = server.settings().pool().maxConnectionsPerChild();
    for (int served = 0; !server.ending() && (most <= 0 || served < most); served++) {
      bench.status(WorkerStatus.READY);
      SocketChannel accepted;
      try {
        accepted = acceptor.accept();
      } catch (IOException e) {
        server.log().log(Level.ERROR, "core", "AH02179: apr_socket_accept: " + e.getMessage());
        result = SICK;
        return;
      }
      if (accepted == null) {
        return;
      }
      Connection connection = server.connection(accepted);
      if (connection != null) {
        slot.newConnection();
        BlockingCaller.serve(connection, bench);
        if (server.settings().pool().kind() == Pool.Kind.ITK) {
          // One that was told to end is nobody's loss.
          result = server.ending() ? 0 : SERVED;
          return;
        }
      }
    }
  }
}
