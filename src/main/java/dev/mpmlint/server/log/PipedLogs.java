package dev.mpmlint.server.log;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The programs that logs are piped to. Owned by the control process's main thread.
///
/// Each reads a named pipe of the run folder. The control process keeps it open at both ends, so that nothing is lost
/// and no child gets SIGPIPE while a program that died is started again.
public final class PipedLogs implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 2000;

  private final Path folder;
  private final Map<LogTarget, Running> running = new LinkedHashMap<>();
  private int made;

  private static final class Running {
    final LogTarget target;
    final Path pipe;
    final RandomAccessFile held;
    Process process;

    Running(LogTarget target, Path pipe, RandomAccessFile held, Process process) {
      this.target = target;
      this.pipe = pipe;
      this.held = held;
      this.process = process;
    }
  }

  /// @param folder where the pipes are made; only this user may write there
  public PipedLogs(Path folder) {
    this.folder = folder;
  }

  /// Starts those of the programs that do not run yet; the others go on.
  ///
  /// @return the pipe of each, to open for writing
  /// @throws IOException when one cannot be started; the message is httpd's
  public Map<LogTarget, Path> run(List<LogTarget> programs) throws IOException, InterruptedException {
    Map<LogTarget, Path> pipes = new HashMap<>();
    for (LogTarget program : programs) {
      Running known = running.get(program);
      if (known == null) {
        known = begin(program);
        running.put(program, known);
      }
      pipes.put(program, known.pipe);
    }
    return pipes;
  }

  private Running begin(LogTarget program) throws IOException, InterruptedException {
    Path pipe = folder.resolve("log-pipe-" + ProcessHandle.current().pid() + "-" + made++);
    Process maker = new ProcessBuilder("mkfifo", "-m", "600", pipe.toString()).inheritIO().start();
    if (maker.waitFor() != 0) {
      throw new IOException("no pipe " + pipe + " can be made");
    }
    RandomAccessFile held = new RandomAccessFile(pipe.toFile(), "rw");
    try {
      return new Running(program, pipe, held, spawn(program, pipe));
    } catch (IOException e) {
      held.close();
      Files.deleteIfExists(pipe);
      throw e;
    }
  }

  private static Process spawn(LogTarget program, Path pipe) throws IOException {
    List<String> command =
        program.shell() ? List.of("/bin/sh", "-c", program.command()) : words(program.command());
    try {
      return new ProcessBuilder(command)
          .redirectInput(pipe.toFile())
          .redirectOutput(ProcessBuilder.Redirect.INHERIT)
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
    } catch (IOException e) {
      throw new IOException("AH00104: unable to start piped log program '" + program.command() + "'", e);
    }
  }

  /// A command line's words, with quotes of both kinds and backslashes, as apr_tokenize_to_argv reads them.
  static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean within = false;
    char quote = 0;
    for (int i = 0; i < command.length(); i++) {
      char c = command.charAt(i);
      boolean last = i + 1 == command.length();
      if (c == '\\' && !last && (quote == 0 || command.charAt(i + 1) == quote || command.charAt(i + 1) == '\\')) {
        word.append(command.charAt(++i));
        within = true;
      } else if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
        within = true;
      } else if (quote == 0 && (c == ' ' || c == '\t')) {
        if (within) {
          words.add(word.toString());
          word.setLength(0);
          within = false;
        }
      } else {
        word.append(c);
        within = true;
      }
    }
    if (within) {
      words.add(word.toString());
    }
    return words;
  }

  /// Starts those again that have died. Called about once a second.
  public void watch(Log log) {
    for (Running one : running.values()) {
      if (one.process.isAlive()) {
        continue;
      }
      String command = one.target.command();
      log.log(Level.NOTICE, "core", "AH00106: piped log program '" + command + "' failed unexpectedly");
      try {
        one.process = spawn(one.target, one.pipe);
      } catch (IOException _) {
        log.log(Level.NOTICE, "core", "AH00107: piped_log_maintenance: unable to respawn '" + command + "'");
      }
    }
  }

  /// Ends the programs that no log names any more; after the children that write to them have ended.
  public void keepOnly(List<LogTarget> programs) {
    List<Running> ending = new ArrayList<>();
    for (LogTarget known : new HashSet<>(running.keySet())) {
      if (!programs.contains(known)) {
        ending.add(running.remove(known));
      }
    }
    end(ending);
  }

  /// The processes, in the order in which they were first started.
  public List<Long> pids() {
    List<Long> pids = new ArrayList<>();
    for (Running one : running.values()) {
      pids.add(one.process.pid());
    }
    return pids;
  }

  /// Lets the programs read what is left, then ends those that stay.
  @Override
  public void close() {
    List<Running> all = new ArrayList<>(running.values());
    running.clear();
    end(all);
  }

  private static void end(List<Running> ending) {
    for (Running one : ending) {
      try {
        one.held.close();
        Files.deleteIfExists(one.pipe);
      } catch (IOException _) {
        // The pipe goes with the run folder.
      }
    }
    for (Running one : ending) {
      if (!waited(one.process)) {
        one.process.destroy();
        if (!waited(one.process)) {
          one.process.destroyForcibly();
        }
      }
    }
  }

  private static boolean waited(Process process) {
    try {
      return process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
