package dev.mpmlint.mpm;

import dev.mpmlint.httpd.AhNumber;
import java.util.ArrayList;
import java.util.List;

/// One turn while it is decided: the state as it changes, and the orders so far.
final class Turn {
  static final int MOST_SPAWNS = 32;
  private static final String REACHED =
      "server reached MaxRequestWorkers setting, consider raising the MaxRequestWorkers setting";
  private static final String NEAR =
      "server is within MinSpareThreads of MaxRequestWorkers, consider raising the MaxRequestWorkers setting";

  final PoolNumbers numbers;
  final Snapshot board;
  int spawnRate;
  int holdOff;
  int used;
  boolean sickSeen;
  boolean healthySeen;
  int owed;
  int successiveKills;
  boolean askOneToGo;
  boolean giveUp;
  // The slot whose child has just ended; -1 for none.
  int freed = -1;
  private boolean reachedSaid;
  private boolean nearSaid;
  private final List<Message> messages = new ArrayList<>();
  private final List<Integer> spawn = new ArrayList<>();

  Turn(PoolNumbers numbers, Snapshot board, MaintenanceState state) {
    this.numbers = numbers;
    this.board = board;
    spawnRate = state.spawnRate();
    holdOff = state.holdOff();
    used = state.used();
    reachedSaid = state.reachedSaid();
    nearSaid = state.nearSaid();
    sickSeen = state.sickSeen();
    healthySeen = state.healthySeen();
    owed = state.owed();
    successiveKills = state.successiveKills();
  }

  Orders orders() {
    MaintenanceState next =
        new MaintenanceState(
            spawnRate, holdOff, used, reachedSaid, nearSaid, sickSeen, healthySeen, owed, successiveKills);
    return new Orders(next, messages, spawn, askOneToGo, giveUp);
  }

  /// make_child.
  void spawn(int slot) {
    spawn.add(slot);
    used = Math.max(used, slot + 1);
  }

  /// startup_children: as many as possible of `count`, in the lowest free slots.
  void startUp(int count) {
    int limit = numbers.mpm() == Mpm.EVENT ? numbers.serverLimit() : numbers.processes();
    int left = count;
    // Filled again in this very turn.
    int taken = spawn.isEmpty() ? -1 : freed;
    for (int slot = 0; left > 0 && slot < limit; slot++) {
      boolean empty = numbers.mpm() == Mpm.PREFORK ? board.dead(slot) > 0 : board.pid(slot) == 0;
      if ((empty || slot == freed) && slot != taken) {
        spawn(slot);
        left--;
      }
    }
  }

  /// The next shortage finds the rate doubled, unless that is held off.
  void growRate() {
    if (holdOff > 0) {
      holdOff--;
    } else {
      spawnRate = Math.min(spawnRate * 2, MOST_SPAWNS);
    }
  }

  void say(Message.Level level, int number, String text) {
    messages.add(new Message(level, "mpm_" + numbers.mpm(), new AhNumber(number), text));
  }

  void sayOfCore(Message.Level level, int number, String text) {
    messages.add(new Message(level, "core", new AhNumber(number), text));
  }

  void sayReached(int number) {
    if (!reachedSaid) {
      say(Message.Level.ERROR, number, REACHED);
      reachedSaid = true;
    }
  }

  void sayNear(int number) {
    if (!nearSaid) {
      say(Message.Level.ERROR, number, NEAR);
      nearSaid = true;
    }
  }

  /// Whether the turn ends here: a child was sick and none was ever healthy.
  boolean hopeless(int number) {
    if (sickSeen && !healthySeen) {
      say(
          Message.Level.ALERT,
          number,
          "A resource shortage or other unrecoverable failure was encountered before any child process initialized"
              + " successfully... httpd is exiting!");
      giveUp = true;
      return true;
    }
    sickSeen = false;
    return false;
  }
}
