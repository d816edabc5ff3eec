package dev.mpmlint.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Users and groups by name: from the files of /etc, and what is not there (LDAP and its kind) from `getent`. Stateless.
public final class Users {
  private static final Path PASSWD = Path.of("/etc/passwd");
  private static final Path GROUP = Path.of("/etc/group");
  private static final int ANSWER = 1 << 16;

  private Users() {}

  /// A user's number: of `www-data`, of `#33`.
  public static Optional<Integer> user(String name) {
    return number("passwd", PASSWD, name);
  }

  public static Optional<Integer> group(String name) {
    return number("group", GROUP, name);
  }

  /// The groups that a user is a member of besides `first`, as initgroups(3) finds them; `first` among them.
  public static int[] groups(String user, int first) {
    List<Integer> found = new ArrayList<>(List.of(first));
    if (!user.startsWith("#")) {
      for (String line : lines(GROUP)) {
        String[] fields = line.split(":", -1);
        if (fields.length == 4 && List.of(fields[3].split(",", -1)).contains(user)) {
          parsed(fields[2]).filter(gid -> !found.contains(gid)).ifPresent(found::add);
        }
      }
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  private static Optional<Integer> number(String database, Path file, String name) {
    if (name.startsWith("#")) {
      return parsed(name.substring(1));
    }
    for (String line : lines(file)) {
      Optional<Integer> found = field(line, name);
      if (found.isPresent()) {
        return found;
      }
    }
    return asked(database, name);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return List.of();
    }
  }

  /// The third field of a line that is about this name.
  private static Optional<Integer> field(String line, String name) {
    String[] fields = line.split(":", -1);
    return fields.length >= 4 && fields[0].equals(name) ? parsed(fields[2]) : Optional.empty();
  }

  private static Optional<Integer> parsed(String digits) {
    try {
      return Optional.of((int) Long.parseLong(digits));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static Optional<Integer> asked(String database, String name) {
    if (name.isEmpty() || name.startsWith("-")) {
      return Optional.empty();
    }
    try {
      Process process =
          new ProcessBuilder("getent", database, name).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String answer = new String(process.getInputStream().readNBytes(ANSWER), StandardCharsets.ISO_8859_1);
      process.waitFor(10, TimeUnit.SECONDS);
      return field(answer.strip(), name);
    } catch (IOException _) {
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
