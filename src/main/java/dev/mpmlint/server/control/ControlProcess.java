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
import dev.mpmlint.server.log.Log;
import dev.mpmlint.server.log.PipedLogs;
import dev.mpmlint.server.scoreboard.Scoreboard;
import dev.mpmlint.server.settings.Pool;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The parent of all children: starts the server, keeps the pool as the MPM asks, restarts and stops it by signals. Owned
/// by the thread that calls [#run], which must live as long as the process: children end with it.
public final class ControlProcess {
  private static final long TURN = 1_000;
  private static final long AFTER_FAILED_SPAWN = 10_000;
  private static final long ITK_STEP = 10;
  // PreforkChild's exit code of a child that has served its connection.
  private static final int ITK_SERVED = 4;
  private static final int SIGTERM = 15;

  private final Startup startup;
  private final PrintStream err;

  /// What holds as long as the server runs.
  private record Running(
      RunFolder folder, Listeners listeners, PipedLogs pipes, Scoreboard board, Brood brood, Path pidFile) {}

  public ControlProcess(Startup startup, PrintStream err) {
    this.startup = startup;
    this.err = err;
  }

  /// Serves until it is told to stop.
  ///
  /// @return httpd's exit code: 0 after a stop, 1 when the server cannot start
  public int run() {
    Requests requests = Requests.listen();
    try (Listeners listeners = new Listeners()) {
      Startup.Ready first = startup.first(listeners);
      try (RunFolder folder = RunFolder.create(first.account().uid(), first.account().gid());
          PipedLogs pipes = new PipedLogs(folder.file(""));
          Scoreboard board = board(folder, first.settings().pool())) {
        Brood brood = new Brood(board, folder);
        Running running = new Running(folder, listeners, pipes, board, brood, first.pidFile());
        return serve(running, first, requests);
      }
    } catch (RefusedException e) {
      e.lines().forEach(err::println);
      return 1;
    } catch (IOException e) {
      err.println("mpmlint: the server cannot run: " + e.getMessage());
      return 1;
    }
  }

  private static Scoreboard board(RunFolder folder, Pool pool) throws IOException {
    Scoreboard board =
        Scoreboard.create(folder.scoreboard(), pool.serverLimit(), pool.threadLimit(), pool.kind().shown());
    folder.give(folder.scoreboard());
    Files.createFile(folder.acceptLock());
    folder.give(folder.acceptLock());
    long now = System.currentTimeMillis() * 1000;
    board.startTimeMicros(now);
    board.configGeneration(1);
    return board;
  }

  private int serve(Running running, Startup.Ready first, Requests requests) throws RefusedException, IOException {
    Startup.Ready ready = first;
    MaintenanceState state = MaintenanceState.FIRST;
    boolean graceful = false;
    Generation generation = open(running, ready);
    try {
      PidFile.write(running.pidFile, ProcessHandle.current().pid());
      while (true) {
        announce(running, ready, generation);
        Turns turns = new Turns(running, generation, requests, state, graceful);
        Requests.@Nullable Request asked = turns.run();
        if (asked == null) {
          return turns.failed();
        }
        if (asked == Requests.Request.STOP || asked == Requests.Request.GRACEFUL_STOP) {
          stop(running, generation, requests, asked);
          return 0;
        }
        graceful = asked == Requests.Request.GRACEFUL;
        Pool.Kind kind = generation.pool().kind();
        generation.log().log(
            Level.NOTICE, generation.pool().kind().module(), graceful ? MpmWords.sigusr1(kind) : MpmWords.sighup(kind));
        Next next = restart(running, ready, generation, graceful);
        if (next == null) {
          state = turns.state();
          continue;
        }
        state = graceful ? turns.state().afterGracefulRestart(next.generation.numbers()) : turns.state().afterRestart();
        generation.close();
        generation = next.generation;
        ready = next.ready;
      }
    } finally {
      generation.close();
      Files.deleteIfExists(running.pidFile);
    }
  }

  private record Next(Startup.Ready ready, Generation generation) {}

  /// A new generation; null when the configuration does not load, in which case the old one goes on: httpd would end.
  private @Nullable Next restart(Running running, Startup.Ready old, Generation generation, boolean graceful) {
    try {
      Startup.Ready ready = startup.again(old, running.listeners, generation.log());
      Generation opened = open(running, ready);
      running.board.generation(running.board.generation() + 1);
      running.board.configGeneration(running.board.configGeneration() + 1);
      if (graceful) {
        running.brood.quiesce();
      } else {
        running.brood.end(SIGTERM);
        new Reclaim(running.brood, generation.log()).run();
      }
      return new Next(ready, opened);
    } catch (RefusedException e) {
      for (String line : e.lines()) {
        generation.log().log(Level.EMERG, "core", line);
      }
      generation.log().log(
          Level.EMERG, "core", "mpmlint goes on serving with the configuration that it has; httpd would have ended here");
      return null;
    }
  }

  private Generation open(Running running, Startup.Ready ready) throws RefusedException {
    running.board.extended(ready.extendedStatus());
    running.board.threadsPerChild(ready.settings().pool().threadsPerChild());
    running.board.processes(ready.settings().pool().processes());
    return Generation.open(
        ready.settings(), ready.account(), startup.program(), running.folder, running.listeners, running.pipes);
  }

