package dev.mpmlint.server.control;

import dev.mpmlint.server.log.Level;
import dev.mpmlint.server.log.Log;

/// Waits for children that were told to end, then insists: httpd's `ap_reclaim_child_processes` (server/mpm_unix.c).
final class Reclaim {
  private static final int SIGTERM = 15;
  private static final int SIGKILL = 9;
  private static final long[] TERM_AT = {3_000, 5_000, 7_000};
  private static final long KILL_AT = 9_000;
  private static final long GIVE_UP_AT = 10_000;
  private static final long FIRST_PAUSE = 16;
  private static final long LONGEST_PAUSE = 250;

  private final Brood brood;
  private final Log log;

  Reclaim(Brood brood, Log log) {
    this.brood = brood;
    this.log = log;
  }

  /// Returns when no child is left, or after ten seconds.
  void run() {
    long start = System.nanoTime();
    long pause = FIRST_PAUSE;
    int terms = 0;
    boolean killed = false;
    while (true) {
      for (Brood.Ended ended = brood.reap(); ended != null; ended = brood.reap()) {
        brood.forget(ended.child());
      }
      if (brood.isEmpty()) {
        return;
      }
      long passed = (System.nanoTime() - start) / 1_000_000;
      if (passed >= GIVE_UP_AT) {
        say(Level.ERROR, "AH00047: could not make child process %d exit, attempting to continue anyway");
        return;
      }
      if (passed >= KILL_AT && !killed) {
        killed = true;
        say(Level.ERROR, "AH00046: child process %d still did not exit, sending a SIGKILL");
        brood.kill(SIGKILL);
      } else if (terms < TERM_AT.length && passed >= TERM_AT[terms]) {
        terms++;
        say(Level.WARN, "AH00045: child process %d still did not exit, sending a SIGTERM");
        brood.kill(SIGTERM);
      }
      pause(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
  }

  private void say(Level level, String text) {
    for (Brood.Child child : brood.all()) {
      log.log(level, "core", text.replace("%d", Integer.toString(child.pid())));
    }
  }

  private static void pause(long millis) {
    java.util.concurrent.locks.LockSupport.parkNanos(millis * 1_000_000);
  }
}
