package dev.mpmlint.cli;

import dev.mpmlint.config.Overlay;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// What a process stands in, handed in so that tests need no process.
///
/// @param workingDirectory what relative paths are relative to
/// @param environment the environment variables
/// @param terminal whether standard output is a terminal; asked only when it matters
/// @param errorTerminal whether standard error is one
/// @param overlay what of the files commands read otherwise than it stands on disk
public record Surroundings(
    Path workingDirectory, Map<String, String> environment, BooleanSupplier terminal,
    BooleanSupplier errorTerminal, Overlay overlay) {
  /// One whose standard error is no terminal.
  public Surroundings(Path workingDirectory, Map<String, String> environment, BooleanSupplier terminal) {
    this(workingDirectory, environment, terminal, () -> false, Overlay.NONE);
  }

  /// The same for files that are not as on disk.
  Surroundings withOverlay(Overlay to) {
    return new Surroundings(workingDirectory, environment, terminal, errorTerminal, to);
  }

  static Surroundings ofProcess() {
    return new Surroundings(Path.of("").toAbsolutePath(), System.getenv(), Surroundings::isTerminal, () -> isTerminal(2), Overlay.NONE);
  }

  /// The variable's value; empty when it is not set.
  String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  /// A path that the user gave.
  Path resolve(String path) throws UserError {
    try {
      return workingDirectory.resolve(path).normalize();
    } catch (InvalidPathException e) {
      throw new UserError("this is no path: " + path + " (" + e.getReason() + ")");
    }
  }

  /// Linux tells what file descriptor 1 is; elsewhere the JDK knows only whether input and output both are terminals.
  private static boolean isTerminal() {
    return isTerminal(1);
  }

  /// Whether a file descriptor of this process is a terminal.
  static boolean isTerminal(int number) {
    Path descriptor = Path.of("/proc/self/fd/" + number);
    try {
      if (Files.isSymbolicLink(descriptor)) {
        String target = Files.readSymbolicLink(descriptor).toString();
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
      }
    } catch (IOException _) {
      return false;
    }
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }
}
