package dev.mpmlint.server.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// This process and its threads as the kernel numbers them, asked of /proc: cheaper for a child than the classes of the
/// JDK that know. For any thread.
final class Ids {
  private static final long PID = number("/proc/self", 0);
  private static final ThreadLocal<Long> TID = new ThreadLocal<>();

  private Ids() {}

  static long pid() {
    return PID;
  }

  /// Of the thread that asks.
  static long tid() {
    Long known = TID.get();
    if (known == null) {
      known = number("/proc/thread-self", PID);
      TID.set(known);
    }
    return known;
  }

  /// The number at the end of a link.
  private static long number(String link, long otherwise) {
    try {
      return Long.parseLong(Files.readSymbolicLink(Path.of(link)).getFileName().toString());
    } catch (IOException | NumberFormatException _) {
      return otherwise;
    }
  }
}
