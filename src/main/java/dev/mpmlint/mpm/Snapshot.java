package dev.mpmlint.mpm;

/// The scoreboard at one moment, as far as idle maintenance looks at it: for each slot its process and how many of its
/// threads are idle, at work, and so on. Made once and filled anew each turn. Owned by one thread.
public final class Snapshot {
  private static final String LETTERS = ".S_RWKLDCGI";

  private final int threads;
  private final int[] pids;
  private final int[] generations;
  private final boolean[] quiescing;
  private final boolean[] notAccepting;
  private final int[] idle;
  private final int[] active;
  private final int[] dead;
  private final int[] graceful;
  private int generation;

  /// A scoreboard without any process.
  ///
  /// @param slots ServerLimit
  /// @param threads ThreadsPerChild
  public Snapshot(int slots, int threads) {
    this.threads = threads;
    pids = new int[slots];
    generations = new int[slots];
    quiescing = new boolean[slots];
    notAccepting = new boolean[slots];
    idle = new int[slots];
    active = new int[slots];
    dead = new int[slots];
    graceful = new int[slots];
    for (int slot = 0; slot < slots; slot++) {
      clear(slot);
    }
  }

  public int slots() {
    return pids.length;
  }

  /// The generation that should run.
  public int generation() {
    return generation;
  }

  public void generation(int to) {
    generation = to;
  }

  /// Empties a slot: no process, all threads dead.
  public void clear(int slot) {
    process(slot, 0, 0, false, false);
    threads(slot, threads, threads, 0, 0);
  }

  /// @param pid 0 when the slot has no process
  /// @param isQuiescing whether the child is on its way out
  /// @param acceptsNothing whether it takes no connections for the moment
  public void process(int slot, int pid, int ofGeneration, boolean isQuiescing, boolean acceptsNothing) {
    pids[slot] = pid;
    generations[slot] = ofGeneration;
    quiescing[slot] = isQuiescing;
    notAccepting[slot] = acceptsNothing;
  }

  /// How many threads are in which state; the threads are the first ThreadsPerChild ones of the slot.
  ///
  /// @param upToReady dead, starting or ready: httpd counts all three as idle
  /// @param ofThemDead dead ones
  /// @param atWork ready up to closing
  /// @param finishing in state `G`
  public void threads(int slot, int upToReady, int ofThemDead, int atWork, int finishing) {
    idle[slot] = upToReady;
    dead[slot] = ofThemDead;
    active[slot] = atWork;
    graceful[slot] = finishing;
  }

  /// As above, from mod_status's letters; threads that have none are dead.
  public void threads(int slot, String letters) {
    int upToReady = 0;
    int ofThemDead = 0;
    int atWork = 0;
    int finishing = 0;
    for (int i = 0; i < threads; i++) {
      int state = i < letters.length() ? LETTERS.indexOf(letters.charAt(i)) : 0;
      if (state < 0) {
        throw new IllegalArgumentException("no state of a worker: " + letters.charAt(i));
      }
      upToReady += state <= 2 ? 1 : 0;
      ofThemDead += state == 0 ? 1 : 0;
      atWork += state >= 2 && state < 9 ? 1 : 0;
      finishing += state == 9 ? 1 : 0;
    }
    threads(slot, upToReady, ofThemDead, atWork, finishing);
  }

  public int pid(int slot) {
    return pids[slot];
  }

  /// The generation of the slot's process.
  public int generationOf(int slot) {
    return generations[slot];
  }

  public boolean quiescing(int slot) {
    return quiescing[slot];
  }

  /// The slot of this process; -1 when it has none.
  public int find(int pid) {
    for (int slot = 0; slot < pids.length; slot++) {
      if (pids[slot] == pid) {
        return slot;
      }
    }
    return -1;
  }

  boolean notAccepting(int slot) {
    return notAccepting[slot];
  }

  int threads() {
    return threads;
  }

  int idle(int slot) {
    return idle[slot];
  }

  int active(int slot) {
    return active[slot];
  }

  int dead(int slot) {
    return dead[slot];
  }

  int graceful(int slot) {
    return graceful[slot];
  }
}
