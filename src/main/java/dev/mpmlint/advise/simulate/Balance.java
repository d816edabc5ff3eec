package dev.mpmlint.advise.simulate;

import dev.mpmlint.advise.simulate.Scenario.Balancer;

/// The balancer in front of the machines, for one part of them. Owned by one thread.
final class Balance {
  private static final long OF_MACHINES = 0x6d616368696e65L;

  private final Balancer kind;
  private final int all;
  private final int part;
  private final int parts;
  private final long seed;
  /// A tournament: each node has the machine with fewer connections of the two below it; the leaves are the second half.
  private final int[] winners;
  private final int[] connections;
  private final int leaves;

  Balance(Scenario scenario, int part, int parts) {
    kind = scenario.balancer();
    all = scenario.machines();
    seed = scenario.seed() ^ OF_MACHINES;
    this.part = part;
    this.parts = parts;
    boolean counts = kind == Balancer.LEAST_CONNECTIONS && all > 1;
    leaves = counts ? Integer.highestOneBit(Math.max(1, all - 1)) * 2 : 0;
    winners = new int[leaves];
    connections = new int[leaves];
    for (int i = all; i < leaves; i++) {
      connections[i] = Integer.MAX_VALUE;
    }
    for (int node = leaves - 1; node > 0; node--) {
      winners[node] = winner(node);
    }
  }

  /// Into how many parts the machines may be divided.
  static int parts(Scenario scenario) {
    return scenario.balancer() == Balancer.LEAST_CONNECTIONS ? 1 : Math.min(scenario.machines(), 8);
  }

  /// Those of this part.
  int machines() {
    return (all - part + parts - 1) / parts;
  }

  /// A machine's number among all.
  int number(int machine) {
    return machine * parts + part;
  }

  /// The machine of this part that a client is given; -1 when it is one of another part.
  int machineOf(int client) {
    int machine =
        all == 1
            ? 0
            : switch (kind) {
              case ROUND_ROBIN -> client % all;
              case RANDOM -> Draws.below(Draws.sequence(seed, client), all);
              case LEAST_CONNECTIONS -> winners[1];
            };
    return machine % parts == part ? machine / parts : -1;
  }

  void opened(int machine) {
    change(machine, 1);
  }

  void closed(int machine) {
    change(machine, -1);
  }

  private void change(int machine, int by) {
    if (leaves == 0) {
      return;
    }
    connections[machine] += by;
    for (int node = (machine + leaves) >> 1; node > 0; node >>= 1) {
      winners[node] = winner(node);
    }
  }

  private int winner(int node) {
    int left = below(node * 2);
    int right = below(node * 2 + 1);
    return connections[right] < connections[left] ? right : left;
  }

  private int below(int node) {
    return node >= leaves ? node - leaves : winners[node];
  }
}
