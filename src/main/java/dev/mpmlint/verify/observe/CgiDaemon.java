package dev.mpmlint.verify.observe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// mod_cgid's daemon: a child of the control process that is none of the MPM's, known by the socket that it listens at.
/// Used by several threads.
public final class CgiDaemon {
  private static final Path SOCKETS = Path.of("/proc/net/unix");

  private final String socket;
  // By the socket's inode. Guarded by this.
  private final Map<String, Long> known = new HashMap<>();

  /// @param socket as ScriptSock names it; httpd puts its pid behind it
  public CgiDaemon(Path socket) {
    this.socket = socket.toString();
  }

  /// Which of these processes it is.
  public synchronized Set<Long> among(List<Long> pids) throws IOException {
    Set<Long> found = new HashSet<>();
    for (String line : Files.readString(SOCKETS, StandardCharsets.ISO_8859_1).split("\n", -1)) {
      String[] fields = line.strip().split("\\s+", -1);
      if (fields.length > 7 && fields[7].startsWith(socket)) {
        Long pid = known.get(fields[6]);
        if (pid == null) {
          pid = pids.stream().filter(p -> holds(p, "socket:[" + fields[6] + "]")).findFirst().orElse(null);
        }
        if (pid != null) {
          known.put(fields[6], pid);
          found.add(pid);
        }
      }
    }
    return found;
  }

  private static boolean holds(long pid, String socket) {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
      for (Path descriptor : descriptors) {
        if (Files.readSymbolicLink(descriptor).toString().equals(socket)) {
          return true;
        }
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException _) {
      // It has just ended, or belongs to somebody else.
    }
    return false;
  }
}
