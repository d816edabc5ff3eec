package dev.mpmlint.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// The installed httpd, asked about a configuration file or run with it. It sees the environment given here and none of
/// the caller's. Tests that use it carry `@RequiresProgram("apache2")`.
public final class RealHttpd {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path program;
  private final Map<String, String> environment;

  private RealHttpd(Path program, Map<String, String> environment) {
    this.program = program;
    this.environment = new TreeMap<>(environment);
  }

  /// What the program said.
  ///
  /// @param out standard output, one char per byte
  /// @param err standard error, one char per byte; `-t` answers here
  public record Answer(int exitCode, String out, String err) {
    public boolean ok() {
      return exitCode == 0;
    }
  }

  /// Debian's `apache2`, or `httpd` where it is called so.
  ///
  /// @throws IllegalStateException when neither is installed
  public static RealHttpd installed() {
    Programs programs = Programs.ofThisMachine();
    Path program =
        programs
            .find("apache2")
            .or(() -> programs.find("httpd"))
            .orElseThrow(() -> new IllegalStateException("neither apache2 nor httpd is installed"));
    return new RealHttpd(program, Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL", "C"));
  }

  /// The same program with one more variable in its environment.
  public RealHttpd with(String variable, String value) {
    Map<String, String> more = new TreeMap<>(environment);
    more.put(variable, value);
    return new RealHttpd(program, more);
  }

  public Path program() {
    return program;
  }

  /// `-t`: the syntax check.
  public Answer test(Path configuration, String... more) throws IOException, InterruptedException {
    return ask(configuration, "-t", more);
  }

  /// `-V`: version, compiled-in settings, and the MPM that the configuration loads.
  public Answer version(Path configuration, String... more) throws IOException, InterruptedException {
    return ask(configuration, "-V", more);
  }

  /// `-M`: the modules, compiled in and loaded.
  public Answer modules(Path configuration, String... more) throws IOException, InterruptedException {
    return ask(configuration, "-M", more);
  }

  private Answer ask(Path configuration, String question, String... more) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString(), "-f", configuration.toString(), question));
    command.addAll(List.of(more));
    return run(command, PATIENCE);
  }

  /// Any command line, the program's name left out.
  ///
  /// @throws IllegalStateException when it does not end within `patience`; it is killed then
  public Answer run(Duration patience, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    return run(command, patience);
  }

  private Answer run(List<String> command, Duration patience) throws IOException, InterruptedException {
    Path out = Files.createTempFile("httpd", ".out");
    Path err = Files.createTempFile("httpd", ".err");
    try {
      Process process = builder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        throw new IllegalStateException(
            String.join(" ", command) + " did not end within " + patience.toMillis() + " ms; it said: " + read(err));
      }
      return new Answer(process.exitValue(), read(out), read(err));
    } finally {
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    }
  }

  /// Starts the server in the foreground and returns when it serves. Its error log goes to [RunningHttpd#log].
  ///
  /// @param configuration with a Listen on a free port of 127.0.0.1 and a PidFile of its own
  /// @throws IllegalStateException when it ends before it serves, or does not serve in time; with what it said
  public RunningHttpd start(Path configuration, String... more) throws IOException, InterruptedException {
    // A process group of its own: at its end httpd signals its whole group, which would be the test's as well.
    List<String> command =
        new ArrayList<>(
            List.of("setsid", program.toString(), "-f", configuration.toString(), "-D", "FOREGROUND"));
    command.addAll(List.of("-c", "ErrorLog /dev/stderr"));
    command.addAll(List.of(more));
    return RunningHttpd.await(builder(command).redirectErrorStream(true).start(), PATIENCE);
  }

  private ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectInput(Path.of("/dev/null").toFile());
    return builder;
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }
}
