package dev.mpmlint.advise;

/// A piece of a log line. Immutable.
sealed interface LogPart {
  /// @return where it ends, -1 when the line is of another format
  int read(byte[] text, int from, int to, LoggedRequest into);

  /// Text that is the same in each line.
  record Literal(String text) implements LogPart {
    @Override
    public int read(byte[] line, int from, int to, LoggedRequest into) {
      return isAt(text, line, from, to) ? from + text.length() : -1;
    }
  }

  /// Anything, up to the text that follows in the format; where that begins with a quote, one that is escaped does not
  /// count. With nothing behind it, the rest of the line.
  record Text(String until) implements LogPart {
    @Override
    public int read(byte[] line, int from, int to, LoggedRequest into) {
      if (until.isEmpty()) {
        return to;
      }
      byte first = (byte) until.charAt(0);
      boolean quoted = first == '"';
      for (int i = from; i < to; i++) {
        if (quoted && line[i] == '\\') {
          i++;
        } else if (line[i] == first && isAt(until, line, i, to)) {
          return i;
        }
      }
      return -1;
    }
  }

  /// What a number stands for.
  enum Field {
    DURATION,
    STATUS,
    BYTES,
    KEEP_ALIVE,
    OTHER
  }

  /// A number without sign, or `-` for none.
  ///
  /// @param scale what it is multiplied with
  record Counted(Field field, long scale) implements LogPart {
    private static final int MOST_DIGITS = 17;

    @Override
    public int read(byte[] line, int from, int to, LoggedRequest into) {
      int at = from;
      long value = 0;
      while (at < to && LogTime.isDigit(line[at])) {
        value = value * 10 + line[at] - '0';
        at++;
      }
      if (at - from > MOST_DIGITS) {
        return -1;
      }
      if (at == from) {
        return at < to && line[at] == '-' ? at + 1 : -1;
      }
      switch (field) {
        case DURATION -> {
          // With %T beside %D, the finer one counts.
          long micros = value > Long.MAX_VALUE / scale ? Long.MAX_VALUE : value * scale;
          if (into.durationMicros < 0 || micros % 1_000_000 != 0) {
            into.durationMicros = micros;
          }
        }
        case STATUS -> into.status = value;
        case BYTES -> into.bytes = value;
        case KEEP_ALIVE -> into.keepAliveRequest = value;
        case OTHER -> {}
      }
      return at;
    }
  }

  /// One conversion of a time.
  record Time(char conversion, boolean atEnd) implements LogPart {
    @Override
    public int read(byte[] line, int from, int to, LoggedRequest into) {
      if (atEnd) {
        into.time.setAtEnd();
      }
      return into.time.read(conversion, line, from, to);
    }
  }

  private static boolean isAt(String text, byte[] line, int from, int to) {
    int length = text.length();
    if (from + length > to) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (line[from + i] != (byte) text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
