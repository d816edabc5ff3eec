package dev.mpmlint.server.child;

import dev.mpmlint.os.Identity;
import dev.mpmlint.os.OsException;
import dev.mpmlint.os.Users;
import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.log.Level;
import dev.mpmlint.server.log.Log;
import dev.mpmlint.server.scoreboard.Scoreboard;
import dev.mpmlint.server.scoreboard.WorkerSlot;
import dev.mpmlint.server.scoreboard.WorkerStatus;
import dev.mpmlint.server.settings.IdRange;
import dev.mpmlint.server.settings.Item;
import dev.mpmlint.server.settings.Section;
import dev.mpmlint.server.settings.ServerSettings;
import dev.mpmlint.server.site.RunAs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Becomes the user of a request, for good: what mpm_itk.c does in `itk_post_perdir_config`. Owned by the child's one
/// thread.
final class ItkIdentity {
  private static final int SIGKILL = 9;
  // What the scoreboard keeps of a virtual host's name.
  private static final int SHOWN = 31;
  private static final String MODULE = "mpm_itk";

  private final Log log;
  private final Scoreboard board;
  private final WorkerSlot own;
  private final String defaultUser;
  private final String defaultGroup;
  private final IdRange uids;
  private final IdRange gids;
  private final List<Integer> mostClients = new ArrayList<>();
  private int uid = -1;
  private int gid = -1;
  private @Nullable Integer nice;
  // Whether it has become somebody, which is for good.
  private boolean settled;

  /// @param own this child's worker
  ItkIdentity(ServerSettings settings, Scoreboard board, WorkerSlot own, Log log) {
    this.own = own;
    this.log = log;
    this.board = board;
    String user = "#-1";
    String group = "#-1";
    for (Item i : settings.items()) {
      switch (i.key()) {
        case "user" -> user = i.argument(0);
        case "group" -> group = i.argument(0);
        default -> {}
      }
    }
    defaultUser = user;
    defaultGroup = group;
    uids = IdRange.ofUsers(settings.items());
    gids = IdRange.ofGroups(settings.items());
    mostClients(settings.items());
    Identity.prepare();
  }

  /// MaxClientsVHost of the main server, then of each virtual host; -1 where nothing limits.
  private void mostClients(List<Item> items) {
    int main = mostClients(items, -1);
    mostClients.add(main);
    for (Item i : items) {
      if (i instanceof Section s && s.key().equals("virtualhost")) {
        mostClients.add(mostClients(s.items(), main));
      }
    }
  }

  private static int mostClients(List<Item> items, int inherited) {
    int most = inherited;
    for (Item i : items) {
      if (i.key().equals("maxclientsvhost")) {
        most = (int) number(i.argument(0), 0);
      }
    }
    return most;
  }

