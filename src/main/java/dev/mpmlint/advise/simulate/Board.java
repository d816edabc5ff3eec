package dev.mpmlint.advise.simulate;

import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.PoolNumbers;
import dev.mpmlint.mpm.Snapshot;

/// The scoreboard as idle maintenance sees it, filled anew for each machine in turn. Owned by one thread.
final class Board {
  private final Snapshot snapshot;
  private final Mpm mpm;
  private final int threads;
  private int filled;

  Board(PoolNumbers numbers) {
    snapshot = new Snapshot(numbers.serverLimit(), numbers.threadsPerChild());
    mpm = numbers.mpm();
    threads = numbers.threadsPerChild();
  }

  Snapshot of(Children children) {
    int slots = Math.min(children.slots(), snapshot.slots());
    for (int slot = 0; slot < slots; slot++) {
      int child = children.at(slot);
      if (child == Children.NONE) {
        snapshot.clear(slot);
      } else {
        fill(slot, child, children);
      }
    }
    for (int slot = slots; slot < filled; slot++) {
      snapshot.clear(slot);
    }
    filled = slots;
    return snapshot;
  }

  private void fill(int slot, int child, Children children) {
    byte stage = children.stage[child];
    boolean quiescing = stage == Children.QUIESCING;
    snapshot.process(slot, children.pid[child], 0, quiescing, children.suspended[child]);
    int busy = children.busy[child];
    int others = children.foreign(slot);
    int idle = threads - busy - others;
    if (stage == Children.STARTING) {
      snapshot.threads(slot, idle, 0, others, 0);
    } else if (!quiescing) {
      snapshot.threads(slot, idle, 0, threads, 0);
    } else if (mpm == Mpm.WORKER) {
      // Its idle threads have ended.
      snapshot.threads(slot, idle, idle, busy + others, 0);
    } else {
      snapshot.threads(slot, 0, 0, 0, threads);
    }
  }
}
