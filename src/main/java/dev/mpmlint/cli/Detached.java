package dev.mpmlint.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `-k start`: the same program again, in a session of its own. It says on its output when it serves, and nothing after
/// that: httpd's standard error is the error log by then. Stateless.
final class Detached {
  /// No message of the server looks so.
  private static final String SERVES = "\u0001serves";

  /// Tells the program that it is the one in the background. Its children do not inherit it.
  private static final String MARK = "MPMLINT_DETACHED";

  private Detached() {}

  static boolean is(Surroundings surroundings) {
    return surroundings.variable(MARK).equals("1");
  }

  /// Says to the one who waits that the server serves.
  static void ready(PrintStream err) {
    err.println(SERVES);
    err.flush();
  }

  /// Starts it and waits until it serves or has failed; passes on what it says.
  static ExitCode start(Streams streams) throws IOException {
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.addAll(self());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(streams.surroundings().workingDirectory().toFile());
    builder.environment().put(MARK, "1");
    builder.redirectInput(Path.of("/dev/null").toFile());
    Process process = builder.start();
    boolean said = false;
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals(SERVES)) {
          return ExitCode.CLEAN;
        }
        streams.err().println(line);
        said = true;
      }
    }
    return failed(process, said, streams.err());
  }

  private static ExitCode failed(Process process, boolean said, PrintStream err) {
    try {
      int code = process.waitFor();
      if (!said) {
        err.println("mpmlint: the server ended with exit code " + code + " before it served; its error log tells why");
      }
      return code == ExitCode.FINDINGS.value() ? ExitCode.FINDINGS : ExitCode.CANNOT_RUN;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return ExitCode.CANNOT_RUN;
    }
  }

  /// This process's own command line.
  private static List<String> self() throws IOException {
    String raw = new String(Files.readAllBytes(Path.of("/proc/self/cmdline")), StandardCharsets.UTF_8);
    List<String> all = List.of(raw.split("\0", -1));
    return all.subList(0, all.size() - 1);
  }
}
