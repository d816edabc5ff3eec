package dev.mpmlint.server.scoreboard;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// What idle maintenance looks at, taken out of the scoreboard into arrays: one element for each slot. Made once, taken
/// anew each turn; owned by one thread.
public final class Census {
  private final Scoreboard board;

  /// Process ids; 0 where there is no child.
  public final int[] pids;

  public final int[] generations;
  public final boolean[] quiescing;
  public final boolean[] notAccepting;

  /// Threads that are dead, starting or ready.
  public final int[] upToReady;

  /// Threads that are dead.
  public final int[] dead;

  /// Threads that are ready, at work or closing.
  public final int[] atWork;

  /// Threads that gracefully finish.
  public final int[] finishing;

  private int used;

  public Census(Scoreboard board) {
    this.board = board;
    int slots = board.serverLimit();
    pids = new int[slots];
    generations = new int[slots];
    quiescing = new boolean[slots];
    notAccepting = new boolean[slots];
    upToReady = new int[slots];
    dead = new int[slots];
    atWork = new int[slots];
    finishing = new int[slots];
  }

  /// Reads the scoreboard; the threads are the first ThreadsPerChild ones of each slot.
  public void take() {
    int threads = board.threadsPerChild();
    used = Math.min(board.slotsUsed(), board.serverLimit());
    Arrays.fill(upToReady, used, upToReady.length, threads);
    Arrays.fill(dead, used, dead.length, threads);
    ByteBuffer head = board.head();
    for (int slot = 0; slot < used; slot++) {
      int at = board.processAt(slot);
      pids[slot] = Words.getInt(head, at + ProcessSlot.PID);
      generations[slot] = Words.getInt(head, at + ProcessSlot.GENERATION);
      quiescing[slot] = Words.getInt(head, at + ProcessSlot.QUIESCING) != 0;
      notAccepting[slot] = Words.getInt(head, at + ProcessSlot.NOT_ACCEPTING) != 0;
      count(slot, threads);
    }
  }

  /// The slots from this one on never had a child.
  public int used() {
    return used;
  }

  private void count(int slot, int threads) {
    ByteBuffer workers = board.piece(slot);
    int idle = 0;
    int gone = 0;
    int working = 0;
    int graceful = 0;
    for (int thread = 0; thread < threads; thread++) {
      int status = Words.getInt(workers, board.workerAt(slot, thread) + WorkerSlot.STATUS);
      idle += status <= WorkerStatus.READY.value() ? 1 : 0;
      gone += status == WorkerStatus.DEAD.value() ? 1 : 0;
      working += status >= WorkerStatus.READY.value() && status < WorkerStatus.GRACEFUL.value() ? 1 : 0;
      graceful += status == WorkerStatus.GRACEFUL.value() ? 1 : 0;
    }
    upToReady[slot] = idle;
    dead[slot] = gone;
    atWork[slot] = working;
    finishing[slot] = graceful;
  }
}
