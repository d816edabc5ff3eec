package dev.mpmlint.server.control;

import dev.mpmlint.mpm.ChildEnd;
import dev.mpmlint.mpm.Snapshot;
import dev.mpmlint.os.Children;
import dev.mpmlint.os.Exit;
import dev.mpmlint.os.OsException;
import dev.mpmlint.server.scoreboard.Census;
import dev.mpmlint.server.scoreboard.Command;
import dev.mpmlint.server.scoreboard.ProcessSlot;
import dev.mpmlint.server.scoreboard.Scoreboard;
import dev.mpmlint.server.scoreboard.WorkerSlot;
import dev.mpmlint.server.scoreboard.WorkerStatus;
import dev.mpmlint.server.settings.Pool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The children that run. Owned by the control process's main thread.
final class Brood {
  /// The exit code of mpm-itk's child that has served its connection (PreforkChild).
  static final int ITK_SERVED = 4;

  private static final int SIGABRT = 6;
  private static final int SIGKILL = 9;
  private static final int SIGUSR1 = 10;

  /// @param kind of the pool that it belongs to
  record Child(int pid, int slot, int generation, Pool.Kind kind) {}

  /// One that has ended.
  ///
  /// @param stillborn whether it failed before any of its workers was ready
  record Ended(Child child, ChildEnd how, boolean stillborn) {}

  private final Scoreboard board;
  private final RunFolder folder;
  private final Census census;
  private final Map<Integer, Child> children = new LinkedHashMap<>();
  // Those that were told to end.
  private final Set<Integer> asked = new HashSet<>();

  Brood(Scoreboard board, RunFolder folder) {
    this.board = board;
    this.folder = folder;
    census = new Census(board);
  }

  boolean isEmpty() {
    return children.isEmpty();
  }

  List<Child> all() {
    return List.copyOf(children.values());
  }

  /// Starts a child in a slot.
  void spawn(Spawner spawner, int slot, int generation, Pool.Kind kind) throws OsException {
    ProcessSlot process = board.process(slot);
    process.clear(generation);
    if (kind.singleThreaded()) {
      board.worker(slot, 0).status(WorkerStatus.STARTING);
    }
    int pid;
    try {
      pid = spawner.spawn(slot, generation);
    } catch (OsException e) {
      empty(slot);
      throw e;
    }
    process.pid(pid);
    children.put(pid, new Child(pid, slot, generation, kind));
  }

  /// One child that has ended; it stays in the scoreboard until [#forget]. Null when none has.
  @Nullable Ended reap() {
    return reap(false);
  }

  /// The same, of those that are to be replaced at once or that nobody replaces: what a signal has ended, what was told to
  /// end, what has done what it is for.
  @Nullable Ended reapUrgent() {
    return reap(true);
  }

  private @Nullable Ended reap(boolean urgent) {
    for (Child child : children.values()) {
      if (urgent && !isUrgent(child)) {
        continue;
      }
      Optional<Exit> exit;
      try {
        exit = Children.reap(child.pid());
      } catch (OsException e) {
        // Somebody else waited for it.
        exit = Optional.of(new Exit(0));
      }
      if (exit.isPresent()) {
        ChildEnd how = how(child, exit.get());
        return new Ended(child, how, failed(how) && !serves(child));
      }
    }
    return null;
  }

  private boolean isUrgent(Child child) {
    if (child.kind() == Pool.Kind.WINNT || asked.contains(child.pid())) {
      return true;
    }
    try {
      return Children.peek(child.pid()).filter(exit -> exit.signalled() || exit.code() == ITK_SERVED).isPresent();
    } catch (OsException e) {
      return true;
    }
  }

  /// Whether it ended by itself, with a code that httpd's parent makes nothing of.
  private static boolean failed(ChildEnd how) {
    return how instanceof ChildEnd.Exited(int code)
        && code != 0
        && code != ChildEnd.SICK
        && code != ChildEnd.FATAL;
  }

  /// Whether a worker of any child is, or was when it ended, ready or beyond.
  boolean anyServes() {
    return children.values().stream().anyMatch(this::serves);
  }

  private boolean serves(Child child) {
    int workers = child.kind().singleThreaded() ? 1 : board.threadsPerChild();
    for (int thread = 0; thread < workers; thread++) {
      if (board.worker(child.slot(), thread).status().compareTo(WorkerStatus.STARTING) > 0) {
        return true;
      }
    }
    return false;
  }

