package dev.mpmlint.server.tls;

import dev.mpmlint.server.log.Level;
import dev.mpmlint.server.settings.Origin;
import java.util.List;

/// httpd would not start with these TLS settings. Its message is what httpd writes.
public final class TlsRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Line> lines;
  private final boolean syntax;

  /// One line of the error log, module `ssl`.
  public record Line(Level level, String text) {}

  private TlsRefusedException(String message, List<Line> lines, boolean syntax) {
    super(message);
    this.lines = List.copyOf(lines);
    this.syntax = syntax;
  }

  /// Found while the configuration is read: written to standard error before there is a log.
  static TlsRefusedException syntax(Origin at, String text) {
    String message = "AH00526: Syntax error on line " + at.line() + " of " + at.file() + ":\n" + text;
    return new TlsRefusedException(message, List.of(), true);
  }

  /// Found while the server starts: written to the error log, after which httpd says `AH00016: Configuration Failed`.
  static TlsRefusedException start(Line... lines) {
    return new TlsRefusedException(lines[lines.length - 1].text(), List.of(lines), false);
  }

  static Line emerg(String text) {
    return new Line(Level.EMERG, text);
  }

  /// What goes into the error log, in order; empty when [#syntax()].
  public List<Line> lines() {
    return lines;
  }

  /// Whether the message is for standard error, as httpd's syntax errors are.
  public boolean syntax() {
    return syntax;
  }
}
