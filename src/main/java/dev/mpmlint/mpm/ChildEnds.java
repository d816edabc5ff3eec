package dev.mpmlint.mpm;

/// What the control process does when a child has ended: the other half of its main loop ([Maintenance] is the first), and
/// `ap_process_child_status` of server/mpm_unix.c. Pure.
public final class ChildEnds {
  private static final int TERM = 15;
  private static final int HUP = 1;
  private static final int USR1 = 10;
  private static final int KILL = 9;

  private ChildEnds() {}

  /// The turn in which this child was reaped. Unless the orders say to give up, its slot must be emptied first (no
  /// process, all workers dead, not quiescing), then they must be carried out.
  ///
  /// @param board as it was while the child was still in it
  /// @param pid the child's
  /// @param wasGraceful whether the last restart was graceful
  public static Orders decide(
      PoolNumbers numbers, Snapshot board, MaintenanceState state, int pid, ChildEnd end, boolean wasGraceful) {
    Turn turn = new Turn(numbers, board, state);
    int slot = board.find(pid);
    turn.freed = slot;
    if (numbers.mpm() == Mpm.WINNT) {
      winnt(turn, slot, pid, end);
      return turn.orders();
    }
    report(turn, pid, end);
    boolean fatal = end instanceof ChildEnd.Exited(int code) && code == ChildEnd.FATAL;
    if (fatal && (slot < 0 || board.generationOf(slot) == board.generation())) {
      turn.giveUp = true;
      return turn.orders();
    }
    boolean sick = end instanceof ChildEnd.Exited(int code) && code == ChildEnd.SICK;
    if (fatal) {
      turn.say(
          Message.Level.WARN,
          choose(numbers, 166, 290, 487),
          "Ignoring fatal error in child of previous generation (pid " + pid + ").");
    }
    // prefork keeps trying for ever.
    turn.sickSeen |= (fatal || sick) && numbers.mpm() != Mpm.PREFORK;
    if (slot >= 0) {
      refill(turn, slot, sick);
    } else if (wasGraceful) {
      turn.say(Message.Level.WARN, choose(numbers, 167, 291, 488), "long lost child came home! (pid " + pid + ")");
    }
    if (slot >= 0 && end instanceof ChildEnd.Signalled && numbers.mpm() != Mpm.PREFORK) {
      replaceKilled(turn);
    }
    return turn.orders();
  }

  private static void refill(Turn turn, int slot, boolean sick) {
    if (sick) {
      turn.spawnRate = 1;
    } else if (turn.owed > 0 && (turn.numbers.mpm() == Mpm.EVENT || slot < turn.numbers.processes())) {
      turn.spawn(slot);
      turn.owed--;
    }
  }

  /// worker and event replace a child that was killed at once, but not a third in a row.
  private static void replaceKilled(Turn turn) {
    turn.successiveKills++;
    if (turn.successiveKills >= 3) {
      if (turn.successiveKills % 10 == 3) {
        turn.say(
            Message.Level.WARN, choose(turn.numbers, 0, 10_393, 10_392), "children are killed successively!");
      }
      return;
    }
    turn.startUp(turn.owed + 1);
    turn.owed = 0;
  }

  private static void report(Turn turn, int pid, ChildEnd end) {
    switch (end) {
      case ChildEnd.Exited(int code) -> {
        if (code == ChildEnd.FATAL) {
          turn.sayOfCore(
              Message.Level.ALERT, 50, "Child " + pid + " returned a Fatal error... Apache is exiting!");
        }
      }
      case ChildEnd.Signalled(int number, String coreFolder) -> {
        if (number != TERM && number != HUP && number != USR1 && number != KILL) {
          String text = "child pid " + pid + " exit signal " + Signals.describe(number) + " (" + number + ")";
          if (coreFolder.isEmpty()) {
            turn.sayOfCore(Message.Level.NOTICE, 52, text);
          } else {
            turn.sayOfCore(Message.Level.NOTICE, 51, text + ", possible coredump in " + coreFolder);
          }
        }
      }
    }
  }

  /// mpm_winnt.c, `master_main`: only failures to start end the server; a signal, which Windows does not have, counts as
  /// a crash. Who ends by itself without a fault has asked for a restart.
  private static void winnt(Turn turn, int slot, int pid, ChildEnd end) {
    if (slot >= 0 && turn.board.generationOf(slot) != turn.board.generation()) {
      // Asked to go by a restart: its successor waits for it, as for the start mutex there.
      if (turn.owed > 0) {
        turn.spawn(slot);
        turn.owed--;
      }
      return;
    }
    if (end instanceof ChildEnd.Exited(int code) && code == 0) {
      // It reached MaxConnectionsPerChild, and asks for a restart.
      turn.say(Message.Level.NOTICE, 424, "Parent: Received restart signal -- Restarting the server.");
      turn.spawn(Math.max(slot, 0));
      return;
    }
    int status =
        switch (end) {
          case ChildEnd.Exited(int code) -> code;
          case ChildEnd.Signalled(int number, _) -> 128 + number;
        };
    String text = "Parent: child process " + pid + " exited with status " + status + " -- ";
    if (status == 2 || status == 3 || status == ChildEnd.FATAL) {
      turn.say(Message.Level.CRIT, 427, text + "Aborting.");
      turn.giveUp = true;
    } else {
      turn.say(Message.Level.NOTICE, 428, text + "Restarting.");
      turn.spawn(Math.max(slot, 0));
    }
  }

  private static int choose(PoolNumbers numbers, int prefork, int worker, int event) {
    return switch (numbers.mpm()) {
      case PREFORK -> prefork;
      case WORKER -> worker;
      default -> event;
    };
  }
}
