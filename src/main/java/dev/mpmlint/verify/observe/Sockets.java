package dev.mpmlint.verify.observe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// TCP sockets of processes, as the kernel shows them (proc(5): /proc/net/tcp, /proc/net/tcp6, /proc/PID/fd). Needs the
/// same user, or root.
public final class Sockets {
  private static final String ESTABLISHED = "01";
  private static final String LISTENS = "0A";

  private Sockets() {}

  /// One line of the kernel's tables.
  ///
  /// @param local address and port in the kernel's own spelling: `0100007F:1F90`
  private record Row(String local, int remotePort, String state, String inode) {}

  /// Where the process listens: `tcp 0100007F:1F90`, addresses spelled as the kernel does.
  public static Set<String> listening(long pid) throws IOException {
    Set<String> found = new TreeSet<>();
    Set<String> own = inodes(pid);
    for (String table : List.of("tcp", "tcp6")) {
      for (Row row : rows(table)) {
        if (row.state.equals(LISTENS) && own.contains(row.inode)) {
          found.add(table + ' ' + row.local);
        }
      }
    }
    return found;
  }

  /// The ports of those whom the process is connected with.
  public static Set<Integer> peers(long pid) throws IOException {
    Set<Integer> found = new TreeSet<>();
    Set<String> own = inodes(pid);
    for (String table : List.of("tcp", "tcp6")) {
      for (Row row : rows(table)) {
        if (row.state.equals(ESTABLISHED) && own.contains(row.inode)) {
          found.add(row.remotePort);
        }
      }
    }
    return found;
  }

  /// What each descriptor of the process is: `socket:[4711]`, a path.
  public static List<String> descriptors(long pid) throws IOException {
    List<String> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
      for (Path entry : entries) {
        try {
          found.add(Files.readSymbolicLink(entry).toString());
        } catch (IOException _) {
          // It has just been closed.
        }
      }
    }
    return found;
  }

  private static Set<String> inodes(long pid) throws IOException {
    Set<String> inodes = new HashSet<>();
    for (String descriptor : descriptors(pid)) {
      if (descriptor.startsWith("socket:[")) {
        inodes.add(descriptor.substring("socket:[".length(), descriptor.length() - 1));
      }
    }
    return inodes;
  }

  private static List<Row> rows(String table) throws IOException {
    List<Row> rows = new ArrayList<>();
    List<String> lines = Files.readAllLines(Path.of("/proc/net/" + table), StandardCharsets.US_ASCII);
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.strip().split("\\s+", -1);
      int remote = Integer.parseInt(fields[2].substring(fields[2].lastIndexOf(':') + 1), 16);
      rows.add(new Row(fields[1], remote, fields[3], fields[9]));
    }
    return rows;
  }
}
