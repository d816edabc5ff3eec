package dev.mpmlint.httpd;

/// One of httpd's numbered messages: a row of `ah.tsv`.
///
/// @param number its number
/// @param level the level it is logged at
/// @param source the file of httpd's sources that logs it
/// @param text httpd's text, a printf format: `%d` and `%s` stand for values
/// @param meaning one sentence of ours: what it says and what to do
public record AhMessage(AhNumber number, Level level, String source, String text, String meaning) {
  /// httpd's log levels, the gravest first.
  public enum Level {
    EMERG,
    ALERT,
    CRIT,
    ERR,
    WARN,
    NOTICE,
    INFO,
    DEBUG
  }
}
