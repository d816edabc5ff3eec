package dev.mpmlint.mpm;

/// What httpd calls the signals of Linux in its log (APR's threadproc/unix/signals.c).
final class Signals {
  // By number, from 0.
  private static final String[] NAMES = {
    "Signal 0",
    "Hangup",
    "Interrupt",
    "Quit",
    "Illegal instruction",
    "Trace/BPT trap",
    "Abort",
    "Bus error",
    "Arithmetic exception",
    "Killed",
    "User defined signal 1",
    "Segmentation fault",
    "User defined signal 2",
    "Broken pipe",
    "Alarm clock",
    "Terminated",
    // SIGSTKFLT has no name.
    "",
    "Child status change",
    "Continued",
    "Stopped (signal)",
    "Stopped",
    "Stopped (tty input)",
    "Stopped (tty output)",
    "urgent socket condition",
    "exceeded cpu limit",
    "exceeded file size limit",
    "virtual timer expired",
    "profiling timer expired",
    "Window changed",
    "socket I/O possible",
    "Power-fail restart",
    "Bad system call",
  };

  private Signals() {}

  static String describe(int number) {
    return number >= 0 && number < NAMES.length && !NAMES[number].isEmpty()
        ? NAMES[number]
        : "signal #" + number;
  }
}
