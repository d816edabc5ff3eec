package dev.mpmlint.server.control;

import dev.mpmlint.os.Children;
import dev.mpmlint.server.scoreboard.Census;
import dev.mpmlint.server.scoreboard.Scoreboard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/// What a PidFile leads to, seen from another process.
public sealed interface RunningServer {
  /// There is no such file.
  record None() implements RunningServer {}

  /// The process that it names is gone, or is another program that was given its id.
  record Gone(int pid) implements RunningServer {}

  /// An httpd, which is not to be touched.
  record Other(int pid, String program) implements RunningServer {}

  /// A server of mpmlint.
  record Own(int pid, Path folder) implements RunningServer {
    /// Sends a signal; whether it could be sent.
    public boolean signal(int signal) {
      return Children.kill(pid, signal);
    }

    /// One line: MPM, time, children, generation, workers.
    ///
    /// @throws IOException when its scoreboard cannot be read
    public String describe() throws IOException {
      try (Scoreboard board = Scoreboard.open(RunFolder.scoreboard(folder))) {
        Census census = new Census(board);
        census.take();
        int children = 0;
        int idle = 0;
        int busy = 0;
        int finishing = 0;
        for (int slot = 0; slot < census.used(); slot++) {
          if (census.pids[slot] != 0) {
            int ready = census.upToReady[slot] - census.dead[slot];
            children++;
            idle += ready;
            finishing += census.finishing[slot];
            busy += Math.max(0, census.atWork[slot] - ready);
          }
        }
        long seconds = (System.currentTimeMillis() - board.startTimeMicros() / 1000) / 1000;
        return "httpd (pid " + pid + ") running: " + board.mpm() + ", up " + Math.max(0, seconds) + " s, generation "
            + board.generation() + ", " + children + (children == 1 ? " child" : " children") + ", " + busy + " busy, "
            + idle + " idle, " + finishing + " finishing";
      }
    }
  }

  /// httpd's words for one that does not run: `(no pid file)`, `(pid 123?)`.
  static String absent(RunningServer server) {
    return switch (server) {
      case None _ -> "httpd (no pid file) not running";
      case Gone(int pid) -> "httpd (pid " + pid + "?) not running";
      case Other(int pid, String program) ->
          "httpd (pid " + pid + "?) not running: that process is " + program + ", no server of mpmlint";
      case Own(int pid, _) -> "httpd (pid " + pid + ") running";
    };
  }

  static RunningServer of(Path pidFile) {
    OptionalInt read = PidFile.read(pidFile);
    if (read.isEmpty()) {
      return new None();
    }
    int pid = read.getAsInt();
    Optional<Path> folder = RunFolder.of(pid);
    if (folder.isPresent()) {
      return new Own(pid, folder.get());
    }
    String program = program(pid);
    boolean httpd = program.startsWith("httpd") || program.startsWith("apache");
    return httpd && pid != ProcessHandle.current().pid() ? new Other(pid, program) : new Gone(pid);
  }

  /// Empty when there is no such process.
  private static String program(int pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/comm"), StandardCharsets.ISO_8859_1).strip();
    } catch (IOException _) {
      return "";
    }
  }
}
