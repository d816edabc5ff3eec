package dev.mpmlint.server.control;

import dev.mpmlint.server.settings.Item;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Who children are.
///
/// @param uid -1 when no User is configured
/// @param gid -1 when no Group is configured
/// @param name the user's name; null when the number has none
record Account(int uid, int gid, @Nullable String name) {
  /// Who the control process is.
  static final Account SAME = new Account(-1, -1, null);

  private static final String NO_ROOT =
      """
      Error:\tApache has not been designed to serve pages while
      \trunning as root.  There are known race conditions that
      \twill allow any local user to read any file on the system.
      \tIf you still desire to serve pages as root then
      \tadd -DBIG_SECURITY_HOLE to the CFLAGS env variable
      \tand then rebuild the server.
      \tIt is strongly suggested that you instead modify the User
      \tdirective in your httpd.conf file to list a non-root
      \tuser.
      """;

  /// What User and Group say.
  ///
  /// @param program as httpd's messages begin
  /// @throws RefusedException when there is no such user or group, or it is root
  static Account of(List<Item> items, String program) throws RefusedException {
    int uid = -1;
    int gid = -1;
    String name = null;
    for (Item i : items) {
      if (i.key().equals("user")) {
        uid = user(i.argument(0)).orElseThrow(() -> bad(543, program, "user", i));
        name = i.argument(0).startsWith("#") ? null : i.argument(0);
        if (uid == 0) {
          throw new RefusedException(
              List.of("AH00526: Syntax error on line " + i.at().line() + " of " + i.at().file() + ":", NO_ROOT));
        }
      } else if (i.key().equals("group")) {
        gid = group(i.argument(0)).orElseThrow(() -> bad(544, program, "group", i));
      }
    }
    return new Account(uid, gid, name);
  }

  private static RefusedException bad(int number, String program, String what, Item line) {
    return new RefusedException("AH00" + number + ": " + program + ": bad " + what + " name " + line.argument(0));
  }

  /// The number of a user: `www-data`, `#33`.
  static Optional<Integer> user(String name) {
    return number("passwd", "/etc/passwd", name);
  }

  static Optional<Integer> group(String name) {
    return number("group", "/etc/group", name);
  }

  private static Optional<Integer> number(String database, String file, String name) {
    if (name.startsWith("#")) {
      try {
        return Optional.of((int) Long.parseLong(name.substring(1)));
      } catch (NumberFormatException _) {
        return Optional.of(0);
      }
    }
    try (var lines = Files.lines(Path.of(file), StandardCharsets.ISO_8859_1)) {
      Optional<Integer> found = lines.map(line -> field(line, name)).flatMap(Optional::stream).findFirst();
      return found.isPresent() ? found : asked(database, name);
    } catch (IOException e) {
      return asked(database, name);
    }
  }

  /// The third field of a line that is about this name.
  private static Optional<Integer> field(String line, String name) {
    String[] fields = line.split(":", -1);
    if (fields.length < 4 || !fields[0].equals(name)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Integer.parseInt(fields[2]));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  /// Users that are not in the file: LDAP and its kind.
  private static Optional<Integer> asked(String database, String name) {
    if (name.startsWith("-")) {
      return Optional.empty();
    }
    try {
      Process process =
          new ProcessBuilder("getent", database, name).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String answer = new String(process.getInputStream().readNBytes(4096), StandardCharsets.ISO_8859_1);
      process.waitFor(10, TimeUnit.SECONDS);
      return field(answer.strip(), name);
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
