package dev.mpmlint.server.control;

import dev.mpmlint.server.settings.IdRange;
import dev.mpmlint.server.settings.Pool;
import dev.mpmlint.server.settings.ServerSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What of root's rights mpm-itk's children keep until they know whose request it is: mpm_itk.c,
/// `itk_post_drop_privileges`. Numbers from capability.h. Stateless.
final class Capabilities {
  private static final int DAC_READ_SEARCH = 2;
  private static final int SETGID = 6;
  private static final int SETUID = 7;
  private static final int SYS_NICE = 23;

  private static final Path STATUS = Path.of("/proc/self/status");

  private Capabilities() {}

  /// Who children are when they start. mpm-itk's stay root where EnableCapabilities or the ranges of ids do not let them
  /// become the server's User.
  static Account atStart(ServerSettings settings, Account account) {
    boolean becomes =
        settings.pool().kind() != Pool.Kind.ITK
            || (enabled(settings)
                && IdRange.ofGroups(settings.items()).covers(account.gid())
                && IdRange.ofUsers(settings.items()).covers(account.uid()));
    return becomes ? account : Account.SAME;
  }

  /// Whether children are to keep a few capabilities only.
  private static boolean enabled(ServerSettings settings) {
    return !Numbers.lastText(settings.items(), "enablecapabilities", "on").equalsIgnoreCase("off");
  }

  /// mpm-itk is of no use to a process that cannot become somebody else; httpd starts all the same and answers 500.
  ///
  /// @param root whether this process is root's
  static void check(ServerSettings settings, boolean root) throws RefusedException {
    if (settings.pool().kind() != Pool.Kind.ITK) {
      return;
    }
    long own = own(root);
    if (!has(own, SETUID) || !has(own, SETGID)) {
      throw new RefusedException(
          "mpmlint: mpm-itk changes to the user of each request, for which the server must be started by root or have the"
              + " capabilities CAP_SETUID and CAP_SETGID");
    }
  }

  /// What children of this server keep, as setpriv names it; empty when they keep all that this process has.
  ///
  /// @param root whether this process is root's
  static String kept(ServerSettings settings, boolean root) {
    if (settings.pool().kind() != Pool.Kind.ITK || !root || !enabled(settings)) {
      return "";
    }
    long own = own(true);
    List<String> names = new ArrayList<>(List.of("+setuid", "+setgid"));
    if (has(own, DAC_READ_SEARCH)) {
      names.add("+dac_read_search");
    }
    if (has(own, SYS_NICE)) {
      names.add("+sys_nice");
    }
    return String.join(",", names);
  }

  private static boolean has(long set, int capability) {
    return (set >>> capability & 1) != 0;
  }

  /// What children can have of it: root's get all by being root's, those of others what is ambient.
  private static long own(boolean root) {
    String key = root ? "CapEff:" : "CapAmb:";
    try {
      for (String line : Files.readAllLines(STATUS, StandardCharsets.ISO_8859_1)) {
        if (line.startsWith(key)) {
          return Long.parseUnsignedLong(line.substring(key.length()).strip(), 16);
        }
      }
    } catch (IOException | NumberFormatException _) {
      // No such file: nobody knows better than who the process belongs to.
    }
    return root ? -1 : 0;
  }
}
