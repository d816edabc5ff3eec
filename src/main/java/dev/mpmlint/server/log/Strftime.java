package dev.mpmlint.server.log;

/// Writes a time as strftime(3) of the C locale does.
final class Strftime {
  private static final String[] DAYS = {
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"
  };
  private static final String[] MONTHS = {
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December"
  };

  private Strftime() {}

  static void write(String format, WallTime time, Line to) {
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 == format.length()) {
        to.add(format.substring(i, i + 1));
        continue;
      }
      char letter = format.charAt(++i);
      if ((letter == 'E' || letter == 'O') && i + 1 < format.length()) {
        letter = format.charAt(++i);
      }
      if (!date(letter, time, to) && !clock(letter, time, to)) {
        to.add('%').add(format.substring(i, i + 1));
      }
    }
  }

  private static boolean date(char letter, WallTime t, Line to) {
    switch (letter) {
      case 'a' -> t.dayName(to);
      case 'A' -> to.add(DAYS[t.weekday]);
      case 'b', 'h' -> t.monthName(to);
      case 'B' -> to.add(MONTHS[t.month]);
      case 'c' -> write("%a %b %e %H:%M:%S %Y", t, to);
      case 'C' -> to.pad(t.year / 100, 2);
      case 'd' -> to.pad(t.day, 2);
      case 'D', 'x' -> write("%m/%d/%y", t, to);
      case 'e' -> blank(t.day, to);
      case 'F' -> write("%Y-%m-%d", t, to);
      case 'g' -> to.pad(isoYear(t) % 100, 2);
      case 'G' -> to.add(isoYear(t));
      case 'j' -> to.pad(t.yearday + 1, 3);
      case 'm' -> to.pad(t.month + 1, 2);
      case 'u' -> to.add(t.weekday == 0 ? 7 : t.weekday);
      case 'U' -> to.pad((t.yearday + 7 - t.weekday) / 7, 2);
      case 'V' -> to.pad(isoWeek(t), 2);
      case 'w' -> to.add((long) t.weekday);
      case 'W' -> to.pad((t.yearday + 7 - (t.weekday + 6) % 7) / 7, 2);
      case 'y' -> to.pad(t.year % 100, 2);
      case 'Y' -> to.add((long) t.year);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean clock(char letter, WallTime t, Line to) {
    int twelve = (t.hour + 11) % 12 + 1;
    switch (letter) {
      case 'H' -> to.pad(t.hour, 2);
      case 'I' -> to.pad(twelve, 2);
      case 'k' -> blank(t.hour, to);
      case 'l' -> blank(twelve, to);
      case 'M' -> to.pad(t.minute, 2);
      case 'n' -> to.add('\n');
      case 'p' -> to.add(t.hour < 12 ? "AM" : "PM");
      case 'P' -> to.add(t.hour < 12 ? "am" : "pm");
      case 'r' -> write("%I:%M:%S %p", t, to);
      case 'R' -> write("%H:%M", t, to);
      case 's' -> to.add(t.second());
      case 'S' -> to.pad(t.sec, 2);
      case 't' -> to.add('\t');
      case 'T', 'X' -> t.clock(to);
      case 'z' -> t.zoneOffset(to);
      case 'Z' -> to.add(t.zone);
      case '%' -> to.add('%');
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void blank(int number, Line to) {
    if (number < 10) {
      to.add(' ');
    }
    to.add((long) number);
  }

  /// The week of ISO 8601; 0 and 53 belong to the neighbouring years.
  private static int rawWeek(WallTime t) {
    return (t.yearday + 1 - (t.weekday + 6) % 7 + 9) / 7;
  }

  private static int isoWeek(WallTime t) {
    int week = rawWeek(t);
    if (week == 0) {
      return weeks(t.year - 1);
    }
    return week > weeks(t.year) ? 1 : week;
  }

  private static long isoYear(WallTime t) {
    int week = rawWeek(t);
    return week == 0 ? t.year - 1 : week > weeks(t.year) ? t.year + 1 : t.year;
  }

  /// A year has 53 weeks when it ends on a Thursday, or the one before on a Wednesday.
  private static int weeks(int year) {
    return lastDay(year) == 4 || lastDay(year - 1) == 3 ? 53 : 52;
  }

  private static int lastDay(int year) {
    return (year + year / 4 - year / 100 + year / 400) % 7;
  }
}
