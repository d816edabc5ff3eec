package dev.mpmlint.mpm;

/// How a child process ended.
public sealed interface ChildEnd {
  /// The child found that it can not run for want of resources (APEXIT_CHILDSICK).
  int SICK = 7;

  /// The child met an error that any other child would meet (APEXIT_CHILDFATAL).
  int FATAL = 15;

  /// By itself.
  ///
  /// @param code its exit status
  record Exited(int code) implements ChildEnd {}

  /// By a signal.
  ///
  /// @param number as Linux counts signals
  /// @param coreFolder where a core file may be (CoreDumpDirectory); empty when none was written
  record Signalled(int number, String coreFolder) implements ChildEnd {}
}
