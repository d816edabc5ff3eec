package dev.mpmlint.os;

/// How a process ended, as wait(2) tells it.
///
/// @param status of wait(2)
public record Exit(int status) {
  /// Whether a signal ended it.
  public boolean signalled() {
    return signal() != 0;
  }

  /// The signal that ended it; 0 when none did.
  public int signal() {
    return status & 0x7f;
  }

  /// The exit code; 0 when a signal ended it.
  public int code() {
    return signalled() ? 0 : (status >> 8) & 0xff;
  }

  /// Whether the kernel wrote a core file.
  public boolean dumpedCore() {
    return signalled() && (status & 0x80) != 0;
  }
}
