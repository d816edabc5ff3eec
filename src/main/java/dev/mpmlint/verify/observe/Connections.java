package dev.mpmlint.verify.observe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The connections at one port of 127.0.0.1, as the kernel shows them in /proc/net/tcp (proc(5)).
///
/// @param taken accepted by a process
/// @param waiting established by the kernel, and taken by nobody yet
public record Connections(int taken, int waiting) {
  private static final Path TABLE = Path.of("/proc/net/tcp");
  private static final String ESTABLISHED = "01";
  private static final int LOCAL = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  public static Connections at(int port) throws IOException {
    String local = String.format(":%04X", port);
    int taken = 0;
    int waiting = 0;
    for (String line : Files.readString(TABLE, StandardCharsets.US_ASCII).split("\n", -1)) {
      // Most lines are of others, and are not worth splitting.
      if (line.contains(local)) {
        String[] fields = line.strip().split("\\s+", -1);
        if (fields[LOCAL].endsWith(local) && fields[STATE].equals(ESTABLISHED)) {
          // A socket that no process has opened has no inode.
          if (fields[INODE].equals("0")) {
            waiting++;
          } else {
            taken++;
          }
        }
      }
    }
    return new Connections(taken, waiting);
  }
}
