package dev.mpmlint.mpm;

/// Idle maintenance of worker (worker.c, `perform_idle_server_maintenance`).
final class WorkerMaintenance {
  private final Turn turn;
  private final Snapshot board;
  private final int[] free;
  // The first slots of `free` have no thread that lives; behind them come those with some.
  private int entirelyFree;
  private int frees;
  private int idle;
  private int active;
  private int total;

  private WorkerMaintenance(Turn turn) {
    this.turn = turn;
    board = turn.board;
    free = new int[Turn.MOST_SPAWNS];
  }

  static void run(Turn turn) {
    WorkerMaintenance m = new WorkerMaintenance(turn);
    m.scan();
    if (!turn.hopeless(2325)) {
      m.act();
    }
  }

  private void scan() {
    int last = -1;
    for (int slot = 0; slot < turn.numbers.processes(); slot++) {
      if (slot >= turn.used && entirelyFree == turn.spawnRate) {
        break;
      }
      boolean lives = board.pid(slot) != 0;
      int atWork = lives ? board.active(slot) : 0;
      if (lives && !board.quiescing(slot) && board.generationOf(slot) == board.generation()) {
        idle += board.idle(slot);
      }
      active += atWork;
      if (isFree(slot, lives)) {
        addFree(slot);
      } else if (atWork == turn.numbers.threadsPerChild()) {
        turn.healthySeen = true;
      }
      if (board.graceful(slot) == 0) {
        total++;
      }
      if (lives) {
        last = slot;
      }
    }
    turn.used = last + 1;
  }

  private boolean isFree(int slot, boolean lives) {
    return board.dead(slot) > 0
        && entirelyFree < turn.spawnRate
        && frees < Turn.MOST_SPAWNS
        && (!lives || board.quiescing(slot));
  }

  private void addFree(int slot) {
    if (board.dead(slot) + board.graceful(slot) == board.threads()) {
      free[frees] = free[entirelyFree];
      free[entirelyFree++] = slot;
    } else {
      free[frees] = slot;
    }
    frees++;
  }

  private void act() {
    if (idle > turn.numbers.maxSpare()) {
      turn.askOneToGo = true;
      turn.spawnRate = 1;
    } else if (idle >= turn.numbers.minSpare()) {
      turn.spawnRate = 1;
    } else if (frees == 0) {
      sayFull();
      turn.spawnRate = 1;
    } else {
      spawn();
    }
  }

  private void sayFull() {
    if (active < turn.numbers.maxRequestWorkers()) {
      turn.say(Message.Level.ERROR, 288, "scoreboard is full, not at MaxRequestWorkers");
    } else if (idle == 0) {
      turn.sayReached(286);
    } else {
      turn.sayNear(287);
    }
  }

  private void spawn() {
    int count = Math.min(frees, turn.spawnRate);
    if (turn.spawnRate >= 8) {
      turn.say(
          Message.Level.INFO,
          289,
          "server seems busy, (you may need to increase StartServers, ThreadsPerChild or Min/MaxSpareThreads), spawning "
              + count
              + " children, there are around "
              + idle
              + " idle threads, and "
              + total
              + " total children");
    }
    for (int i = 0; i < count; i++) {
      turn.spawn(free[i]);
    }
    turn.growRate();
  }
}