  private static long number(String text, long fallback) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      return fallback;
    }
  }

  /// Who to be.
  private record Wanted(int uid, int gid, String user) {}

  /// @return 0 when the request may go on, else the status to answer
  int enter(Exchange x, RunAs runAs) {
    String host = x.host().name() + ":" + x.peer().local().getPort();
    if (tooMany(x, host)) {
      log.log(Level.WARN, MODULE, "MaxClientsVhost reached for " + host + ", refusing client.");
      return 503;
    }
    boolean calm = nicely(runAs.nice());
    Wanted wanted = wanted(x, runAs);
    if (wanted == null) {
      return 500;
    }
    boolean same = settled && uid == wanted.uid && gid == wanted.gid;
    if (calm && (same || become(wanted))) {
      return 0;
    }
    if (settled) {
      log.log(Level.WARN, MODULE, "Couldn't set uid/gid/priority, closing connection.");
      x.drop = true;
    }
    return 500;
  }

  /// Ends the connection when a path cannot be reached by who this process is now (`itk_dirwalk_stat`).
  boolean abandon(Exchange x, String file) {
    if (settled) {
      log.log(Level.WARN, MODULE, "(13)Permission denied: Couldn't read " + file + ", closing connection.", x);
      x.drop = true;
    }
    return settled;
  }

  private boolean tooMany(Exchange x, String host) {
    int index = x.host().index();
    int most = index < mostClients.size() ? mostClients.get(index) : -1;
    if (most <= 0) {
      return false;
    }
    if (board.extended()) {
      own.vhost(host);
    }
    String shown = host.substring(0, Math.min(host.length(), SHOWN));
    int same = 0;
    for (int slot = 0; slot < board.slotsUsed(); slot++) {
      WorkerSlot worker = board.worker(slot, 0);
      boolean busy = worker.status().compareTo(WorkerStatus.BUSY_READ) >= 0;
      same += busy && worker.vhost().equals(shown) ? 1 : 0;
    }
    return same > most;
  }

  /// AssignUserID's or the server's own; expressions go over either, each for itself.
  private @Nullable Wanted wanted(Exchange x, RunAs runAs) {
    String user = runAs.user().isEmpty() ? defaultUser : runAs.user();
    String group = runAs.user().isEmpty() ? defaultGroup : runAs.group();
    Optional<Integer> asUser = Users.user(user);
    Optional<Integer> asGroup = Users.group(group);
    if (!runAs.userExpression().isEmpty()) {
      user = ItkExpression.evaluate(runAs.userExpression(), x);
      asUser = named(user) ? Users.user(user) : Optional.empty();
      if (asUser.isEmpty()) {
        log.log(Level.ERROR, MODULE, "AssignUserIDExpr returned '" + user + "', which is not a valid user name");
      }
    }
    if (!runAs.groupExpression().isEmpty() && asUser.isPresent()) {
      group = ItkExpression.evaluate(runAs.groupExpression(), x);
      asGroup = named(group) ? Users.group(group) : Optional.empty();
      if (asGroup.isEmpty()) {
        log.log(Level.ERROR, MODULE, "AssignGroupIDExpr returned '" + group + "', which is not a valid group name");
      }
    }
    return asUser.isEmpty() || asGroup.isEmpty() ? null : new Wanted(asUser.get(), asGroup.get(), user);
  }

  /// mpm-itk 2.4.7-04 knows no numbers in the results of expressions.
  private static boolean named(String result) {
    return !result.isEmpty() && !result.startsWith("#");
  }

  private boolean nicely(@Nullable Integer wanted) {
    if (wanted == null || wanted.equals(nice)) {
      return true;
    }
    try {
      Identity.nice(wanted);
      nice = wanted;
      return true;
    } catch (OsException e) {
      return refused("setpriority()", String.valueOf(e.getMessage()));
    }
  }

  /// A range forbids what httpd has seccomp forbid.
  private boolean become(Wanted w) {
    if (!gids.covers(w.gid)) {
      return forbidden("setgid(" + w.gid + ")", "LimitGIDRange");
    }
    String call = "setgid(" + w.gid + ")";
    try {
      Identity.gid(w.gid);
      call = "initgroups(" + w.user + ", " + w.gid + ")";
      Identity.groups(Users.groups(w.user, w.gid));
      call = "setuid(" + w.uid + ")";
      if (!uids.covers(w.uid)) {
        return forbidden(call, "LimitUIDRange");
      }
      // All threads lose all capabilities when somebody who was root becomes somebody else.
      Identity.uid(0);
      Identity.uid(w.uid);
      Identity.deathSignal(SIGKILL);
    } catch (OsException e) {
      return refused(call, String.valueOf(e.getMessage()));
    }
    uid = w.uid;
    gid = w.gid;
    settled = true;
    return true;
  }

  private boolean forbidden(String call, String limit) {
    refused(call, "Operation not permitted");
    log.log(Level.NOTICE, MODULE, "This is most likely due to the current " + limit + " setting.");
    return false;
  }

  private boolean refused(String call, String why) {
    String who = "(itkmpm: pid=" + ProcessHandle.current().pid() + " uid=" + ids("Uid:") + ", gid=" + ids("Gid:") + ")";
    log.log(Level.WARN, MODULE, who + " itk_post_perdir_config(): " + call + ": " + why);
    return false;
  }

  /// Who the kernel says this process is.
  private static String ids(String key) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1)) {
        if (line.startsWith(key)) {
          return line.split("\t", -1)[1];
        }
      }
    } catch (IOException _) {
      // Then nobody says.
    }
    return "-1";
  }
}
