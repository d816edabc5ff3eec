package dev.mpmlint.server.scoreboard;

import java.nio.ByteBuffer;

/// What is known of one child: httpd's process_score. The control process writes pid, bucket and command; the child its
/// generation, flags and counts. Read by all.
public final class ProcessSlot {
  /// Bytes of a slot: two cache lines, so that children do not disturb each other.
  static final int SIZE = 128;

  static final int PID = 0;
  static final int GENERATION = 4;
  static final int QUIESCING = 8;
  static final int NOT_ACCEPTING = 12;
  static final int BUCKET = 16;
  static final int COMMAND = 20;
  private static final int CONNECTIONS = 64;
  private static final int WRITE_COMPLETION = 68;
  private static final int LINGERING = 72;
  private static final int KEEP_ALIVE = 76;
  private static final int SUSPENDED = 80;
  private static final int WAIT_IO = 84;

  private final Scoreboard board;
  private final int slot;
  private final ByteBuffer memory;
  private final int at;

  ProcessSlot(Scoreboard board, int slot) {
    this.board = board;
    this.slot = slot;
    memory = board.head();
    at = board.processAt(slot);
  }

  /// The process id; 0 when there is none.
  public int pid() {
    return get(PID);
  }

  /// Only the control process does so.
  public void pid(int to) {
    if (to != 0) {
      board.used(slot);
    }
    set(PID, to);
  }

  /// The generation that the child belongs to.
  public int generation() {
    return get(GENERATION);
  }

  public void generation(int to) {
    set(GENERATION, to);
  }

  /// Whether the child finishes what it serves and will end.
  public boolean quiescing() {
    return get(QUIESCING) != 0;
  }

  public void quiescing(boolean to) {
    set(QUIESCING, to ? 1 : 0);
  }

  /// Whether the child takes no new connections for the moment; event's listener does so when workers run out.
  public boolean notAccepting() {
    return get(NOT_ACCEPTING) != 0;
  }

  public void notAccepting(boolean to) {
    set(NOT_ACCEPTING, to ? 1 : 0);
  }

  /// The listener bucket (ListenCoresBucketsRatio).
  public int bucket() {
    return get(BUCKET);
  }

  public void bucket(int to) {
    set(BUCKET, to);
  }

  /// What the control process wants of the child; for worker and event.
  public Command command() {
    return Command.of(get(COMMAND));
  }

  public void command(Command to) {
    set(COMMAND, to.value());
  }

  /// Open connections of event, those in its queues included.
  public int connections() {
    return get(CONNECTIONS);
  }

  public void connections(int to) {
    set(CONNECTIONS, to);
  }

  /// Connections that wait for the client to read its answer.
  public int writeCompletion() {
    return get(WRITE_COMPLETION);
  }

  public void writeCompletion(int to) {
    set(WRITE_COMPLETION, to);
  }

  /// Connections in lingering close.
  public int lingering() {
    return get(LINGERING);
  }

  public void lingering(int to) {
    set(LINGERING, to);
  }

  /// Connections kept for a next request.
  public int keepAlive() {
    return get(KEEP_ALIVE);
  }

  public void keepAlive(int to) {
    set(KEEP_ALIVE, to);
  }

  /// Connections taken out of event's hands by a module.
  public int suspended() {
    return get(SUSPENDED);
  }

  public void suspended(int to) {
    set(SUSPENDED, to);
  }

  /// Connections that wait for reading or writing on behalf of a module.
  public int waitIo() {
    return get(WAIT_IO);
  }

  public void waitIo(int to) {
    set(WAIT_IO, to);
  }

  /// Clears everything for a child that is about to start here: its generation is `generation`.
  public void clear(int generation) {
    for (int i = 0; i < SIZE; i += Integer.BYTES) {
      if (i != GENERATION) {
        set(i, 0);
      }
    }
    generation(generation);
  }

  private int get(int field) {
    return Words.getInt(memory, at + field);
  }

  private void set(int field, int value) {
    Words.setInt(memory, at + field, value);
  }
}
