package dev.mpmlint.mpm;

import java.util.ArrayList;
import java.util.List;

/// A server without processes: a scoreboard by hand, on which [Maintenance]'s orders are carried out at once.
final class Scene {
  final PoolNumbers numbers;
  final Snapshot board;
  MaintenanceState state = MaintenanceState.FIRST;
  final List<String> log = new ArrayList<>();
  private int lastPid = 100;

  Scene(String mpm, String written) {
    this(PoolNumbers.of(Written.figures(Mpm.find(mpm).orElseThrow(), written)));
  }

  Scene(PoolNumbers numbers) {
    this.numbers = numbers;
    board = new Snapshot(numbers.serverLimit(), numbers.threadsPerChild());
  }

  /// One child for each word of mod_status's letters, in the slots from 0 on; `-` leaves a slot empty, `q:` before the
  /// letters makes a child that quiesces, `n:` one that does not accept, `o:` one of an older generation.
  Scene children(String words) {
    int slot = 0;
    for (String word : words.isEmpty() ? new String[0] : words.split(" ", -1)) {
      String letters = word.substring(word.indexOf(':') + 1);
      if (word.equals("-")) {
        board.clear(slot);
      } else {
        int generation = word.startsWith("o:") ? board.generation() - 1 : board.generation();
        board.process(slot, ++lastPid, generation, word.startsWith("q:"), word.startsWith("n:"));
        board.threads(slot, letters);
      }
      slot++;
    }
    state = used(slot);
    return this;
  }

  /// So many children in each of which all threads have this letter.
  Scene children(int count, char letter) {
    String child = String.valueOf(letter).repeat(numbers.threadsPerChild());
    return children(String.join(" ", java.util.Collections.nCopies(count, child)));
  }

  Scene rate(int rate) {
    state =
        new MaintenanceState(
            rate, state.holdOff(), state.used(), false, false, state.sickSeen(), state.healthySeen(), state.owed(), 0);
    return this;
  }

  private MaintenanceState used(int slots) {
    return new MaintenanceState(
        state.spawnRate(), state.holdOff(), slots, false, false, state.sickSeen(), state.healthySeen(), state.owed(), 0);
  }

  /// A quiet second; what was spawned stands with these letters in the scoreboard afterwards.
  Orders second(char spawned) {
    return carryOut(Maintenance.decide(numbers, board, state), spawned);
  }

  /// A child ends.
  Orders ends(int slot, ChildEnd end, boolean wasGraceful) {
    Orders orders = ChildEnds.decide(numbers, board, state, board.pid(slot), end, wasGraceful);
    board.clear(slot);
    return carryOut(orders, 'S');
  }

  Orders carryOut(Orders orders, char letter) {
    state = orders.next();
    orders.messages().forEach(m -> log.add(m.level() + " " + m.module() + " " + m.line()));
    for (int slot : orders.spawn()) {
      board.process(slot, ++lastPid, board.generation(), false, false);
      board.threads(slot, String.valueOf(letter).repeat(numbers.threadsPerChild()));
    }
    return orders;
  }

  int children() {
    int count = 0;
    for (int slot = 0; slot < board.slots(); slot++) {
      count += board.pid(slot) == 0 ? 0 : 1;
    }
    return count;
  }
}
