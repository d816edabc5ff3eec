package dev.mpmlint.advise;

import java.time.LocalDate;

/// A moment put together from what a line shows of it. Owned by the reading thread.
final class LogTime {
  private static final long MICROS = 1_000_000;
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  private int year;
  private int month;
  private int day;
  private int hour;
  private int minute;
  private int second;
  private int zoneSeconds;
  private long fraction;
  /// Microseconds since 1970 where the line has the number itself.
  private long absolute;
  private boolean atEnd;

  private int knownYear;
  private int knownMonth;
  private int knownDay;
  private long knownEpochDay;

  void clear() {
    year = 0;
    month = 0;
    day = 0;
    hour = 0;
    minute = 0;
    second = 0;
    zoneSeconds = 0;
    fraction = 0;
    absolute = -1;
    atEnd = false;
  }

  /// Whether the moment is that of the end of the request.
  boolean atEnd() {
    return atEnd;
  }

  void setAtEnd() {
    atEnd = true;
  }

  /// Microseconds since 1970; -1 where there is no such day.
  long micros() {
    if (absolute >= 0) {
      return absolute + fraction;
    }
    if (year != knownYear || month != knownMonth || day != knownDay) {
      if (year < 1970 || month < 1 || month > 12 || day < 1 || day > LocalDate.of(year, month, 1).lengthOfMonth()) {
        return -1;
      }
      knownEpochDay = LocalDate.of(year, month, day).toEpochDay();
      knownYear = year;
      knownMonth = month;
      knownDay = day;
    }
    if (hour > 23 || minute > 59 || second > 60) {
      return -1;
    }
    long seconds = knownEpochDay * 86_400 + hour * 3600L + minute * 60L + second - zoneSeconds;
    return seconds * MICROS + fraction;
  }

  /// Reads what one conversion of strftime stands for, or a number of microseconds, milliseconds or seconds.
  ///
  /// @param conversion strftime's letter; `e`, `f`, `g` for seconds, milliseconds, microseconds since 1970; `k`, `l` for
  ///     milliseconds and microseconds of the second
  /// @return where it ends, -1 when it is not there
  int read(char conversion, byte[] text, int from, int to) {
    return switch (conversion) {
      case 'd', 'H', 'M', 'S', 'm' -> two(conversion, text, from, to);
      case 'Y' -> {
        year = digits(text, from, to, 4);
        yield year < 0 ? -1 : from + 4;
      }
      case 'b' -> monthName(text, from, to);
      case 'z' -> zone(text, from, to);
      case 'e' -> absolute(text, from, to, MICROS);
      case 'f' -> absolute(text, from, to, 1000);
      case 'g' -> absolute(text, from, to, 1);
      case 'k' -> fraction(text, from, to, 3, 1000);
      case 'l' -> fraction(text, from, to, 6, 1);
      default -> -1;
    };
  }

  /// Whether [#read] knows it.
  static boolean knows(char conversion) {
    return "dHMSmYbz".indexOf(conversion) >= 0;
  }

  private int two(char conversion, byte[] text, int from, int to) {
    int value = digits(text, from, to, 2);
    switch (conversion) {
      case 'd' -> day = value;
      case 'm' -> month = value;
      case 'H' -> hour = value;
      case 'M' -> minute = value;
      default -> second = value;
    }
    return value < 0 ? -1 : from + 2;
  }

  private int monthName(byte[] text, int from, int to) {
    if (from + 3 > to) {
      return -1;
    }
    for (int i = 0; i < 12; i++) {
      if (text[from] == MONTHS.charAt(3 * i)
          && text[from + 1] == MONTHS.charAt(3 * i + 1)
          && text[from + 2] == MONTHS.charAt(3 * i + 2)) {
        month = i + 1;
        return from + 3;
      }
    }
    return -1;
  }

  private int zone(byte[] text, int from, int to) {
    if (from + 5 > to || text[from] != '+' && text[from] != '-') {
      return -1;
    }
    int hours = digits(text, from + 1, to, 2);
    int minutes = digits(text, from + 3, to, 2);
    if (hours < 0 || minutes < 0) {
      return -1;
    }
    int seconds = hours * 3600 + minutes * 60;
    zoneSeconds = text[from] == '-' ? -seconds : seconds;
    return from + 5;
  }

  private int absolute(byte[] text, int from, int to, long scale) {
    int at = from;
    long value = 0;
    while (at < to && isDigit(text[at]) && at - from < 16) {
      value = value * 10 + text[at] - '0';
      at++;
    }
    absolute = value * scale;
    return at == from || absolute / scale != value ? -1 : at;
  }

  private int fraction(byte[] text, int from, int to, int count, long scale) {
    int value = digits(text, from, to, count);
    fraction = value * scale;
    return value < 0 ? -1 : from + count;
  }

  private static int digits(byte[] text, int from, int to, int count) {
    if (from + count > to) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < from + count; i++) {
      if (!isDigit(text[i])) {
        return -1;
      }
      value = value * 10 + text[i] - '0';
    }
    return value;
  }

  static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
