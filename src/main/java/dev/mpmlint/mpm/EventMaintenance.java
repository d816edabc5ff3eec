package dev.mpmlint.mpm;

/// Idle maintenance of event (event.c, `perform_idle_server_maintenance`).
///
/// httpd keeps two counts, of all children and of those that are not on their way out; both are what the scoreboard shows
/// when it is scanned, so they are taken from there.
final class EventMaintenance {
  private final Turn turn;
  private final Snapshot board;
  private final int[] free;
  private int frees;
  private int idle;
  private int active;
  private int totalChildren;
  private int activeChildren;

  private EventMaintenance(Turn turn) {
    this.turn = turn;
    board = turn.board;
    free = new int[turn.spawnRate];
  }

  static void run(Turn turn) {
    EventMaintenance m = new EventMaintenance(turn);
    m.scan();
    if (!turn.hopeless(2324)) {
      m.act();
    }
  }

  private void scan() {
    int last = -1;
    for (int slot = 0; slot < turn.numbers.serverLimit(); slot++) {
      if (slot >= turn.used && frees == turn.spawnRate) {
        break;
      }
      if (board.pid(slot) != 0) {
        scanChild(slot);
        last = slot;
      } else if (frees < turn.spawnRate) {
        free[frees++] = slot;
      }
    }
    turn.used = last + 1;
  }

  private void scanChild(int slot) {
    totalChildren++;
    boolean stays = !board.quiescing(slot);
    if (stays) {
      activeChildren++;
    }
    if (stays && !board.notAccepting(slot) && board.generationOf(slot) == board.generation()) {
      idle += board.idle(slot);
    }
    active += board.active(slot);
    if (board.active(slot) == turn.numbers.threadsPerChild()) {
      turn.healthySeen = true;
    }
  }

  private void act() {
    if (idle > turn.numbers.maxSpare()) {
      // Not while others are on their way out, unless the scoreboard has room for a whole new generation.
      turn.askOneToGo =
          activeChildren == totalChildren
              || turn.numbers.serverLimit() - totalChildren > turn.numbers.processes();
      turn.spawnRate = 1;
    } else if (idle >= turn.numbers.minSpare()) {
      turn.spawnRate = 1;
    } else if (active >= turn.numbers.maxRequestWorkers()) {
      if (idle == 0) {
        turn.sayReached(484);
      } else {
        turn.sayNear(10_159);
      }
      turn.spawnRate = 1;
    } else if (frees == 0) {
      turn.say(Message.Level.ERROR, 3490, "scoreboard is full, not at MaxRequestWorkers.Increase ServerLimit.");
      turn.spawnRate = 1;
    } else {
      spawn();
    }
  }

  private void spawn() {
    int room = turn.numbers.processes() - activeChildren;
    int count = Math.min(frees, Math.max(room, 0));
    if (room <= 0) {
      turn.spawnRate = 1;
      turn.holdOff++;
    }
    if (turn.spawnRate >= 8) {
      turn.say(
          Message.Level.INFO,
          486,
          "server seems busy, (you may need to increase StartServers, ThreadsPerChild or Min/MaxSpareThreads), spawning "
              + count
              + " children, there are around "
              + idle
              + " idle threads, "
              + activeChildren
              + " active children, and "
              + totalChildren
              + " children that are shutting down");
    }
    for (int i = 0; i < count; i++) {
      turn.spawn(free[i]);
    }
    turn.growRate();
  }
}
