package dev.mpmlint.server.child;

import dev.mpmlint.os.Users;
import dev.mpmlint.server.log.Level;
import dev.mpmlint.server.log.Log;
import dev.mpmlint.server.settings.IdRange;
import dev.mpmlint.server.settings.Item;
import dev.mpmlint.server.settings.ServerSettings;
import java.util.List;

/// What mpm-itk's child says when it starts as root and cannot become the server's User: mod_unixd's
/// `unixd_drop_privileges` under mpm-itk's own seccomp filter. Stateless.
final class ItkPrivileges {
  private static final String MODULE = "unixd";
  private static final String REFUSED = "(1)Operation not permitted: ";

  private ItkPrivileges() {}

  /// A group that LimitGIDRange forbids leaves the child root, and it serves all the same; a user that LimitUIDRange forbids
  /// ends it.
  ///
  /// @return whether the child can go on
  static boolean settle(ServerSettings settings, Log log) {
    if (!"root".equals(System.getProperty("user.name"))) {
      return true;
    }
    List<Item> items = settings.items();
    String user = "#0";
    String group = "#0";
    boolean becomes = true;
    for (Item i : items) {
      switch (i.key()) {
        case "user" -> user = i.argument(0);
        case "group" -> group = i.argument(0);
        case "enablecapabilities" -> becomes = !i.argument(0).equalsIgnoreCase("off");
        default -> {}
      }
    }
    // Without capabilities mpm-itk has root become root.
    int uid = becomes ? Users.user(user).orElse(0) : 0;
    int gid = becomes ? Users.group(group).orElse(0) : 0;
    if (!IdRange.ofGroups(items).covers(gid)) {
      log.log(Level.ALERT, MODULE, REFUSED + "AH02156: setgid: unable to set group id to Group " + gid);
      return true;
    }
    if (!IdRange.ofUsers(items).covers(uid)) {
      log.log(Level.ALERT, MODULE, REFUSED + "AH02162: setuid: unable to change to uid: " + uid);
      return false;
    }
    return true;
  }
}
