package dev.mpmlint.server.log;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// LogLevel's levels, the gravest first.
public enum Level {
  EMERG, ALERT, CRIT, ERROR, WARN, NOTICE, INFO, DEBUG, TRACE1, TRACE2, TRACE3, TRACE4, TRACE5, TRACE6, TRACE7, TRACE8;

  private final String shown = name().toLowerCase(Locale.ROOT);

  /// As LogLevel and the error log spell it: `warn`, `trace1`.
  public String shown() {
    return shown;
  }

  /// The level of this name, in any case; null when there is none.
  static @Nullable Level named(String name) {
    for (Level level : values()) {
      if (level.shown.equalsIgnoreCase(name)) {
        return level;
      }
    }
    return null;
  }
}
