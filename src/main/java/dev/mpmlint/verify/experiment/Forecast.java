package dev.mpmlint.verify.experiment;

import dev.mpmlint.mpm.Maintenance;
import dev.mpmlint.mpm.MaintenanceState;
import dev.mpmlint.mpm.Message;
import dev.mpmlint.mpm.Orders;
import dev.mpmlint.mpm.PoolNumbers;
import dev.mpmlint.mpm.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What idle maintenance will do, second by second, with children that are at work as soon as they are started, or so many
/// a second: the very functions of [Maintenance], run ahead of the server. Owned by one thread.
final class Forecast {
  /// No pool takes longer: 32 children a second, one fewer a second.
  private static final int LONGEST = 20_000;
  private static final int QUIET_TURNS = 3;
  private static final int ANY_PID = 1000;

  private final PoolNumbers numbers;
  private final List<Integer> course = new ArrayList<>();
  private final Set<String> errors = new LinkedHashSet<>();
  private MaintenanceState state = MaintenanceState.FIRST;
  private int children;
  private double startsInASecond = Double.POSITIVE_INFINITY;
  private double starting;

  private Forecast(PoolNumbers numbers, int children) {
    this.numbers = numbers;
    this.children = children;
  }

  /// From the first children on.
  static Forecast atStart(PoolNumbers numbers) {
    return new Forecast(numbers, Math.min(numbers.startServers(), numbers.processes()));
  }

  /// From a server that has been idle with so many children.
  static Forecast from(PoolNumbers numbers, int children) {
    return new Forecast(numbers, children);
  }

  /// From now on the machine needs so many seconds for the start of each child, and those that start count as idle meanwhile.
  Forecast starting(double secondsEach) {
    startsInASecond = 1 / secondsEach;
    return this;
  }

  /// Runs until nothing changes any more while so many requests are held; forgets the course before.
  Forecast settle(int held) {
    course.clear();
    int quiet = 0;
    while (quiet < QUIET_TURNS && course.size() < LONGEST) {
      int before = children;
      turn(held);
      quiet = children == before && starting == 0 ? quiet + 1 : 0;
      course.add(children);
    }
    course.subList(Math.max(0, course.size() - QUIET_TURNS), course.size()).clear();
    return this;
  }

  private void turn(int held) {
    int threads = numbers.threadsPerChild();
    Snapshot board = new Snapshot(numbers.serverLimit(), threads);
    int left = held;
    starting = Math.max(0, starting - startsInASecond);
    int ready = children - (int) Math.ceil(starting);
    for (int slot = 0; slot < children; slot++) {
      int busy = slot < ready ? Math.min(threads, left) : 0;
      left -= busy;
      board.process(slot, ANY_PID + slot, 0, false, busy == threads);
      board.threads(slot, threads - busy, 0, threads, 0);
    }
    Orders orders = Maintenance.decide(numbers, board, state);
    state = orders.next();
    for (Message m : orders.messages()) {
      if (m.level() == Message.Level.ERROR) {
        errors.add(m.number().toString());
      }
    }
    starting += orders.spawn().size();
    children += orders.spawn().size() - (orders.askOneToGo() ? 1 : 0);
  }

  /// How many children there are now.
  int children() {
    return children;
  }

  /// Turns of maintenance, of a second each, until nothing changed any more.
  int turns() {
    return course.size();
  }

  /// The numbers of the errors that were logged since the beginning, each once, in order.
  Set<String> errors() {
    return errors;
  }
}
