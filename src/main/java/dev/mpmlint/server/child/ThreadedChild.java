package dev.mpmlint.server.child;

import dev.mpmlint.server.log.Level;
import dev.mpmlint.server.scoreboard.Command;
import java.util.concurrent.locks.LockSupport;
import jdk.internal.misc.Signal;
import jdk.internal.misc.Signal.Handler;

/// What worker's and event's children have in common: the main thread, which looks for commands of the control process.
abstract class ThreadedChild {
  /// Short of something that another child may find again (APEXIT_CHILDSICK).
  static final int SICK = 7;

  /// PTHREAD_STACK_MIN of glibc.
  private static final long LEAST_STACK = 16_384;
  private static final long LOOK_NANOS = 50_000_000;

  final ChildServer server;
  final Acceptor acceptor;
  // Written by the listener, read by the main thread.
  volatile boolean listenerEnded;
  // The listener has accepted all that it may, or cannot go on; what it keeps is still to be served.
  volatile boolean spent;
  volatile boolean sick;

  ThreadedChild(ChildServer server, Acceptor acceptor) {
    this.server = server;
    this.acceptor = acceptor;
  }

  /// Starts workers and listener.
  abstract void start();

  /// Accepts no more; what is served goes on.
  abstract void quiesce();

  /// Whether nothing is served any more; waits a moment.
  abstract boolean ended();

  /// Whether a restart ends what is served at once.
  abstract boolean endsAtOnce();

  /// Serves until it is told to end or has served MaxConnectionsPerChild.
  ///
  /// @return the exit code
  final int run() {
    for (String ignored : new String[] {"TERM", "HUP", "USR1", "WINCH"}) {
      Signal.handle(new Signal(ignored), Handler.SIG_IGN);
    }
    warnOfStackSize();
    try {
      start();
    } catch (OutOfMemoryError _) {
      String number = numbered("AH00282: ", "AH00480: ");
      log(Level.ALERT, "(11)Resource temporarily unavailable: " + number + "ap_thread_create: unable to create worker thread");
      return SICK;
    }
    Command command = server.process().command();
    while (command == Command.NONE && !spent && !listenerEnded) {
      LockSupport.parkNanos(LOOK_NANOS);
      command = server.process().command();
    }
    if (command == Command.RESTART && endsAtOnce()) {
      return 0;
    }
    server.end();
    server.process().quiescing(true);
    quiesce();
    while (!ended()) {
      if (server.process().command() == Command.RESTART && endsAtOnce()) {
        return 0;
      }
    }
    return sick ? SICK : 0;
  }

  /// What worker and event say of a size that pthread_attr_setstacksize(3) refuses; the threads then have the default, as
  /// Java's do.
  private void warnOfStackSize() {
    long bytes = server.settings().pool().threadStackSize();
    String number = numbered("AH02435: ", "AH02436: ");
    if (bytes > 0 && bytes < LEAST_STACK && !number.isEmpty()) {
      log(Level.WARN, "(22)Invalid argument: " + number + "WARNING: ThreadStackSize of " + bytes + " is inappropriate, using default");
    }
  }

  private String numbered(String worker, String event) {
    return switch (server.settings().pool().kind()) {
      case WORKER -> worker;
      case EVENT -> event;
      case PREFORK, ITK, WINNT -> "";
    };
  }

  private void log(Level level, String message) {
    server.log().log(level, server.settings().pool().kind().module(), message);
  }
}
