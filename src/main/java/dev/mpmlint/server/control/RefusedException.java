package dev.mpmlint.server.control;

import dev.mpmlint.server.log.Level;
import java.util.List;

/// A configuration that httpd would not start with, or that cannot be served here.
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  /// What httpd writes to the error log instead of the terminal.
  ///
  /// @param text with its number, where it has one
  record Logged(Level level, String module, String text) {}

  private final transient List<String> lines;
  private final transient List<Logged> logged;
  private final boolean cannotRun;

  private RefusedException(List<String> lines, List<Logged> logged, boolean cannotRun) {
    super(String.join("\n", lines), null, false, false);
    this.lines = List.copyOf(lines);
    this.logged = List.copyOf(logged);
    this.cannotRun = cannotRun;
  }

  /// @param lines what httpd would print
  public RefusedException(List<String> lines) {
    this(lines, List.of(), false);
  }

  public RefusedException(String line) {
    this(List.of(line));
  }

  /// One that only the error log tells of.
  ///
  /// @param last a line without time and level, as httpd ends with; empty for none
  static RefusedException inLog(List<Logged> logged, String last) {
    return new RefusedException(last.isEmpty() ? List.of() : List.of(last), logged, false);
  }

  /// httpd would start: it is this server that cannot.
  ///
  /// @param sentence why, and what helps
  public static RefusedException cannotRun(String sentence) {
    return new RefusedException(List.of("mpmlint: " + sentence), List.of(), true);
  }

  public List<String> lines() {
    return lines;
  }

  List<Logged> logged() {
    return logged;
  }

  /// Whether the lines belong to the error log rather than to the terminal.
  boolean isForLog() {
    return !logged.isEmpty();
  }

  /// Whether this is no fault of the configuration.
  public boolean cannotRun() {
    return cannotRun;
  }
}
