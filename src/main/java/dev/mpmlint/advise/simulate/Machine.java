package dev.mpmlint.advise.simulate;

import dev.mpmlint.mpm.ChildEnd;
import dev.mpmlint.mpm.ChildEnds;
import dev.mpmlint.mpm.Maintenance;
import dev.mpmlint.mpm.MaintenanceState;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.Orders;
import dev.mpmlint.mpm.PoolNumbers;

/// One server: its control process, its children, and the connections that wait in the kernel for one of them. Owned by
/// one thread.
final class Machine {
  final Children children = new Children();
  private final Server server;
  private final PoolNumbers numbers;
  private final Mpm mpm;
  private final int threads;
  private final int index;
  private final Run run;
  private final Clients clients;
  private final Board board;
  private MaintenanceState state = MaintenanceState.FIRST;
  private int busy;
  private int open;
  // The backlog, oldest first.
  private int firstWaiting = Children.NONE;
  private int lastWaiting = Children.NONE;
  private int waiting;

  Machine(Server server, int index, Run run, Board board) {
    this.server = server;
    this.numbers = server.numbers();
    this.mpm = numbers.mpm();
    this.threads = numbers.threadsPerChild();
    this.index = index;
    this.run = run;
    this.clients = run.clients;
    this.board = board;
  }

  int busy() {
    return busy;
  }

  /// Connections that children have.
  int open() {
    return open;
  }

  int waiting() {
    return waiting;
  }

  /// Workers that wait for work.
  int idle() {
    int idle = 0;
    for (int slot = 0; slot < children.slots(); slot++) {
      int child = children.at(slot);
      if (child != Children.NONE && children.stage[child] == Children.SERVING) {
        idle += idle(child);
      }
    }
    return idle;
  }

  void start(long now) {
    carryOut(Maintenance.start(numbers, board.of(children), state), now);
  }

  /// A second has passed.
  void second(long now) {
    carryOut(Maintenance.decide(numbers, board.of(children), state), now);
  }

  private void carryOut(Orders orders, long now) {
    state = orders.next();
    run.tally.messages(orders.messages(), now);
    for (int slot : orders.spawn()) {
      int child = children.spawn(slot);
      run.tally.spawned(children.living());
      run.later(now + server.startTime(), Clients.STARTING, index, child);
    }
    if (orders.askOneToGo()) {
      askOneToGo(now);
    }
  }

  /// As the bundled server does: the one in the last slot, under prefork the last idle one.
  private void askOneToGo(long now) {
    for (int slot = children.slots() - 1; slot >= 0; slot--) {
      int child = children.at(slot);
      boolean serves = child != Children.NONE && children.stage[child] == Children.SERVING;
      if (serves && (mpm != Mpm.PREFORK || children.busy[child] == 0)) {
        quiesce(child, now);
        return;
      }
    }
  }

  /// A child has started.
  void started(int child, long now) {
    children.stage[child] = Children.SERVING;
    if (usedUp(child) && mpm != Mpm.PREFORK) {
      quiesce(child, now);
      return;
    }
    makeRoom(child);
    drain(now);
  }

  /// MaxConnectionsPerChild; only prefork takes a negative one for none.
  private boolean usedUp(int child) {
    int most = server.maxConnectionsPerChild();
    return most != 0 && children.counted[child] >= most && (most > 0 || mpm != Mpm.PREFORK);
  }

  /// It accepts no more, and ends when what it serves does.
  private void quiesce(int child, long now) {
    children.stage[child] = Children.QUIESCING;
    children.moveTo(Children.NOWHERE, child);
    if (mpm == Mpm.EVENT) {
      closeKept(child, now);
    }
    endIfDone(child, now);
  }

  private boolean endIfDone(int child, long now) {
    if (children.open[child] > 0 || children.stage[child] < Children.LAST) {
      return false;
    }
    Orders orders =
        ChildEnds.decide(
            numbers, board.of(children), state, children.pid[child], new ChildEnd.Exited(0), false);
    children.remove(child);
    carryOut(orders, now);
    return true;
  }

  /// A client asks for a connection.
  ///
  /// @return false when the backlog is full
  boolean connect(int client, long now) {
    noticeFull(now);
    if (waiting == 0 && children.first(Children.ACCEPTING) != Children.NONE) {
      accept(client, now);
      return true;
    }
    // Linux keeps one more than listen(2) asks for.
    if (waiting > server.backlog()) {
      return false;
    }
    clients.phase[client] = Clients.QUEUED;
    clients.next[client] = Children.NONE;
    if (lastWaiting == Children.NONE) {
      firstWaiting = client;
    } else {
      clients.next[lastWaiting] = client;
    }
    lastWaiting = client;
    waiting++;
    return true;
  }

