package dev.mpmlint.advise.simulate;

import java.util.Arrays;

/// The children of one machine, each a number into plain arrays, and the slots that they are in. A child may outlive its
/// slot, which worker gives to another while it ends. Owned by one thread.
final class Children {
  static final int NONE = -1;

  static final byte FREE = 0;
  static final byte STARTING = 1;
  static final byte SERVING = 2;
  /// prefork's: it ends after the connection that it has.
  static final byte LAST = 3;
  static final byte QUIESCING = 4;

  /// Which list it is in.
  static final byte NOWHERE = 0;
  /// It waits for connections.
  static final byte ACCEPTING = 1;
  /// event's: it listens, and will notice with the next connection that it has no room.
  static final byte FULL = 2;

  byte[] stage = new byte[4];
  byte[] list = new byte[4];
  /// event's: it takes no connections until it has room.
  boolean[] suspended = new boolean[4];
  int[] pid = new int[4];
  /// [#NONE] when the slot was given to another.
  int[] slot = new int[4];
  /// The slot that it was spawned in.
  private int[] home = new int[4];
  int[] busy = new int[4];
  int[] open = new int[4];
  /// Connections that count for MaxConnectionsPerChild.
  int[] counted = new int[4];
  /// The first of its kept connections; event only.
  int[] kept = new int[4];
  private int[] next = new int[4];
  private int[] previous = new int[4];
  private int used;
  private int free = NONE;
  private int[] at = new int[0];
  /// Of each slot, the threads that are still used by children which it was taken from.
  private int[] foreign = new int[0];
  private int living;
  private int pids;
  private final int[] first = {NONE, NONE, NONE};
  private final int[] last = {NONE, NONE, NONE};

  /// A new child in a slot.
  int spawn(int inSlot) {
    int child = free;
    if (child != NONE) {
      free = next[child];
    } else {
      if (used == stage.length) {
        grow(used * 2);
      }
      child = used++;
    }
    stage[child] = STARTING;
    list[child] = NOWHERE;
    suspended[child] = false;
    pid[child] = ++pids;
    slot[child] = inSlot;
    home[child] = inSlot;
    busy[child] = 0;
    open[child] = 0;
    counted[child] = 0;
    kept[child] = NONE;
    if (inSlot >= at.length) {
      int old = at.length;
      at = Arrays.copyOf(at, Math.max(inSlot + 1, old * 2));
      Arrays.fill(at, old, at.length, NONE);
      foreign = Arrays.copyOf(foreign, at.length);
    }
    if (at[inSlot] != NONE) {
      slot[at[inSlot]] = NONE;
      foreign[inSlot] += busy[at[inSlot]];
    }
    at[inSlot] = child;
    living++;
    return child;
  }

  /// It has ended.
  void remove(int child) {
    moveTo(NOWHERE, child);
    if (slot[child] != NONE) {
      at[slot[child]] = NONE;
    }
    stage[child] = FREE;
    next[child] = free;
    free = child;
    living--;
  }

  /// Slots beyond have never been used.
  int slots() {
    return at.length;
  }

  /// The child in a slot; [#NONE] when there is none.
  int at(int inSlot) {
    return at[inSlot];
  }

  int foreign(int inSlot) {
    return foreign[inSlot];
  }

  /// Threads of its slot that a child cannot have yet.
  int missing(int child) {
    return slot[child] == NONE ? 0 : foreign[slot[child]];
  }

  /// A worker of a child has become idle.
  ///
  /// @return the child that its thread falls to, if it is another's; else [#NONE]
  int freed(int child) {
    busy[child]--;
    if (slot[child] != NONE) {
      return NONE;
    }
    foreign[home[child]]--;
    return at[home[child]];
  }

  int living() {
    return living;
  }

  /// The one that has waited longest in a list; [#NONE] when it is empty.
  int first(byte of) {
    return first[of];
  }

  /// Appends it to a list and takes it out of the one that it was in.
  void moveTo(byte to, int child) {
    byte from = list[child];
    if (from != NOWHERE) {
      int before = previous[child];
      int after = next[child];
      if (before == NONE) {
        first[from] = after;
      } else {
        next[before] = after;
      }
      if (after == NONE) {
        last[from] = before;
      } else {
        previous[after] = before;
      }
    }
    list[child] = to;
    if (to != NOWHERE) {
      previous[child] = last[to];
      next[child] = NONE;
      if (last[to] == NONE) {
        first[to] = child;
      } else {
        next[last[to]] = child;
      }
      last[to] = child;
    }
  }

  private void grow(int to) {
    stage = Arrays.copyOf(stage, to);
    list = Arrays.copyOf(list, to);
    suspended = Arrays.copyOf(suspended, to);
    pid = Arrays.copyOf(pid, to);
    slot = Arrays.copyOf(slot, to);
    home = Arrays.copyOf(home, to);
    busy = Arrays.copyOf(busy, to);
    open = Arrays.copyOf(open, to);
    counted = Arrays.copyOf(counted, to);
    kept = Arrays.copyOf(kept, to);
    next = Arrays.copyOf(next, to);
    previous = Arrays.copyOf(previous, to);
  }
}
