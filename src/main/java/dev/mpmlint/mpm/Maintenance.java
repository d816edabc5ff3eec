package dev.mpmlint.mpm;

/// What the control process does with its children, turn by turn, as pure functions: the server runs them, and so does a
/// simulation of it. From httpd's server/mpm/{prefork,worker,event}: `perform_idle_server_maintenance`,
/// `startup_children` and the main loop; with one listener bucket.
///
/// A turn of the main loop waits for a child that has ended. There is one: [ChildEnds#decide]. There is none, and a second
/// has passed: [#decide].
public final class Maintenance {
  private Maintenance() {}

  /// Starts the first children of a configuration, StartServers of them; not after a graceful restart, which owes them
  /// ([MaintenanceState#afterGracefulRestart]).
  public static Orders start(PoolNumbers numbers, Snapshot board, MaintenanceState state) {
    Turn turn = new Turn(numbers, board, state);
    turn.startUp(numbers.startServers());
    return turn.orders();
  }

  /// A second in which no child has ended.
  ///
  /// Under prefork a slot that is ordered to be spawned must be marked as starting before the next turn, since prefork looks
  /// at the workers' states; worker and event look at the process ids.
  ///
  /// @param board as it is now, with as many slots as ServerLimit
  public static Orders decide(PoolNumbers numbers, Snapshot board, MaintenanceState state) {
    Turn turn = new Turn(numbers, board, state);
    turn.successiveKills = 0;
    if (turn.owed > 0) {
      turn.startUp(turn.owed);
      turn.owed = 0;
      return turn.orders();
    }
    switch (numbers.mpm()) {
      case PREFORK -> prefork(turn);
      case WORKER -> WorkerMaintenance.run(turn);
      case EVENT -> EventMaintenance.run(turn);
      // winnt has no idle maintenance: one child with all its threads.
      default -> {}
    }
    return turn.orders();
  }

  private static void prefork(Turn turn) {
    Snapshot board = turn.board;
    int[] free = new int[turn.spawnRate];
    int frees = 0;
    int idle = 0;
    int total = 0;
    int last = -1;
    for (int slot = 0; slot < turn.numbers.processes(); slot++) {
      if (slot >= turn.used && frees == turn.spawnRate) {
        break;
      }
      if (board.dead(slot) == 0) {
        idle += board.idle(slot);
        total++;
        last = slot;
      } else if (frees < turn.spawnRate) {
        free[frees++] = slot;
      }
    }
    turn.used = last + 1;
    if (idle > turn.numbers.maxSpare()) {
      turn.askOneToGo = true;
      turn.spawnRate = 1;
    } else if (idle >= turn.numbers.minSpare()) {
      turn.spawnRate = 1;
    } else if (frees == 0) {
      turn.sayReached(161);
      turn.spawnRate = 1;
    } else {
      if (turn.spawnRate >= 8) {
        turn.say(
            Message.Level.INFO,
            162,
            "server seems busy, (you may need to increase StartServers, or Min/MaxSpareServers), spawning "
                + turn.spawnRate
                + " children, there are "
                + idle
                + " idle, and "
                + total
                + " total children");
      }
      for (int i = 0; i < frees; i++) {
        turn.spawn(free[i]);
      }
      turn.growRate();
    }
  }
}
