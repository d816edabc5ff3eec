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
import dev.mpmlint.server.settings.Item;
import dev.mpmlint.server.settings.Section;
import dev.mpmlint.server.settings.ServerSettings;
import dev.mpmlint.server.site.RunAs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Becomes the user of a request, for good: what mpm_itk.c does in `itk_post_perdir_config`. Owned by the child's one
/// thread.
final class ItkIdentity {
  private static final int SIGKILL = 9;
  private static final String MODULE = "mpm_itk";
  private static final long ANY = 0xffff_ffffL;

  private final Log log;
  private final Scoreboard board;
  private final String defaultUser;
  private final String defaultGroup;
  private final long[] uids;
  private final long[] gids;
  private final List<Integer> mostClients = new ArrayList<>();
  private int uid = -1;
  private int gid = -1;

  ItkIdentity(ServerSettings settings, Scoreboard board, Log log) {
    this.log = log;
    this.board = board;
    String user = "#-1";
    String group = "#-1";
    long[] ofUsers = {1, ANY};
    long[] ofGroups = {1, ANY};
    for (Item i : settings.items()) {
      switch (i.key()) {
        case "user" -> user = i.argument(0);
        case "group" -> group = i.argument(0);
        case "limituidrange" -> ofUsers = range(i);
        case "limitgidrange" -> ofGroups = range(i);
        default -> {}
      }
    }
    defaultUser = user;
    defaultGroup = group;
    uids = ofUsers;
    gids = ofGroups;
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

  private static long[] range(Item line) {
    return new long[] {number(line.argument(0), 1), number(line.argument(1), ANY)};
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
    Wanted wanted = wanted(x, runAs);
    if (wanted == null) {
      return 500;
    }
    boolean first = uid < 0;
    boolean changed = become(wanted, runAs.nice());
    if (changed) {
      return 0;
    }
    if (!first) {
      log.log(Level.WARN, MODULE, "Couldn't set uid/gid/priority, closing connection.");
      x.drop = true;
    }
    return 500;
  }

  private boolean tooMany(Exchange x, String host) {
    int index = x.host().index();
    int most = index < mostClients.size() ? mostClients.get(index) : -1;
    if (most <= 0) {
      return false;
    }
    int same = 0;
    for (int slot = 0; slot < board.slotsUsed(); slot++) {
      WorkerSlot worker = board.worker(slot, 0);
      boolean busy = worker.status().compareTo(WorkerStatus.BUSY_READ) >= 0;
      same += busy && worker.vhost().equals(host.substring(0, Math.min(host.length(), 31))) ? 1 : 0;
    }
    return same > most;
  }

  private @Nullable Wanted wanted(Exchange x, RunAs runAs) {
    boolean assigned = !runAs.user().isEmpty() && !runAs.group().isEmpty();
    boolean expressions = runAs.userIsExpression() || runAs.groupIsExpression();
    String user = assigned || runAs.userIsExpression() ? runAs.user() : defaultUser;
    String group = assigned || runAs.groupIsExpression() ? runAs.group() : defaultGroup;
    if (expressions && user.equals(runAs.user()) && runAs.userIsExpression()) {
      user = ItkExpression.evaluate(user, x);
    }
    if (runAs.groupIsExpression()) {
      group = ItkExpression.evaluate(group, x);
    }
    Optional<Integer> foundUser = Users.user(user);
    if (foundUser.isEmpty()) {
      log.log(Level.ERROR, MODULE, "AssignUserIDExpr returned '" + user + "', which is not a valid user name");
      return null;
    }
    Optional<Integer> foundGroup = Users.group(group);
    if (foundGroup.isEmpty()) {
      log.log(Level.ERROR, MODULE, "AssignGroupIDExpr returned '" + group + "', which is not a valid group name");
      return null;
    }
    return new Wanted(foundUser.get(), foundGroup.get(), user);
  }

  private boolean become(Wanted w, @Nullable Integer nice) {
    if (uid == w.uid && gid == w.gid) {
      return true;
    }
    try {
      if (nice != null) {
        Identity.nice(nice);
      }
      if (outside(w.gid, gids)) {
        return refused("setgid(" + w.gid + ")", "Operation not permitted", "LimitGIDRange");
      }
      Identity.gid(w.gid);
      Identity.groups(Users.groups(w.user, w.gid));
      if (outside(w.uid, uids)) {
        return refused("setuid(" + w.uid + ")", "Operation not permitted", "LimitUIDRange");
      }
      Identity.uid(w.uid);
      Identity.deathSignal(SIGKILL);
    } catch (OsException e) {
      return refused("setuid(" + w.uid + ")", String.valueOf(e.getMessage()), "");
    }
    uid = w.uid;
    gid = w.gid;
    return true;
  }

  private static boolean outside(int id, long[] range) {
    long unsigned = id & ANY;
    return unsigned < range[0] || unsigned > range[1];
  }

  private boolean refused(String call, String why, String limit) {
    log.log(
        Level.ERROR,
        MODULE,
        "(itkmpm: pid=" + ProcessHandle.current().pid() + " uid=" + Math.max(uid, 0) + ", gid=" + Math.max(gid, 0)
            + ") itk_post_perdir_config(): " + call + ": " + why);
    if (!limit.isEmpty()) {
      log.log(Level.NOTICE, MODULE, "This is most likely due to the current " + limit + " setting.");
    }
    return false;
  }
}