  private ChildEnd how(Child child, Exit exit) {
    if (!exit.signalled()) {
      return new ChildEnd.Exited(exit.code());
    }
    int signal = exit.signal() == SIGABRT ? reported(child.pid()) : exit.signal();
    return new ChildEnd.Signalled(signal, "");
  }

  /// Java answers a fatal signal with a report and SIGABRT; the report says which signal it was.
  private int reported(int pid) {
    Path report = folder.crash(pid);
    try (var in = Files.newInputStream(report)) {
      String text = new String(in.readNBytes(2000), StandardCharsets.ISO_8859_1);
      return text.contains("SIGSEGV") ? 11 : text.contains("SIGBUS") ? 7 : text.contains("SIGILL") ? 4
          : text.contains("SIGFPE") ? 8 : SIGABRT;
    } catch (IOException _) {
      return SIGABRT;
    } finally {
      delete(report);
    }
  }

  private static void delete(Path report) {
    try {
      Files.deleteIfExists(report);
    } catch (IOException _) {
      // It goes with the folder.
    }
  }

  /// Takes an ended child out of the scoreboard.
  void forget(Child child) {
    children.remove(child.pid());
    asked.remove(child.pid());
    if (board.process(child.slot()).pid() == child.pid()) {
      empty(child.slot());
    }
  }

  private void empty(int slot) {
    ProcessSlot process = board.process(slot);
    process.pid(0);
    process.quiescing(false);
    process.notAccepting(false);
    process.connections(0);
    process.keepAlive(0);
    process.writeCompletion(0);
    process.lingering(0);
    for (int thread = 0; thread < board.threadLimit(); thread++) {
      WorkerSlot worker = board.worker(slot, thread);
      if (worker.status() != WorkerStatus.DEAD) {
        worker.status(WorkerStatus.DEAD);
      }
    }
  }

  /// Asks all to finish what they serve and end.
  void quiesce() {
    for (Child child : all()) {
      quiesce(child);
    }
  }

  void quiesce(Child child) {
    asked.add(child.pid());
    if (child.kind().singleThreaded()) {
      Children.kill(child.pid(), SIGUSR1);
      WorkerSlot worker = board.worker(child.slot(), 0);
      WorkerStatus status = worker.status();
      if (status != WorkerStatus.DEAD && status.compareTo(WorkerStatus.READY) > 0) {
        worker.status(WorkerStatus.GRACEFUL);
      }
    } else {
      command(child, Command.GRACEFUL);
    }
  }

  /// Asks all to end at once.
  void end(int sigterm) {
    for (Child child : all()) {
      if (child.kind().singleThreaded()) {
        // Java that is told to end while it starts complains in the error log.
        boolean starting = board.worker(child.slot(), 0).status() == WorkerStatus.STARTING;
        Children.kill(child.pid(), starting ? SIGKILL : sigterm);
      } else {
        command(child, Command.RESTART);
      }
    }
  }

  private void command(Child child, Command command) {
    if (board.process(child.slot()).pid() == child.pid()) {
      board.process(child.slot()).command(command);
    }
  }

  void kill(int signal) {
    children.keySet().forEach(pid -> Children.kill(pid, signal));
  }

  /// Asks one idle child of the current generation to end: the one in the last slot.
  void askOneToGo() {
    Child chosen = null;
    for (Child child : children.values()) {
      boolean current = child.generation() == board.generation() && !board.process(child.slot()).quiescing();
      boolean idle = !child.kind().singleThreaded() || board.worker(child.slot(), 0).status() == WorkerStatus.READY;
      if (current && idle && (chosen == null || child.slot() > chosen.slot())) {
        chosen = child;
      }
    }
    if (chosen != null) {
      quiesce(chosen);
    }
  }

  /// The scoreboard as idle maintenance looks at it.
  void read(Snapshot into) {
    census.take();
    into.generation(board.generation());
    for (int slot = 0; slot < into.slots(); slot++) {
      if (slot >= census.used()) {
        into.clear(slot);
        continue;
      }
      into.process(
          slot, census.pids[slot], census.generations[slot], census.quiescing[slot], census.notAccepting[slot]);
      into.threads(
          slot, census.upToReady[slot], census.dead[slot], census.atWork[slot], census.finishing[slot]);
    }
  }
}
