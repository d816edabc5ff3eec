package dev.mpmlint.server.control;

import dev.mpmlint.mpm.MaintenanceState;
import dev.mpmlint.mpm.Message;
import dev.mpmlint.os.Scheduling;
import dev.mpmlint.server.log.ErrorLog;
import dev.mpmlint.server.log.Level;
import dev.mpmlint.server.log.PipedLogs;
import dev.mpmlint.server.scoreboard.Scoreboard;
import dev.mpmlint.server.settings.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The parent of all children: starts the server, keeps the pool as the MPM asks, restarts and stops it by signals. Owned
/// by the thread that calls [#run], which must live as long as the process: children end with it.
public final class ControlProcess {
  private static final long TURN = 1_000;
  private static final int SIGTERM = 15;

  /// A request takes some ten microseconds; whoever needs longer can wait, and 99 of 100 requests are answered up to five times
  /// sooner than with the kernel's slice (1.4 ms on two processors).
  private static final Duration SLICE = Duration.ofNanos(300_000);

  private final Startup startup;
  private final Runnable serving;

  /// How it ended.
  public enum Ending {
    /// It was told to stop.
    STOPPED,
    /// httpd would not have started with this configuration, or would have ended as this server did.
    REFUSED,
    /// The machine does not let this server run.
    CANNOT_RUN
  }

  /// @param serving called once, when the first children have been started
  public ControlProcess(Startup startup, Runnable serving) {
    this.startup = startup;
    this.serving = serving;
  }

  /// Serves until it is told to stop.
  public Ending run() {
    Requests requests = Requests.listen();
    try (Listeners listeners = new Listeners()) {
      Startup.Ready first = startup.first(listeners);
      listeners.settle();
      // The children inherit it.
      Scheduling.slice(SLICE);
      try (RunFolder folder = RunFolder.create();
          PipedLogs pipes = new PipedLogs(folder.file(""));
          Scoreboard board = board(folder, first.settings().pool())) {
        return serve(new Running(folder, listeners, pipes, board, new Brood(board, folder)), first, requests);
      }
    } catch (RefusedException e) {
      if (!e.isForLog()) {
        e.lines().forEach(startup.err()::println);
      }
      return e.cannotRun() ? Ending.CANNOT_RUN : Ending.REFUSED;
    } catch (IOException e) {
      startup.err().println("mpmlint: the server cannot run: " + e.getMessage());
      return Ending.CANNOT_RUN;
    }
  }

  private static Scoreboard board(RunFolder folder, Pool pool) throws IOException {
    Scoreboard board =
        Scoreboard.create(folder.scoreboard(), pool.serverLimit(), pool.threadLimit(), pool.kind().shown());
    Files.createFile(folder.acceptLock());
    long now = System.currentTimeMillis() * 1000;
    board.startTimeMicros(now);
    board.configGeneration(1);
    return board;
  }

  private Ending serve(Running running, Startup.Ready first, Requests requests) throws RefusedException, IOException {
    Startup.Ready ready = first;
    MaintenanceState state = MaintenanceState.FIRST;
    boolean graceful = false;
    Runnable started = serving;
    Generation generation = open(running, ready);
    try {
      announce(running, ready, generation, List.of());
      first.notSimulated().forEach(startup.err()::println);
      while (true) {
        Turns turns = new Turns(running, generation, requests, state, graceful);
        Requests.@Nullable Request asked = turns.run(started);
        started = () -> {};
        if (asked == null) {
          return gaveUp(turns, generation);
        }
        if (asked == Requests.Request.STOP || asked == Requests.Request.GRACEFUL_STOP) {
          new Stop(running, generation, requests, ready.pidFile()).run(asked == Requests.Request.GRACEFUL_STOP);
          return Ending.STOPPED;
        }
        graceful = asked == Requests.Request.GRACEFUL;
        Next next = restart(running, ready, generation, graceful);
        if (next == null) {
          state = turns.state();
          graceful = true;
          continue;
        }
        state = graceful ? turns.state().afterGracefulRestart(next.generation.numbers()) : turns.state().afterRestart();
        generation.close();
        generation = next.generation;
        List<String> told = ready.notSimulated();
        if (!ready.pidFile().equals(next.ready.pidFile())) {
          PidFile.remove(ready.pidFile());
        }
        ready = next.ready;
        announce(running, ready, generation, told);
      }
    } finally {
      generation.close();
      PidFile.remove(ready.pidFile());
    }
  }

  private Ending gaveUp(Turns turns, Generation generation) {
    if (!turns.failure().isEmpty()) {
      startup.err().println("mpmlint: " + turns.failure());
      return Ending.CANNOT_RUN;
    }
    if (!generation.pool().kind().singleThreaded()) {
      return Ending.STOPPED;
    }
    generation.log().log(Level.EMERG, "", "AH02818: MPM run failed, exiting");
    return Ending.REFUSED;
  }

  private record Next(Startup.Ready ready, Generation generation) {}

