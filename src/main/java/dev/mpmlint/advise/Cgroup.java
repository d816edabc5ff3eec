package dev.mpmlint.advise;

import java.nio.file.Path;
import java.util.Optional;

/// The control groups that a process is in, of version 1 and 2; the least limit of all around it holds. Immutable.
///
/// @param pid of the process; -1 for this one
record Cgroup(Path root, long pid) {
  /// Version 1 writes a number of this size where there is no limit.
  private static final double NONE = 1e17;

  /// @param name the group that has it: `/system.slice/apache2.service`
  record Limit(String name, double value) {}

  Optional<Limit> memory() {
    return limit("memory", "memory.max", "memory.limit_in_bytes");
  }

  Optional<Limit> pids() {
    return limit("pids", "pids.max", "pids.max");
  }

  private Optional<Limit> limit(String controller, String file2, String file1) {
    Path mount = root.resolve("sys/fs/cgroup");
    Limit least = null;
    String groups = Machine.text(root.resolve("proc/" + (pid < 0 ? "self" : Long.toString(pid)) + "/cgroup"));
    for (String line : groups.lines().toList()) {
      String[] fields = line.split(":", 3);
      if (fields.length < 3) {
        continue;
      }
      boolean second = fields[0].equals("0") && fields[1].isEmpty();
      boolean first = java.util.List.of(fields[1].split(",")).contains(controller);
      if (second) {
        least = least(least, mount, fields[2], file2);
        // The hybrid layout has version 2 beside the controllers of version 1.
        least = least(least, mount.resolve("unified"), fields[2], file2);
      } else if (first) {
        least = least(least, mount.resolve(controller), fields[2], file1);
      }
    }
    return Optional.ofNullable(least);
  }

  private static @org.jspecify.annotations.Nullable Limit least(
      @org.jspecify.annotations.Nullable Limit before, Path mount, String group, String file) {
    Limit least = before;
    Path at = Path.of(group.startsWith("/") ? group : "/" + group).normalize();
    while (at != null) {
      Path folder = mount.resolve(at.toString().substring(1));
      String text = Machine.text(folder.resolve(file)).strip();
      double value = text.matches("[0-9]{1,20}") ? Double.parseDouble(text) : NONE;
      if (value < NONE && value > 0 && (least == null || value < least.value())) {
        least = new Limit(at.toString(), value);
      }
      at = at.getParent();
    }
    return least;
  }
}
