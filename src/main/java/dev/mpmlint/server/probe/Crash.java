package dev.mpmlint.server.probe;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Ends this process as programs end that do not mean to.
final class Crash {
  private Crash() {}

  /// Returns only when a parameter is bad.
  static void now(Parameters parameters) throws Parameters.BadParameterException, IOException {
    if (parameters.word("signal").equals("segv")) {
      segmentationFault();
    } else if (parameters.word("memory").equals("out")) {
      outOfMemory();
    } else if (!parameters.word("exit").isEmpty()) {
      Runtime.getRuntime().halt((int) parameters.number("exit", 0, 255, -1));
    } else {
      throw new Parameters.BadParameterException("say how: signal=segv, memory=out or exit=0 to 255");
    }
  }

  /// The kernel delivers a real SIGSEGV. HotSpot catches it, writes its crash report (-XX:ErrorFile), and ends by
  /// SIGABRT. A write to a bad address would do the same, but for the calls that Java restricts.
  private static void segmentationFault() throws IOException {
    long self = ProcessHandle.current().pid();
    Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -SEGV " + self).inheritIO().start();
    try {
      kill.waitFor();
      // The signal has been sent; nothing may be answered while it arrives.
      Thread.sleep(10_000);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    throw new IOException("SIGSEGV did not end process " + self);
  }

  /// With -XX:+ExitOnOutOfMemoryError the JVM ends at the first allocation that fails, with exit code 3.
  private static void outOfMemory() {
    @Nullable Object[] last = {null};
    while (true) {
      @Nullable Object[] next = new @Nullable Object[1 << 16];
      next[0] = last;
      last = next;
    }
  }
}