  /// A new generation; null when the configuration does not load, in which case the old one goes on: httpd would end.
  private @Nullable Next restart(Running running, Startup.Ready old, Generation generation, boolean graceful) {
    Pool.Kind kind = generation.pool().kind();
    ErrorLog log = generation.log();
    log.log(Level.NOTICE, kind.module(), graceful ? MpmWords.sigusr1(kind) : MpmWords.sighup(kind));
    try {
      Startup.Ready ready = startup.again(old, running.listeners());
      Generation opened;
      try {
        opened = open(running, ready);
      } catch (RefusedException e) {
        running.listeners().undo();
        throw e;
      }
      running.listeners().settle();
      running.board().generation(running.board().generation() + 1);
      running.board().configGeneration(running.board().configGeneration() + 1);
      if (graceful) {
        running.brood().quiesce();
      } else {
        running.brood().end(SIGTERM);
        new Reclaim(running.brood(), log).run();
      }
      return new Next(ready, opened);
    } catch (RefusedException e) {
      e.logged().forEach(l -> log.log(l.level(), l.module(), l.text()));
      e.lines().forEach(log::bare);
      log.log(
          Level.EMERG, "core", "mpmlint goes on serving with the configuration that it has; httpd would have ended here");
      return null;
    }
  }

  private Generation open(Running running, Startup.Ready ready) throws RefusedException {
    Generation opened =
        Generation.open(ready, startup.program(), running.folder(), running.listeners(), running.pipes());
    running.board().extended(ready.extendedStatus());
    running.board().threadsPerChild(ready.settings().pool().threadsPerChild());
    running.board().processes(ready.settings().pool().processes());
    return opened;
  }

  /// What httpd logs before it serves.
  ///
  /// @param told lines about what is not simulated that the log has already
  private void announce(Running running, Startup.Ready ready, Generation generation, List<String> told)
      throws RefusedException {
    ErrorLog log = generation.log();
    Pool.Kind kind = generation.pool().kind();
    for (Message m : ready.skipped()) {
      log.log(Level.valueOf(m.level().name()), m.module(), m.line());
    }
    ready.bare().forEach(log::bare);
    for (Message m : ready.corrections()) {
      log.log(Level.valueOf(m.level().name()), m.module(), m.line());
    }
    try {
      PidFile.log(ready.pidFile(), ready.program(), log);
    } catch (RefusedException e) {
      Startup.log(e, log);
      throw e;
    }
    if (ready.settings().has("http2_module") && kind.singleThreaded()) {
      log.log(Level.WARN, "http2", MpmWords.HTTP2_INACTIVE);
    }
    running.board().restartTimeMicros(System.currentTimeMillis() * 1000);
    log.log(Level.NOTICE, kind.module(), MpmWords.resuming(kind, ready.description()));
    log.log(Level.INFO, kind.module(), MpmWords.built(kind, startup.face().built()));
    log.log(Level.NOTICE, "core", "AH00094: Command line: '" + startup.face().commandLine() + "'");
    log.log(Level.DEBUG, "core", "AH02639: Using SO_REUSEPORT: yes (1)");
    String mutex = MpmWords.acceptMutex(kind, running.listeners().addresses().size());
    if (!mutex.isEmpty()) {
      log.log(Level.DEBUG, kind.module(), mutex);
    }
    for (String line : ready.notSimulated()) {
      if (!told.contains(line)) {
        log.log(Level.NOTICE, "core", line);
      }
    }
  }

  /// The end of a server, at once or when all is served.
  private record Stop(Running running, Generation generation, Requests requests, Path pidFile) {
    void run(boolean graceful) {
      Pool.Kind kind = generation.pool().kind();
      running.listeners().close();
      if (graceful) {
        removed();
        generation.log().log(Level.NOTICE, kind.module(), MpmWords.sigwinch(kind));
        running.brood().quiesce();
        await();
      }
      running.brood().end(SIGTERM);
      new Reclaim(running.brood(), generation.log()).run();
      if (!graceful) {
        removed();
        generation.log().log(Level.NOTICE, kind.module(), MpmWords.sigterm(kind));
      }
    }

    private void removed() {
      if (PidFile.remove(pidFile)) {
        long pid = ProcessHandle.current().pid();
        generation.log().log(Level.INFO, "core", "AH00096: removed PID file " + pidFile + " (pid=" + pid + ")");
      }
    }

    /// Until the children are gone, the time is over, or a second signal asks for an end at once.
    private void await() {
      long seconds = generation.pool().gracefulShutdownTimeout();
      // httpd looks at the clock after each second that it has slept.
      long until = System.nanoTime() + Math.max(1, seconds) * 1_000_000_000;
      while (!running.brood().isEmpty()
          && (seconds == 0 || System.nanoTime() - until < 0)
          && requests.take() != Requests.Request.STOP) {
        requests.sleep(TURN / 10);
        for (Brood.Ended e = running.brood().reap(); e != null; e = running.brood().reap()) {
          running.brood().forget(e.child());
        }
      }
    }
  }
}
