package dev.mpmlint.server.scoreboard;

/// What the control process wants of a child of worker or event: httpd's pipe of death (AP_MPM_PODX_GRACEFUL,
/// AP_MPM_PODX_RESTART in server/mpm_unix.c) as a word.
public enum Command {
  NONE(0),
  /// Accept no more, finish what is served, end.
  GRACEFUL(1),
  /// End at once.
  RESTART(2);

  private static final Command[] ALL = values();

  private final int value;

  Command(int value) {
    this.value = value;
  }

  int value() {
    return value;
  }

  static Command of(int value) {
    return value >= 0 && value < ALL.length ? ALL[value] : NONE;
  }
}
