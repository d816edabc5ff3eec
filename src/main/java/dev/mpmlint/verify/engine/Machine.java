package dev.mpmlint.verify.engine;

import dev.mpmlint.verify.scenario.Scenario;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// What this machine can run of one server. Stateless.
public final class Machine {
  private static final int MOST_PROCESSES = 256;
  private static final int MOST_WORKERS = 512;
  private static final int QUICK_A_PROCESSOR = 16;
  private static final int BUSY = 4;
  private static final int FEWEST = 8;
  /// A child of the bundled server, with room for what the rest of the machine does.
  private static final long MIB_A_PROCESS = 32;

  private Machine() {}

  /// @param quick whether there is little time for children to start
  public static Scenario.Machine ofThis(boolean quick) {
    long most = quick ? (long) QUICK_A_PROCESSOR * Runtime.getRuntime().availableProcessors() : MOST_PROCESSES;
    long processes = Math.max(FEWEST, Math.min(Math.min(most, MOST_PROCESSES), availableMib() / MIB_A_PROCESS));
    return new Scenario.Machine((int) processes, MOST_WORKERS, "root".equals(System.getProperty("user.name")));
  }

  /// More runnable threads than four for each processor: `load 75 on 2 processors`; empty for fewer.
  public static String busy() {
    int processors = Runtime.getRuntime().availableProcessors();
    try {
      double load = Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
      return load > BUSY * processors ? "load " + Math.round(load) + " on " + processors + " processors" : "";
    } catch (IOException _) {
      return "";
    }
  }

  private static long availableMib() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/meminfo"), StandardCharsets.US_ASCII)) {
        if (line.startsWith("MemAvailable:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
        }
      }
    } catch (IOException _) {
      // Then nothing is known of it.
    }
    return MOST_PROCESSES * MIB_A_PROCESS / 4;
  }
}
