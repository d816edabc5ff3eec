package dev.mpmlint.advise.simulate;

import dev.mpmlint.mpm.Mpm;

/// Some of the machines of one scenario, from beginning to end. Which machine a client is given follows from its number
/// alone, unless connections are counted, so machines can be simulated apart. Owned by one thread, used once.
final class Run {
  final Clients clients = new Clients();
  final Tally tally;
  private final Scenario scenario;
  private final Load load;
  private final Server.KeepAlive keepAlive;
  private final boolean parks;
  private final EventQueue queue = new EventQueue();
  private final Machine[] machines;
  private final BackendPool[] backends;
  private final Balance balance;

  /// @param part which machines: those whose number leaves this rest when divided by `parts`
  Run(Scenario scenario, int part, int parts) {
    this.scenario = scenario;
    load = scenario.load();
    keepAlive = scenario.server().keepAlive();
    parks = scenario.server().mpm() == Mpm.EVENT;
    tally = new Tally(scenario);
    balance = new Balance(scenario, part, parts);
    machines = new Machine[balance.machines()];
    backends = new BackendPool[machines.length];
    Board board = new Board(scenario.server().numbers());
    for (int i = 0; i < machines.length; i++) {
      machines[i] = new Machine(scenario.server(), i, this, board);
      backends[i] = new BackendPool(scenario.backend(), clients);
    }
  }

  Tally run() {
    for (int i = 0; i < machines.length; i++) {
      machines[i].start(0);
      // Machines were not all started at the same moment.
      long phase = (long) (Draws.unit(Draws.sequence(scenario.seed(), ~balance.number(i))) * Arrivals.SECOND);
      later(phase, Clients.SECOND, i, 0);
    }
    Arrivals.Times times = load.arrivals().times(scenario.seed());
    int number = 0;
    long arrival = times.next();
    long end = scenario.duration();
    while (true) {
      long event = queue.firstTime();
      if (arrival < event) {
        if (arrival >= end) {
          break;
        }
        int machine = balance.machineOf(number);
        if (machine >= 0) {
          arrive(number, machine, arrival);
        }
        number++;
        arrival = times.next();
      } else {
        if (event >= end) {
          break;
        }
        happen(queue.take(), event);
      }
    }
    tally.ended(machines);
    return tally;
  }

  /// Something that happens to a machine later.
  void later(long at, byte what, int machine, int child) {
    int entry = clients.take(what, machine);
    clients.child[entry] = child;
    queue.add(at, entry);
  }

  private void arrive(int number, int machine, long now) {
    int client = clients.take(Clients.APART, machine);
    clients.number[client] = number;
    clients.left[client] = load.requests();
    clients.draws[client] = Draws.sequence(scenario.seed(), number);
    trait(client, load.slowReaders(), Clients.SLOW_READER);
    trait(client, load.slowSenders(), Clients.SLOW_SENDER);
    tally.arrived++;
    connect(client, now);
  }

  private void trait(int client, Load.Slow slow, byte trait) {
    if (slow.share() > 0 && clients.draw(client) <= slow.share()) {
      clients.set(client, trait);
    }
  }

  private void connect(int client, long now) {
    int machine = clients.machine[client];
    clients.since[client] = now;
    clients.sent[client] = 0;
    tally.asked(now);
    balance.opened(machine);
    if (!machines[machine].connect(client, now)) {
      tally.refused(now, clients.left[client]);
      balance.closed(machine);
      clients.release(client);
    }
  }

  private void happen(int entry, long now) {
    Machine machine = machines[clients.machine[entry]];
    switch (clients.phase[entry]) {
      case Clients.SENDING -> request(entry, now);
      case Clients.SERVED -> served(entry, machine, now);
      case Clients.READING -> answered(entry, machine, now);
      case Clients.KEPT -> keptEnds(entry, machine, now);
      case Clients.APART -> comesBack(entry, now);
      case Clients.STARTING -> {
        int child = clients.child[entry];
        clients.release(entry);
        machine.started(child, now);
      }
      case Clients.SECOND -> {
        machine.second(now);
        tally.sample(machine, backends[clients.machine[entry]], now);
        queue.add(now + Arrivals.SECOND, entry);
      }
      default -> throw new IllegalStateException("nothing happens in phase " + clients.phase[entry]);
    }
  }

