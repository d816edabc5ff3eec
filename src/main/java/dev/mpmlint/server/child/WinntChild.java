package dev.mpmlint.server.child;

import dev.mpmlint.server.log.Level;

/// The one child of winnt's model: worker's, with the words of winnt's child.c. Its listener stands for the threads that
/// accept there.
final class WinntChild extends WorkerChild {
  private static final String MODULE = "mpm_winnt";

  // Owned by the listener.
  private boolean saidFull;

  WinntChild(ChildServer server, Acceptor acceptor) {
    super(server, acceptor);
  }

  @Override
  void start() {
    int threads = server.settings().pool().threadsPerChild();
    server.log().log(Level.NOTICE, MODULE, "AH00354: Child: Starting " + threads + " worker threads.");
    super.start();
  }

  @Override
  void isFull() {
    if (!saidFull) {
      saidFull = true;
      server.log().log(
          Level.ERROR,
          MODULE,
          "AH00326: Server ran out of threads to serve requests. Consider raising the ThreadsPerChild setting");
    }
  }

  @Override
  void endsUsedUp() {
    server.log().log(
        Level.NOTICE,
        MODULE,
        "AH00358: Child: Process exiting because it reached MaxConnectionsPerChild. Signaling the parent to restart a new"
            + " child process.");
  }

  @Override
  boolean ended() {
    boolean ended = super.ended();
    if (ended) {
      server.log().log(Level.NOTICE, MODULE, "AH00364: Child: All worker threads have exited.");
    }
    return ended;
  }
}
