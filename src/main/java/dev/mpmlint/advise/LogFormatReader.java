package dev.mpmlint.advise;

import java.util.ArrayList;
import java.util.List;

/// Takes a format of mod_log_config apart (`parse_log_item` of mod_log_config.c). Used once, by one thread.
final class LogFormatReader {
  private static final String CLF_TIME = "%d/%b/%Y:%H:%M:%S %z";

  private final String format;
  private final List<LogPart> parts = new ArrayList<>();
  private final StringBuilder literal = new StringBuilder();
  private int at;

  private LogFormatReader(String format) {
    this.format = format;
  }

  static List<LogPart> read(String format) throws UnusableInputException {
    LogFormatReader reader = new LogFormatReader(format);
    reader.run();
    return reader.parts();
  }

  private void run() throws UnusableInputException {
    while (at < format.length()) {
      char c = format.charAt(at++);
      if (c == '\\' && at < format.length()) {
        char escaped = format.charAt(at++);
        literal.append(escaped == 't' ? '\t' : escaped == 'n' ? '\n' : escaped);
      } else if (c != '%') {
        literal.append(c);
      } else {
        item();
      }
    }
    endLiteral();
  }

  /// `%`, then in any order conditions, `<` or `>`, `{argument}`; then a letter.
  private void item() throws UnusableInputException {
    String argument = "";
    while (at < format.length()) {
      char c = format.charAt(at++);
      if (c == '{') {
        int close = format.indexOf('}', at);
        if (close < 0) {
          throw new UnusableInputException("the log format " + format + " has a { without }");
        }
        argument = format.substring(at, close);
        at = close + 1;
      } else if (c == '^') {
        at = Math.min(format.length(), at + 2);
        add(new LogPart.Text(""));
        return;
      } else if (c != '!' && c != ',' && c != '<' && c != '>' && !(c >= '0' && c <= '9')) {
        letter(c, argument);
        return;
      }
    }
    throw new UnusableInputException("the log format " + format + " ends in the middle of a %");
  }

  private void letter(char c, String argument) throws UnusableInputException {
    switch (c) {
      case '%' -> literal.append('%');
      case 't' -> time(argument);
      case 'D' -> add(new LogPart.Counted(LogPart.Field.DURATION, 1));
      case 'T' -> add(new LogPart.Counted(LogPart.Field.DURATION, scale(argument)));
      case 's' -> add(new LogPart.Counted(LogPart.Field.STATUS, 1));
      case 'b', 'B', 'O' -> add(new LogPart.Counted(LogPart.Field.BYTES, 1));
      case 'k' -> add(new LogPart.Counted(LogPart.Field.KEEP_ALIVE, 1));
      case 'I', 'S' -> add(new LogPart.Counted(LogPart.Field.OTHER, 1));
      default -> add(new LogPart.Text(""));
    }
  }

  private static long scale(String argument) {
    return switch (argument) {
      case "us" -> 1;
      case "ms" -> 1000;
      default -> 1_000_000;
    };
  }

  private void time(String argument) {
    boolean end = argument.startsWith("end:");
    String pattern = end ? argument.substring(4) : argument.startsWith("begin:") ? argument.substring(6) : argument;
    switch (pattern) {
      case "" -> {
        literal.append('[');
        strftime(CLF_TIME, end);
        literal.append(']');
      }
      case "sec" -> add(new LogPart.Time('e', end));
      case "msec" -> add(new LogPart.Time('f', end));
      case "usec" -> add(new LogPart.Time('g', end));
      case "msec_frac" -> add(new LogPart.Time('k', end));
      case "usec_frac" -> add(new LogPart.Time('l', end));
      default -> strftime(pattern, end);
    }
  }

  private void strftime(String pattern, boolean end) {
    String plain = pattern.replace("%F", "%Y-%m-%d").replace("%T", "%H:%M:%S").replace("%R", "%H:%M").replace("%h", "%b");
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (c != '%' || i + 1 == plain.length()) {
        literal.append(c);
        continue;
      }
      char conversion = plain.charAt(++i);
      if (conversion == '%') {
        literal.append('%');
      } else {
        add(conversion == 's' ? new LogPart.Time('e', end)
            : LogTime.knows(conversion) ? new LogPart.Time(conversion, end) : new LogPart.Text(""));
      }
    }
  }

  private void add(LogPart part) {
    endLiteral();
    parts.add(part);
  }

  private void endLiteral() {
    if (!literal.isEmpty()) {
      parts.add(new LogPart.Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  /// Each text bounded by what follows it.
  private List<LogPart> parts() throws UnusableInputException {
    List<LogPart> bounded = new ArrayList<>(parts.size());
    boolean timed = false;
    for (int i = 0; i < parts.size(); i++) {
      LogPart part = parts.get(i);
      LogPart next = i + 1 < parts.size() ? parts.get(i + 1) : null;
      timed |= part instanceof LogPart.Time(char c, _) && "Sefg".indexOf(c) >= 0;
      if (part instanceof LogPart.Text && next != null && !(next instanceof LogPart.Literal)) {
        throw new UnusableInputException(
            "the log format " + format + " has two values next to each other with nothing between them");
      }
      bounded.add(part instanceof LogPart.Text && next instanceof LogPart.Literal(String text) ? new LogPart.Text(text) : part);
    }
    if (!timed) {
      throw new UnusableInputException("the log format " + format + " has no time (%t), so it tells no arrival rate");
    }
    return bounded;
  }
}
