package dev.mpmlint.verify.observe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The connections at one port of 127.0.0.1, as the kernel shows them in /proc/net/tcp (proc(5)).
///
/// @param taken accepted by a process
/// @param waiting established by the kernel, and taken by nobody yet
public record Connections(int taken, int waiting) {
  private static final Path TABLE = Path.of("/proc/net/tcp");
  private static final String ESTABLISHED = "01";
  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final int STATE = 3;
  private static final int INODE = 9;
  private static final int MOST_LOOKS = 10;

  /// The kernel hands the table out in pieces: a connection that comes or goes meanwhile may make it leave others out. So it
  /// is read until two looks are equal.
  public static Connections at(int port) throws IOException {
    Connections last = glance(port);
    for (int i = 0; i < MOST_LOOKS; i++) {
      Connections now = glance(port);
      if (now.equals(last)) {
        return now;
      }
      last = now;
    }
    return last;
  }

  /// One look, which may miss some. It costs milliseconds where the kernel remembers thousands of connections.
  public static Connections glance(int port) throws IOException {
    return look(String.format(":%04X", port));
  }

  private static Connections look(String local) throws IOException {
    Map<String, Boolean> taken = new HashMap<>();
    for (String line : Files.readString(TABLE, StandardCharsets.US_ASCII).split("\n", -1)) {
      // Most lines are of others, and are not worth splitting.
      if (line.contains(local)) {
        String[] fields = line.strip().split("\\s+", -1);
        if (fields[LOCAL].endsWith(local) && fields[STATE].equals(ESTABLISHED)) {
          // A socket that no process has opened has no inode.
          taken.put(fields[REMOTE], !fields[INODE].equals("0"));
        }
      }
    }
    int some = (int) taken.values().stream().filter(t -> t).count();
    return new Connections(some, taken.size() - some);
  }
}