  private void announce(Running running, Startup.Ready ready, Generation generation) {
    running.board.restartTimeMicros(System.currentTimeMillis() * 1000);
    Log log = generation.log();
    Pool.Kind kind = generation.pool().kind();
    for (String line : ready.notSimulated()) {
      log.log(Level.NOTICE, "core", line);
    }
    log.log(Level.NOTICE, kind.module(), MpmWords.resuming(kind, ready.description()));
    log.log(Level.INFO, kind.module(), MpmWords.built(kind, ready.built()));
    log.log(Level.NOTICE, "core", "AH00094: Command line: '" + startup.commandLine() + "'");
  }

  private static void stop(Running running, Generation generation, Requests requests, Requests.Request how)
      throws IOException {
    Log log = generation.log();
    Pool pool = generation.pool();
    boolean graceful = how == Requests.Request.GRACEFUL_STOP;
    log.log(
        Level.NOTICE,
        pool.kind().module(),
        graceful ? MpmWords.sigwinch(pool.kind()) : MpmWords.sigterm(pool.kind()));
    Files.deleteIfExists(running.pidFile);
    log.log(
        Level.INFO,
        "core",
        "AH00096: removed PID file " + running.pidFile + " (pid=" + ProcessHandle.current().pid() + ")");
    running.listeners.close();
    if (graceful) {
      running.brood.quiesce();
      long seconds = pool.gracefulShutdownTimeout();
      long until = seconds == 0 ? Long.MAX_VALUE : System.nanoTime() + seconds * 1_000_000_000;
      while (!running.brood.isEmpty() && System.nanoTime() < until && requests.take() != Requests.Request.STOP) {
        requests.sleep(Math.min(TURN, 100));
        for (Brood.Ended ended = running.brood.reap(); ended != null; ended = running.brood.reap()) {
          running.brood.forget(ended.child());
        }
      }
    }
    running.brood.end(SIGTERM);
    new Reclaim(running.brood, log).run();
  }

  /// The main loop of one generation: children that ended, idle maintenance once a second.
  private static final class Turns {
    private final Running running;
    private final Generation generation;
    private final Requests requests;
    private final boolean graceful;
    private final Snapshot snapshot;
    private MaintenanceState state;
    private int failed;

    Turns(Running running, Generation generation, Requests requests, MaintenanceState state, boolean graceful) {
      this.running = running;
      this.generation = generation;
      this.requests = requests;
      this.state = state;
      this.graceful = graceful;
      snapshot = new Snapshot(running.board.serverLimit(), generation.pool().threadsPerChild());
    }

    MaintenanceState state() {
      return state;
    }

    int failed() {
      return failed;
    }

    /// Until something is asked; null when the server gives up.
    Requests.@Nullable Request run() {
      if (!graceful && running.brood.isEmpty()) {
        read();
        carryOut(Maintenance.start(generation.numbers(), snapshot, state));
      }
      while (true) {
        if (requests.any()) {
          return requests.take();
        }
        Brood.Ended ended = running.brood.reap();
        if (ended != null) {
          if (!childEnded(ended)) {
            return null;
          }
          continue;
        }
        if (pause()) {
          continue;
        }
        running.pipes.watch(generation.log());
        if (running.brood.hasEnded()) {
          continue;
        }
        read();
        if (!carryOut(Maintenance.decide(generation.numbers(), snapshot, state))) {
          return null;
        }
      }
    }

    /// A second; less when something is asked, or a child of mpm-itk has ended, which is its way of serving.
    private boolean pause() {
      long step = generation.pool().kind() == Pool.Kind.ITK ? ITK_STEP : TURN;
      for (long passed = 0; passed < TURN; passed += step) {
        requests.sleep(step);
        if (requests.any() || (step < TURN && running.brood.hasEnded())) {
          return true;
        }
      }
      return false;
    }

    private void read() {
      running.brood.read(snapshot);
    }

    private boolean childEnded(Brood.Ended ended) {
      read();
      Orders orders =
          ChildEnds.decide(generation.numbers(), snapshot, state, ended.child().pid(), ended.how(), graceful);
      running.brood.forget(ended.child());
      boolean served = ended.how() instanceof ChildEnd.Exited(int code) && code == ITK_SERVED;
      return carryOut(orders) && (!served || requests.any() || spawn(ended.child().slot()));
    }

    private boolean carryOut(Orders orders) {
      state = orders.next();
      for (Message m : orders.messages()) {
        generation.log().log(Level.valueOf(m.level().name()), m.module(), m.line());
      }
      if (orders.giveUp()) {
        failed = 1;
        running.brood.end(SIGTERM);
        new Reclaim(running.brood, generation.log()).run();
        return false;
      }
      for (int slot : orders.spawn()) {
        if (!spawn(slot)) {
          break;
        }
      }
      if (orders.askOneToGo()) {
        running.brood.askOneToGo();
      }
      return true;
    }

    private boolean spawn(int slot) {
      try {
        running.brood.spawn(generation.spawner(), slot, running.board.generation(), generation.pool().kind());
        return true;
      } catch (OsException e) {
        Pool.Kind kind = generation.pool().kind();
        generation.log().log(Level.ERROR, kind.module(), e.asHttpd() + ": " + MpmWords.cannotFork(kind));
        requests.sleep(AFTER_FAILED_SPAWN);
        return false;
      }
    }
  }
}
