package dev.mpmlint.server.status;

import dev.mpmlint.server.scoreboard.ProcessSlot;
import dev.mpmlint.server.scoreboard.Scoreboard;
import dev.mpmlint.server.scoreboard.WorkerSlot;
import dev.mpmlint.server.scoreboard.WorkerStatus;

/// What the head of a report sums up, read from the scoreboard once (mod_status.c, first half of `status_handler`).
final class Totals {
  /// times(2) counts so many a second.
  static final float TICKS = 100;

  /// Slots and workers of each that were ever used.
  final int slots;

  final int threads;
  final int generation;
  final boolean extended;
  final boolean async;
  private final byte[] letters;
  final int[] busyOf;
  final int[] gracefulOf;
  final int[] idleOf;
  int ready;
  int busy;
  int graceful;
  long accesses;
  long kilobytes;
  /// In microseconds.
  long duration;
  /// User, system, children's user and system, in ticks.
  final long[] processor = new long[4];

  private long bytes;

  Totals(Scoreboard board) {
    slots = Math.min(board.slotsUsed(), board.serverLimit());
    threads = Math.min(board.threadsUsed(), board.threadLimit());
    generation = board.generation();
    extended = board.extended();
    async = board.mpm().equals("event");
    letters = new byte[Math.multiplyExact(slots, threads)];
    busyOf = new int[slots];
    gracefulOf = new int[slots];
    idleOf = new int[slots];
    for (int i = 0; i < processor.length; i++) {
      processor[i] = board.processorTime(i);
    }
    for (int slot = 0; slot < slots; slot++) {
      read(board, slot);
    }
  }

  private void read(Scoreboard board, int slot) {
    ProcessSlot process = board.process(slot);
    boolean counts = !process.quiescing() && process.pid() != 0;
    boolean current = process.generation() == generation;
    long[] ofProcess = new long[4];
    for (int thread = 0; thread < threads; thread++) {
      WorkerSlot worker = board.worker(slot, thread);
      WorkerStatus status = worker.status();
      letters[slot * threads + thread] = (byte) status.letter();
      if (counts) {
        count(status, current, slot);
      }
      if (extended && isShown(worker, status)) {
        add(worker, ofProcess);
      }
    }
    for (int i = 0; i < processor.length; i++) {
      processor[i] += ofProcess[i];
    }
  }

  /// Whether a worker has something to tell: it has served, or does so.
  static boolean isShown(WorkerSlot worker, WorkerStatus status) {
    return worker.accessCount() != 0 || status != WorkerStatus.READY && status != WorkerStatus.DEAD;
  }

  private void count(WorkerStatus status, boolean current, int slot) {
    switch (status) {
      case READY -> {
        ready += current ? 1 : 0;
        idleOf[slot]++;
      }
      case GRACEFUL -> {
        graceful++;
        gracefulOf[slot]++;
      }
      case DEAD, STARTING, IDLE_KILL -> {}
      case BUSY_READ, BUSY_WRITE, BUSY_KEEPALIVE, BUSY_LOG, BUSY_DNS, CLOSING -> {
        busy++;
        busyOf[slot]++;
      }
    }
  }

  private void add(WorkerSlot worker, long[] ofProcess) {
    long user = worker.userTime();
    long system = worker.systemTime();
    long childUser = worker.childUserTime();
    long childSystem = worker.childSystemTime();
    // Each worker notes its process's time, so the latest note is the process's.
    if (user > ofProcess[0] || system > ofProcess[1] || childUser > ofProcess[2] || childSystem > ofProcess[3]) {
      ofProcess[0] = user;
      ofProcess[1] = system;
      ofProcess[2] = childUser;
      ofProcess[3] = childSystem;
    }
    accesses += worker.accessCount();
    bytes += worker.bytesServed();
    duration += worker.duration();
    kilobytes += bytes >> 10;
    bytes &= 0x3ff;
  }

  /// The letter of a worker; a blank for one that cannot be, since the configuration has no room for it.
  char letter(Scoreboard board, int slot, int thread) {
    char letter = slot < slots && thread < threads ? (char) letters[slot * threads + thread] : '.';
    boolean possible = slot < board.processes() && thread < board.threadsPerChild();
    return letter == '.' && !possible ? ' ' : letter;
  }

  long processorTime() {
    return processor[0] + processor[1] + processor[2] + processor[3];
  }
}
