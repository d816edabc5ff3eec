package dev.mpmlint.server.log;

import java.nio.file.Path;

/// Where a log goes, as ErrorLog or CustomLog names it.
///
/// @param kind what the text means
/// @param text as written
/// @param path of a file, absolute
/// @param command of a program, without the bar
/// @param shell whether a shell runs it (`|$`)
public record LogTarget(Kind kind, String text, Path path, String command, boolean shell) {
  static final String DEFAULT_ERROR_LOG = "logs/error_log";

  private static final Path NOWHERE = Path.of("/dev/null");

  public enum Kind {
    FILE,
    /// A program that reads the lines from its standard input.
    PROGRAM,
    /// This process's standard output.
    STDOUT,
    /// This process's standard error.
    STDERR
  }

  /// @param serverRoot what relative paths start from
  static LogTarget of(String text, String serverRoot) {
    if (text.startsWith("|")) {
      boolean shell = text.startsWith("|$");
      String command = text.substring(shell || text.startsWith("||") ? 2 : 1).strip();
      return new LogTarget(Kind.PROGRAM, text, NOWHERE, command, shell);
    }
    Path path = Path.of(serverRoot, ".").resolve(text).normalize();
    Kind kind =
        switch (text) {
          case "/dev/stderr", "/proc/self/fd/2" -> Kind.STDERR;
          case "/dev/stdout", "/proc/self/fd/1" -> Kind.STDOUT;
          default -> Kind.FILE;
        };
    return new LogTarget(kind, text, path, "", false);
  }

  /// The same for ErrorLog, which can also name syslog: not simulated, its messages go where they go by default.
  static LogTarget ofErrors(String text, String serverRoot) {
    return of(isSyslog(text) ? DEFAULT_ERROR_LOG : text, serverRoot);
  }

  static boolean isSyslog(String text) {
    String name = text.indexOf(':') < 0 ? text : text.substring(0, text.indexOf(':'));
    return name.equalsIgnoreCase("syslog") || name.equalsIgnoreCase("journald");
  }

  /// Whether the control process hands children a descriptor for it.
  boolean passed() {
    return kind == Kind.FILE || kind == Kind.PROGRAM;
  }

  /// Equal for two texts that mean the same file or program.
  String key() {
    return kind == Kind.PROGRAM ? (shell ? "|$" : "|") + command : path.toString();
  }
}
