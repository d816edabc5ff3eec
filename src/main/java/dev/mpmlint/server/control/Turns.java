package dev.mpmlint.server.control;

import dev.mpmlint.mpm.ChildEnd;
import dev.mpmlint.mpm.ChildEnds;
import dev.mpmlint.mpm.Maintenance;
import dev.mpmlint.mpm.MaintenanceState;
import dev.mpmlint.mpm.Message;
import dev.mpmlint.mpm.Orders;
import dev.mpmlint.mpm.Snapshot;
import dev.mpmlint.os.OsException;
import dev.mpmlint.server.log.Level;
import dev.mpmlint.server.settings.Pool;
import org.jspecify.annotations.Nullable;

/// The main loop of one generation: children that ended, idle maintenance once a second.
final class Turns {
  private static final long TURN_NANOS = 1_000_000_000;
  private static final long AFTER_FAILED_SPAWN = 10_000;
  private static final int SIGTERM = 15;
  /// So many children in a row that never served, and the server gives up: they will never do.
  private static final int STILLBORN = 3;

  private final Running running;
  private final Generation generation;
  private final Requests requests;
  private final boolean graceful;
  private final Snapshot snapshot;
  private MaintenanceState state;
  private int stillborn;
  private String failure = "";

  Turns(Running running, Generation generation, Requests requests, MaintenanceState state, boolean graceful) {
    this.running = running;
    this.generation = generation;
    this.requests = requests;
    this.state = state;
    this.graceful = graceful;
    snapshot = new Snapshot(running.board().serverLimit(), generation.pool().threadsPerChild());
  }

  MaintenanceState state() {
    return state;
  }

  /// Why children never served, when that is why the server gives up; else empty.
  String failure() {
    return failure;
  }

  /// Until something is asked; null when the server gives up.
  ///
  /// @param started called when the first children have been started
  Requests.@Nullable Request run(Runnable started) {
    if (!graceful && running.brood().isEmpty()) {
      read();
      carryOut(Maintenance.start(generation.numbers(), snapshot, state));
    }
    started.run();
    long next = System.nanoTime() + TURN_NANOS;
    while (true) {
      if (requests.any()) {
        return requests.take();
      }
      // After a graceful restart each that has ended makes room for one of the new generation.
      Brood.Ended ended = state.owed() > 0 ? running.brood().reap() : running.brood().reapUrgent();
      if (ended != null) {
        if (!childEnded(ended)) {
          return null;
        }
        continue;
      }
      long left = next - System.nanoTime();
      if (left > 0) {
        requests.sleepOrChild(left);
        continue;
      }
      next = System.nanoTime() + TURN_NANOS;
      if (!maintain()) {
        return null;
      }
    }
  }

  /// httpd sleeps through its second, maintains, and only then looks for children that have ended: who has served
  /// MaxConnectionsPerChild keeps its slot for one turn more. Whoever a signal has ended is not waited for here, and children
  /// that end all the time do not put maintenance off.
  private boolean maintain() {
    running.pipes().watch(generation.log());
    read();
    if (!carryOut(Maintenance.decide(generation.numbers(), snapshot, state))) {
      return false;
    }
    for (Brood.Ended ended = running.brood().reap(); ended != null; ended = running.brood().reap()) {
      if (!childEnded(ended)) {
        return false;
      }
    }
    return true;
  }

  private void read() {
    running.brood().read(snapshot);
  }

  private boolean childEnded(Brood.Ended ended) {
    read();
    // No child is ever lost here: the brood knows those, too, whose slot worker has given away while they ended.
    Orders orders =
        ChildEnds.decide(generation.numbers(), snapshot, state, ended.child().pid(), ended.how(), false);
    stillborn = ended.stillborn() && !running.brood().anyServes() ? stillborn + 1 : 0;
    running.brood().forget(ended.child());
    if (stillborn == STILLBORN && ended.how() instanceof ChildEnd.Exited(int code)) {
      failure = "children end with exit code " + code + " before they serve; the lines above in the error log are theirs";
      generation.log().log(Level.ALERT, "core", "mpmlint: " + failure);
      end();
      return false;
    }
    boolean served = ended.how() instanceof ChildEnd.Exited(int code) && code == Brood.ITK_SERVED;
    return carryOut(orders) && (!served || requests.any() || spawn(ended.child().slot()));
  }

  private void end() {
    running.brood().end(SIGTERM);
    new Reclaim(running.brood(), generation.log()).run();
  }

  private boolean carryOut(Orders orders) {
    state = orders.next();
    for (Message m : orders.messages()) {
      generation.log().log(Level.valueOf(m.level().name()), m.module(), m.line());
    }
    if (orders.giveUp()) {
      end();
      return false;
    }
    for (int slot : orders.spawn()) {
      if (!spawn(slot)) {
        break;
      }
    }
    if (orders.askOneToGo()) {
      running.brood().askOneToGo();
    }
    return true;
  }

  private boolean spawn(int slot) {
    try {
      running.brood().spawn(generation.spawner(), slot, running.board().generation(), generation.pool().kind());
      return true;
    } catch (OsException e) {
      Pool.Kind kind = generation.pool().kind();
      generation.log().log(Level.ERROR, kind.module(), e.asHttpd() + ": " + MpmWords.cannotFork(kind));
      requests.sleep(AFTER_FAILED_SPAWN);
      return false;
    }
  }
}