  private void drain(long now) {
    while (waiting > 0 && children.first(Children.ACCEPTING) != Children.NONE) {
      int client = firstWaiting;
      firstWaiting = clients.next[client];
      if (firstWaiting == Children.NONE) {
        lastWaiting = Children.NONE;
      }
      waiting--;
      accept(client, now);
      if (waiting > 0) {
        noticeFull(now);
      }
    }
  }

  private void accept(int client, long now) {
    int child = children.first(Children.ACCEPTING);
    clients.child[client] = child;
    children.open[child]++;
    open++;
    children.counted[child] += mpm == Mpm.PREFORK || mpm == Mpm.EVENT ? 1 : 0;
    hold(client, child);
    if (usedUp(child)) {
      if (mpm == Mpm.PREFORK) {
        children.stage[child] = Children.LAST;
        children.moveTo(Children.NOWHERE, child);
      } else {
        quiesce(child, now);
      }
    } else {
      children.moveTo(hasRoom(child, 0) ? Children.ACCEPTING : full(), child);
    }
    run.begin(client, now);
  }

  private void hold(int client, int child) {
    clients.set(client, Clients.HOLDS);
    children.busy[child]++;
    busy++;
  }

  private byte full() {
    return mpm == Mpm.EVENT ? Children.FULL : Children.NOWHERE;
  }

  /// Whether it would accept.
  ///
  /// @param less idle workers that do not count: one for event's child that has stopped accepting
  private boolean hasRoom(int child, int less) {
    int idle = idle(child);
    return idle > 0
        && (mpm != Mpm.EVENT || children.open[child] < threads + (idle - less) * server.asyncFactor());
  }

  /// event: a connection wakes every child that listens, and those without room stop; without an idle worker they also
  /// give up what they keep.
  private void noticeFull(long now) {
    for (int child = children.first(Children.FULL);
        child != Children.NONE;
        child = children.first(Children.FULL)) {
      children.moveTo(Children.NOWHERE, child);
      children.suspended[child] = true;
      if (idle(child) == 0) {
        closeKept(child, now);
      }
      makeRoom(child);
    }
  }

  /// After a worker or a connection of a child has gone.
  private void makeRoom(int child) {
    if (children.stage[child] != Children.SERVING || children.list[child] == Children.ACCEPTING) {
      return;
    }
    if (hasRoom(child, children.suspended[child] ? 1 : 0)) {
      children.suspended[child] = false;
      children.moveTo(Children.ACCEPTING, child);
    }
  }

  /// A worker has done with a client, whose connection event keeps.
  void leave(int client, long now) {
    int child = clients.child[client];
    letGo(client, child);
    makeRoom(child);
    drain(now);
  }

  private void letGo(int client, int child) {
    if (clients.is(client, Clients.HOLDS)) {
      clients.unset(client, Clients.HOLDS);
      int other = children.freed(child);
      busy--;
      if (other != Children.NONE) {
        makeRoom(other);
      }
    }
  }

  /// A client's connection is closed.
  void close(int client, long now) {
    int child = clients.child[client];
    letGo(client, child);
    children.open[child]--;
    open--;
    children.counted[child] += mpm == Mpm.WORKER || mpm == Mpm.WINNT ? 1 : 0;
    if (!endIfDone(child, now)) {
      makeRoom(child);
    }
    drain(now);
  }

  boolean quiesces(int child) {
    return children.stage[child] == Children.QUIESCING;
  }

  /// A child's workers that wait for work, if it serves.
  int idle(int child) {
    return threads - children.busy[child] - children.missing(child);
  }

  /// event: a client's kept connection waits in its child.
  void keep(int client) {
    int child = clients.child[client];
    int before = children.kept[child];
    clients.next[client] = before;
    clients.previous[client] = Children.NONE;
    if (before != Children.NONE) {
      clients.previous[before] = client;
    }
    children.kept[child] = client;
  }

  private void unkeep(int client) {
    int child = clients.child[client];
    int before = clients.previous[client];
    int after = clients.next[client];
    if (before == Children.NONE) {
      children.kept[child] = after;
    } else {
      clients.next[before] = after;
    }
    if (after != Children.NONE) {
      clients.previous[after] = before;
    }
  }

  /// event: a worker takes a kept connection again; there must be an idle one.
  void resume(int client) {
    int child = clients.child[client];
    unkeep(client);
    hold(client, child);
    if (children.list[child] == Children.ACCEPTING && !hasRoom(child, 0)) {
      children.moveTo(Children.FULL, child);
    }
  }

  /// event: a kept connection is closed.
  void closeOneKept(int client, long now) {
    unkeep(client);
    close(client, now);
  }

  /// event: all kept connections are closed, since no worker is idle or the child ends.
  void closeKept(int child, long now) {
    for (int client = children.kept[child]; client != Children.NONE; client = clients.next[client]) {
      children.open[child]--;
      open--;
      run.cutOff(client, now, quiesces(child));
    }
    children.kept[child] = Children.NONE;
  }
}
