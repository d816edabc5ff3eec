package dev.mpmlint.mpm;

import dev.mpmlint.httpd.AhNumber;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// How httpd 2.4 words its corrections once it runs: shorter than at the start, in the error log, under a number of their
/// own. The else-branches of the `*_check_config` hooks (prefork.c, worker.c, event.c, mpm_winnt.c). Stateless.
public final class RunTimeWords {
  private record Row(Pattern atStart, String running) {}

  private static Row row(String atStart, String running) {
    return new Row(Pattern.compile(atStart), running);
  }

  /// Each form as at the start, and what stands for it later. The rest of a text is the same.
  private static final List<Row> ROWS =
      List.of(
          row("(exceeds compile-time limit of -?\\d+) (?:servers|threads), decreasing.*", "$1, decreasing to match"),
          row("(exceeds ThreadLimit of -?\\d+) threads, decreasing.*", "$1, decreasing to match"),
          row("(exceeds ServerLimit value of -?\\d+) servers, decreasing.*", "$1, decreasing to match"),
          row("(is less than ThreadsPerChild of -?\\d+), increasing.*", "$1, increasing to match"),
          row("(decreasing to nearest multiple -?\\d+), for a maximum.*", "$1"),
          row("and would (exceed ServerLimit of -?\\d+, decreasing to -?\\d+)\\..*", "and $1"),
          row("(not allowed, increasing to 1)(?:\\.| to avoid).*", "$1"));

  private static final String WARNING = "WARNING: ";

  private RunTimeWords() {}

  /// Number and text as the error log has them; empty for a silent correction, and up to 2.2.
  public static Optional<Message> of(Mpm mpm, Correction correction) {
    AhNumber number = correction.number();
    if (number == null || correction.silent()) {
      return Optional.empty();
    }
    String text = correction.text();
    text = text.startsWith(WARNING) ? text.substring(WARNING.length()) : text;
    for (Row row : ROWS) {
      text = row.atStart.matcher(text).replaceFirst(row.running);
    }
    // Each run-time form has the number after that of the start-up form, in every MPM.
    return Optional.of(warning(mpm, number.value() + 1, text));
  }

  /// A limit that is kept over restarts.
  ///
  /// @param asked what the configuration says now
  /// @param first what the server was started with
  static Message frozen(Mpm mpm, MpmDirective limit, int asked, int first) {
    boolean servers = limit == MpmDirective.SERVER_LIMIT;
    int number =
        switch (mpm) {
          case PREFORK -> 179;
          case WORKER -> servers ? 304 : 309;
          case WINNT -> 443;
          default -> servers ? 501 : 506;
        };
    return warning(
        mpm,
        number,
        "changing " + limit + " to " + asked + " from original value of " + first + " not allowed during restart");
  }

  private static Message warning(Mpm mpm, int number, String text) {
    return new Message(Message.Level.WARN, "mpm_" + mpm, new AhNumber(number), text);
  }
}
