package dev.mpmlint.server.scoreboard;

/// What a worker does, with the values and letters of httpd's scoreboard (include/scoreboard.h,
/// mod_status.c).
public enum WorkerStatus {
  /// No worker here.
  DEAD(0, '.'),
  STARTING(1, 'S'),
  /// Waits for a connection.
  READY(2, '_'),
  BUSY_READ(3, 'R'),
  BUSY_WRITE(4, 'W'),
  BUSY_KEEPALIVE(5, 'K'),
  BUSY_LOG(6, 'L'),
  BUSY_DNS(7, 'D'),
  CLOSING(8, 'C'),
  /// Finishes what it serves, then ends.
  GRACEFUL(9, 'G'),
  /// Was idle and ends.
  IDLE_KILL(10, 'I');

  private static final WorkerStatus[] ALL = values();

  private final int value;
  private final char letter;

  WorkerStatus(int value, char letter) {
    this.value = value;
    this.letter = letter;
  }

  /// As it stands in the scoreboard.
  public int value() {
    return value;
  }

  public char letter() {
    return letter;
  }

  /// The status of this value; DEAD for one that httpd does not know.
  public static WorkerStatus of(int value) {
    return value >= 0 && value < ALL.length ? ALL[value] : DEAD;
  }
}
