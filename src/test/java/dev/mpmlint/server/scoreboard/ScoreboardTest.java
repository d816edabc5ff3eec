package dev.mpmlint.server.scoreboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreboardTest {
  @TempDir Path folder;

  @Test
  void whatOneWritesTheOtherReads() throws IOException {
    Path file = folder.resolve("board");
    try (var parent = Scoreboard.create(file, 3, 4, "event");
        var child = Scoreboard.open(file)) {
      assertThat(child.serverLimit()).isEqualTo(3);
      assertThat(child.threadLimit()).isEqualTo(4);
      assertThat(child.mpm()).isEqualTo("event");
      parent.generation(7);
      parent.configGeneration(8);
      parent.startTimeMicros(9);
      parent.restartTimeMicros(10);
      parent.extended(true);
      assertThat(child.generation()).isEqualTo(7);
      assertThat(child.configGeneration()).isEqualTo(8);
      assertThat(child.startTimeMicros()).isEqualTo(9);
      assertThat(child.restartTimeMicros()).isEqualTo(10);
      assertThat(child.extended()).isTrue();

      parent.process(2).command(Command.GRACEFUL);
      assertThat(child.process(2).command()).isEqualTo(Command.GRACEFUL);
      assertThat(child.process(1).command()).isEqualTo(Command.NONE);

      for (WorkerStatus status : WorkerStatus.values()) {
        child.worker(2, 3).status(status);
        assertThat(parent.worker(2, 3).status()).isEqualTo(status);
      }
      assertThat(parent.worker(2, 2).status()).isEqualTo(WorkerStatus.DEAD);
    }
  }

  @Test
  void eachFieldHasItsOwnPlace() throws IOException {
    try (var board = Scoreboard.create(folder.resolve("board"), 1, 2, "worker")) {
      WorkerSlot slot = board.worker(0, 0);
      slot.generation(1);
      slot.pid(2);
      slot.tid(3);
      slot.counts(4, 5, 6, 7, 8, 9);
      slot.startTime(10);
      slot.stopTime(11);
      slot.lastUsed(12);
      slot.duration(13);
      slot.processorTimes(14, 15, 16, 17);
      slot.client("c".repeat(100));
      slot.request("r".repeat(100));
      slot.vhost("v".repeat(100));
      slot.protocol("p".repeat(100));
      slot.status(WorkerStatus.BUSY_LOG);
      assertThat(slot)
          .returns(1, WorkerSlot::generation)
          .returns(2, WorkerSlot::pid)
          .returns(3L, WorkerSlot::tid)
          .returns(4L, WorkerSlot::accessCount)
          .returns(5L, WorkerSlot::bytesServed)
          .returns(6L, WorkerSlot::myAccessCount)
          .returns(7L, WorkerSlot::myBytes)
          .returns(8, WorkerSlot::connCount)
          .returns(9L, WorkerSlot::connBytes)
          .returns(10L, WorkerSlot::startTime)
          .returns(11L, WorkerSlot::stopTime)
          .returns(12L, WorkerSlot::lastUsed)
          .returns(13L, WorkerSlot::duration)
          .returns(14L, WorkerSlot::userTime)
          .returns(15L, WorkerSlot::systemTime)
          .returns(16L, WorkerSlot::childUserTime)
          .returns(17L, WorkerSlot::childSystemTime)
          .returns("c".repeat(63), WorkerSlot::client)
          .returns("r".repeat(63), WorkerSlot::request)
          .returns("v".repeat(31), WorkerSlot::vhost)
          .returns("p".repeat(15), WorkerSlot::protocol)
          .returns(WorkerStatus.BUSY_LOG, WorkerSlot::status);
      slot.request("GET / HTTP/1.1");
      assertThat(slot.request()).isEqualTo("GET / HTTP/1.1");
      assertThat(slot.vhost()).isEqualTo("v".repeat(31));
      assertThat(board.worker(0, 1)).returns("", WorkerSlot::client).returns(0L, WorkerSlot::accessCount);

      slot.count(1000);
      assertThat(slot.accessCount()).isEqualTo(5);
      assertThat(slot.connBytes()).isEqualTo(1009);
      slot.newWorker();
      assertThat(slot.myAccessCount()).isZero();
      assertThat(slot.connCount()).isZero();
      assertThat(slot.accessCount()).isEqualTo(5);
    }
  }

  @Test
  void processFieldsHaveTheirOwnPlaces() throws IOException {
    try (var board = Scoreboard.create(folder.resolve("board"), 2, 1, "event")) {
      ProcessSlot slot = board.process(1);
      slot.pid(1);
      slot.generation(2);
      slot.quiescing(true);
      slot.notAccepting(true);
      slot.bucket(3);
      slot.connections(4);
      slot.writeCompletion(5);
      slot.lingering(6);
      slot.keepAlive(7);
      slot.suspended(8);
      slot.waitIo(9);
      assertThat(slot)
          .returns(1, ProcessSlot::pid)
          .returns(2, ProcessSlot::generation)
          .returns(true, ProcessSlot::quiescing)
          .returns(true, ProcessSlot::notAccepting)
          .returns(3, ProcessSlot::bucket)
          .returns(4, ProcessSlot::connections)
          .returns(5, ProcessSlot::writeCompletion)
          .returns(6, ProcessSlot::lingering)
          .returns(7, ProcessSlot::keepAlive)
          .returns(8, ProcessSlot::suspended)
          .returns(9, ProcessSlot::waitIo);
      slot.clear(5);
      assertThat(slot)
          .returns(0, ProcessSlot::pid)
          .returns(5, ProcessSlot::generation)
          .returns(false, ProcessSlot::quiescing)
          .returns(0, ProcessSlot::waitIo);
    }
  }

  @Test
  void eachRequestToGoIsTakenOnce() throws IOException {
    Path file = folder.resolve("board");
    try (var parent = Scoreboard.create(file, 3, 1, "prefork");
        var child = Scoreboard.open(file)) {
      assertThat(child.takeGo()).isFalse();
      parent.askToGo(2);
      assertThat(child.takeGo()).isTrue();
      assertThat(parent.goLeft()).isEqualTo(1);
      assertThat(child.takeGo()).isTrue();
      assertThat(child.takeGo()).isFalse();
      parent.askToGo(2);
      parent.resetGo();
      assertThat(child.takeGo()).isFalse();
    }
  }

  @Test
  void aCensusCountsWhatMaintenanceLooksAt() throws IOException {
    try (var board = Scoreboard.create(folder.resolve("board"), 5, 8, "event")) {
      board.threadsPerChild(4);
      String[] letters = {"_W.S", "", "GGIK"};
      for (int slot = 0; slot < letters.length; slot++) {
        for (int thread = 0; thread < letters[slot].length(); thread++) {
          for (WorkerStatus status : WorkerStatus.values()) {
            if (status.letter() == letters[slot].charAt(thread)) {
              board.worker(slot, thread).status(status);
            }
          }
        }
      }
      board.process(0).pid(10);
      board.process(0).notAccepting(true);
      board.process(2).pid(12);
      board.process(2).generation(3);
      board.process(2).quiescing(true);
      board.worker(0, 4).status(WorkerStatus.READY);
      Census census = new Census(board);

      census.take();

      assertThat(census.used()).isEqualTo(3);
      assertThat(census.pids).containsExactly(10, 0, 12, 0, 0);
      assertThat(census.generations).containsExactly(0, 0, 3, 0, 0);
      assertThat(census.quiescing).containsExactly(false, false, true, false, false);
      assertThat(census.notAccepting).containsExactly(true, false, false, false, false);
      assertThat(census.upToReady).containsExactly(3, 4, 0, 4, 4);
      assertThat(census.dead).containsExactly(1, 4, 0, 4, 4);
      assertThat(census.atWork).containsExactly(2, 0, 1, 0, 0);
      assertThat(census.finishing).containsExactly(0, 0, 2, 0, 0);
    }
  }

  @Test
  void theLargestScoreboardsOfHttpdAreSparseAndReachableAtTheirEnds() throws IOException {
    int[][] geometries = {{200_000, 1}, {20_000, 1000}};
    for (int[] geometry : geometries) {
      Path file = folder.resolve("board");
      try (var board = Scoreboard.create(file, geometry[0], geometry[1], "event")) {
        int lastServer = geometry[0] - 1;
        int lastThread = geometry[1] - 1;
        board.worker(lastServer, lastThread).status(WorkerStatus.READY);
        board.process(lastServer).pid(42);
        assertThat(board.worker(0, 0).status()).isEqualTo(WorkerStatus.DEAD);
        try (var again = Scoreboard.open(file)) {
          assertThat(again.worker(lastServer, lastThread).status()).isEqualTo(WorkerStatus.READY);
          assertThat(again.process(lastServer).pid()).isEqualTo(42);
        }
        assertThatThrownBy(() -> board.worker(0, geometry[1])).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> board.process(-1)).isInstanceOf(IndexOutOfBoundsException.class);
      }
    }
  }

  @Test
  void whatIsNoScoreboardIsRefused() throws IOException {
    Path file = folder.resolve("board");
    Files.writeString(file, "short");
    assertThatThrownBy(() -> Scoreboard.open(file)).isInstanceOf(IOException.class).hasMessageContaining("too short");
    Files.write(file, new byte[10_000]);
    assertThatThrownBy(() -> Scoreboard.open(file)).isInstanceOf(IOException.class).hasMessageContaining("version");
    Scoreboard.create(file, 100, 100, "event").close();
    Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), 20_000));
    assertThatThrownBy(() -> Scoreboard.open(file)).isInstanceOf(IOException.class).hasMessageContaining("shorter");
    assertThatThrownBy(() -> Scoreboard.create(file, 0, 1, "event")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Scoreboard.create(file, 1, 100_001, "event")).isInstanceOf(IOException.class);
  }

  /// A child that writes without end is killed: what it wrote is there, the other slots are whole, and a new child takes
  /// its place.
  @Test
  void aChildKilledWhileWritingCorruptsNothing() throws Exception {
    Path file = folder.resolve("board");
    try (var board = Scoreboard.create(file, 2, 2, "worker")) {
      board.worker(0, 0).request("mine");
      for (int round = 1; round <= 2; round++) {
        Process child =
            new ProcessBuilder(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    EagerWriter.class.getName(),
                    file.toString())
                .inheritIO()
                .start();
        try {
          long enough = board.worker(1, 1).accessCount() + 100_000;
          long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
          while (board.worker(1, 1).accessCount() < enough) {
            assertThat(child.isAlive()).isTrue();
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
          }
        } finally {
          child.destroyForcibly();
        }
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(board.process(1).pid()).isEqualTo((int) child.pid());
        WorkerSlot slot = board.worker(1, 1);
        assertThat(slot.bytesServed()).isBetween((slot.accessCount() - 1) * 10, slot.accessCount() * 10);
        assertThat(slot.request()).matches("[ab]{0,63}");
        assertThat(slot.status()).isIn(WorkerStatus.BUSY_READ, WorkerStatus.BUSY_WRITE);
        assertThat(board.worker(0, 0).request()).isEqualTo("mine");
        assertThat(board.worker(1, 0).status()).isEqualTo(WorkerStatus.DEAD);
      }
    }
  }
}
