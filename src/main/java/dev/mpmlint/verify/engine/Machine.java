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
  private static final int FEWEST = 8;
  /// A child of the bundled server, with room for what the rest of the machine does.
  private static final long MIB_A_PROCESS = 32;

  private Machine() {}

  public static Scenario.Machine ofThis() {
    long processes = Math.max(FEWEST, Math.min(MOST_PROCESSES, availableMib() / MIB_A_PROCESS));
    return new Scenario.Machine((int) processes, MOST_WORKERS, "root".equals(System.getProperty("user.name")));
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
