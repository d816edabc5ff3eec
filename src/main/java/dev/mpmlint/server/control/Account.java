package dev.mpmlint.server.control;

import dev.mpmlint.os.Users;
import dev.mpmlint.server.settings.Item;
import dev.mpmlint.server.settings.Section;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who children are.
///
/// @param uid -1 when no User is configured
/// @param gid -1 when no Group is configured
/// @param name the user's name; null when the number has none
record Account(int uid, int gid, @Nullable String name) {
  /// Who the control process is.
  static final Account SAME = new Account(-1, -1, null);

  /// Who children of root are where httpd knows no User: under winnt.
  static final Account NOBODY = new Account(65_534, 65_534, null);

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
        uid = Users.user(i.argument(0)).orElseThrow(() -> bad(543, program, "user", i, 0));
        name = i.argument(0).startsWith("#") ? null : i.argument(0);
        if (uid == 0) {
          throw new RefusedException(
              List.of("AH00526: Syntax error on line " + i.at().line() + " of " + i.at().file() + ":", escaped(NO_ROOT)));
        }
      } else if (i.key().equals("group")) {
        gid = Users.group(i.argument(0)).orElseThrow(() -> bad(544, program, "group", i, 0));
      }
    }
    checkAssigned(items, program);
    return new Account(uid, gid, name);
  }

  /// As httpd 2.4 shows it on the terminal.
  private static String escaped(String text) {
    return text.replace("\n", "\\n").replace("\t", "\\t");
  }

  /// mpm-itk's users must exist when the server starts.
  private static void checkAssigned(List<Item> items, String program) throws RefusedException {
    for (Item i : items) {
      if (i instanceof Section s) {
        checkAssigned(s.items(), program);
      } else if (i.key().equals("assignuserid")) {
        if (Users.user(i.argument(0)).isEmpty()) {
          throw bad(543, program, "user", i, 0);
        }
        if (Users.group(i.argument(1)).isEmpty()) {
          throw bad(544, program, "group", i, 1);
        }
      }
    }
  }

  private static RefusedException bad(int number, String program, String what, Item line, int argument) {
    return new RefusedException("AH00" + number + ": " + program + ": bad " + what + " name " + line.argument(argument));
  }
}