  /// A worker takes a new connection.
  void begin(int client, long now) {
    clients.begun[client] = now;
    tally.accepted(clients.since[client], now);
    if (clients.is(client, Clients.SLOW_SENDER)) {
      wait(client, Clients.SENDING, now + load.slowSenders().time());
    } else {
      request(client, now);
    }
  }

  private void wait(int client, byte phase, long until) {
    clients.phase[client] = phase;
    queue.add(until, client);
  }

  /// A worker has read a request.
  private void request(int client, long now) {
    BackendPool backend = backends[clients.machine[client]];
    if (!backend.isThere() || clients.draw(client) > scenario.backend().share()) {
      serve(client, now);
      return;
    }
    switch (backend.ask(client, now)) {
      case SERVES -> serve(client, now);
      case WAITS -> clients.phase[client] = Clients.BEHIND;
      case REFUSES -> {
        clients.draw(client);
        clients.set(client, Clients.FAILED);
        wait(client, Clients.SERVED, now);
      }
    }
  }

  private void serve(int client, long now) {
    if (clients.is(client, Clients.IN_BACKEND)) {
      tally.behind(clients.asked[client], now);
    }
    double unit = clients.draw(client);
    long time =
        load.own() && load.service() instanceof ServiceTime.Empirical measured
            ? measured.of(clients.number[client])
            : load.service().at(unit);
    wait(client, Clients.SERVED, now + time);
  }

  private void served(int client, Machine machine, long now) {
    if (clients.is(client, Clients.IN_BACKEND)) {
      int next = backends[clients.machine[client]].leave(client);
      if (next >= 0) {
        serve(next, now);
      }
    }
    if (clients.is(client, Clients.SLOW_READER) && !clients.is(client, Clients.FAILED)) {
      wait(client, Clients.READING, now + load.slowReaders().time());
      if (parks) {
        machine.leave(client, now);
      }
      return;
    }
    answered(client, machine, now);
  }

  /// The answer is with the client.
  private void answered(int client, Machine machine, long now) {
    tally.answered(
        clients.since[client], clients.begun[client], now, clients.is(client, Clients.FAILED));
    clients.unset(client, Clients.FAILED);
    clients.left[client]--;
    clients.sent[client]++;
    boolean more = clients.left[client] > 0;
    clients.until[client] = more ? now + Draws.exponential(load.think(), clients.draw(client)) : Arrivals.NEVER;
    if (!keeps(client, machine)) {
      close(client, machine, now);
      apart(client, now);
      return;
    }
    wait(client, Clients.KEPT, Math.min(clients.until[client], now + keepAlive.timeout()));
    if (parks) {
      machine.keep(client);
      machine.leave(client, now);
    }
  }

  private boolean keeps(int client, Machine machine) {
    return load.keeps()
        && keepAlive.on()
        && (keepAlive.requests() == 0 || clients.sent[client] < keepAlive.requests())
        && !machine.quiesces(clients.child[client]);
  }

  private void close(int client, Machine machine, long now) {
    balance.closed(clients.machine[client]);
    machine.close(client, now);
  }

  /// It has no connection any more: it comes back with its next request, or never.
  private void apart(int client, long now) {
    if (clients.until[client] == Arrivals.NEVER) {
      clients.release(client);
    } else {
      wait(client, Clients.APART, Math.max(now, clients.until[client]));
    }
  }

  /// The next request comes on a kept connection, or KeepAliveTimeout has passed.
  private void keptEnds(int client, Machine machine, long now) {
    boolean timeout = clients.until[client] > now;
    int child = clients.child[client];
    if (!timeout && (!parks || machine.idle(child) > 0)) {
      clients.since[client] = now;
      clients.begun[client] = now;
      if (parks) {
        machine.resume(client);
      }
      request(client, now);
      return;
    }
    if (!parks) {
      close(client, machine, now);
      apart(client, now);
      return;
    }
    balance.closed(clients.machine[client]);
    if (!timeout) {
      tally.cut(now, false);
    }
    machine.closeOneKept(client, now);
    apart(client, now);
    if (!timeout) {
      machine.closeKept(child, now);
    }
  }

  /// event has closed a kept connection; what was to happen to it happens to the client all the same.
  ///
  /// @param ending because its child ends
  void cutOff(int client, long now, boolean ending) {
    balance.closed(clients.machine[client]);
    if (clients.left[client] > 0) {
      tally.cut(now, ending);
    }
    clients.phase[client] = Clients.APART;
  }

  private void comesBack(int client, long now) {
    if (clients.until[client] > now) {
      apart(client, now);
    } else {
      connect(client, now);
    }
  }
}
