package dev.mpmlint.server.log;

/// LogLevel's levels, the gravest first.
public enum Level {
  EMERG, ALERT, CRIT, ERROR, WARN, NOTICE, INFO, DEBUG, TRACE1, TRACE2, TRACE3, TRACE4, TRACE5, TRACE6, TRACE7, TRACE8
}
