package dev.mpmlint.server.scoreboard;

import java.io.IOException;
import java.nio.file.Path;

/// The main class of a child that does nothing but write its slot, until it is killed.
final class EagerWriter {
  private EagerWriter() {}

  public static void main(String[] arguments) throws IOException {
    Scoreboard board = Scoreboard.open(Path.of(arguments[0]));
    board.process(1).pid((int) ProcessHandle.current().pid());
    WorkerSlot slot = board.worker(1, 1);
    // A count that the last one was killed in is completed, as a request that it served.
    slot.counts(slot.accessCount(), slot.accessCount() * 10, 0, 0, 0, 0);
    String[] requests = {"a".repeat(63), "b".repeat(30)};
    for (int i = 0; ; i ^= 1) {
      slot.status(WorkerStatus.BUSY_READ);
      slot.request(requests[i]);
      slot.status(WorkerStatus.BUSY_WRITE);
      slot.count(10);
    }
  }
}
