package dev.mpmlint.server.log;

import dev.mpmlint.server.exchange.Exchange;

/// `%t`.
///
/// @param end of the answer's end instead of the request's beginning
/// @param format strftime(3)'s, or one of `sec`, `msec`, `usec`, `msec_frac`, `usec_frac`; empty for the common log
///     format's
record AccessTime(boolean end, String format) implements AccessItem {
  /// @param argument what stands in braces
  static AccessTime of(String argument) {
    String rest = argument;
    boolean end = false;
    for (String point : new String[] {"begin", "end"}) {
      if (argument.equals(point) || argument.startsWith(point + ":")) {
        end = point.equals("end");
        rest = argument.substring(Math.min(argument.length(), point.length() + 1));
      }
    }
    return new AccessTime(end, rest);
  }

  @Override
  public void append(Line to, Exchange x, Served served, Clock clock) {
    long micros = end ? x.received() + served.micros : x.received();
    switch (format) {
      case "" -> clock.common(micros, to);
      case "sec" -> to.add(micros / 1_000_000);
      case "msec" -> to.add(micros / 1000);
      case "usec" -> to.add(micros);
      case "msec_frac" -> to.pad(micros / 1000 % 1000, 3);
      case "usec_frac" -> to.pad(micros % 1_000_000, 6);
      default -> {
        clock.time.set(Math.floorDiv(micros, 1_000_000L));
        Strftime.write(format, clock.time, to);
      }
    }
  }
}
