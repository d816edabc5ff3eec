package dev.mpmlint.server.status;

import dev.mpmlint.server.scoreboard.ProcessSlot;
import dev.mpmlint.server.scoreboard.Scoreboard;

/// What event's children tell of their connections, summed up.
final class Connections {
  int processes;
  int stopping;
  int connections;
  int busy;
  int graceful;
  int idle;
  int waitIo;
  int writing;
  int keepAlive;
  int closing;

  Connections(Scoreboard board, Totals totals) {
    for (int slot = 0; slot < totals.slots; slot++) {
      ProcessSlot process = board.process(slot);
      if (process.pid() != 0) {
        processes++;
        stopping += process.quiescing() ? 1 : 0;
        connections += process.connections();
        busy += totals.busyOf[slot];
        graceful += totals.gracefulOf[slot];
        idle += totals.idleOf[slot];
        waitIo += process.waitIo();
        writing += process.writeCompletion();
        keepAlive += process.keepAlive();
        closing += process.lingering();
      }
    }
  }
}
