package dev.mpmlint.server.log;

/// A second as clock and calendar show it here, computed again only when the second changes. Owned by one thread.
final class WallTime {
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final String DAYS = "SunMonTueWedThuFriSat";

  private final LocalZone place;
  private long second = Long.MIN_VALUE;

  int year;

  /// Counted from 0.
  int month;

  int day;
  int hour;
  int minute;
  int sec;

  /// Counted from Sunday, 0.
  int weekday;

  /// Counted from 0.
  int yearday;

  /// East of Greenwich, in seconds.
  int offset;

  boolean summer;
  String zone = "";

  WallTime(LocalZone place) {
    this.place = place;
  }

  /// @param to seconds since 1970
  /// @return whether it was another one before
  boolean set(long to) {
    if (to == second) {
      return false;
    }
    second = to;
    place.describe(to, this);
    long here = to + offset;
    long days = Math.floorDiv(here, 86400L);
    int within = (int) Math.floorMod(here, 86400L);
    hour = within / 3600;
    minute = within / 60 % 60;
    sec = within % 60;
    weekday = (int) Math.floorMod(days + 4, 7L);
    // Years that begin with March: the leap day comes last.
    long shifted = days + 719468;
    long era = Math.floorDiv(shifted, 146097L);
    int dayOfEra = (int) (shifted - era * 146097);
    int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int fromMarch = (5 * dayOfYear + 2) / 153;
    day = dayOfYear - (153 * fromMarch + 2) / 5 + 1;
    month = fromMarch < 10 ? fromMarch + 2 : fromMarch - 10;
    year = (int) (era * 400) + yearOfEra + (month < 2 ? 1 : 0);
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    yearday = fromMarch < 10 ? dayOfYear + 59 + (leap ? 1 : 0) : dayOfYear - 306;
    return true;
  }

  /// Seconds since 1970.
  long second() {
    return second;
  }

  /// `Nov`.
  void monthName(Line to) {
    letters(MONTHS, month, to);
  }

  /// `Sun`.
  void dayName(Line to) {
    letters(DAYS, weekday, to);
  }

  private static void letters(String names, int index, Line to) {
    for (int i = 3 * index; i < 3 * index + 3; i++) {
      to.add(names.charAt(i));
    }
  }

  /// `00:45:24`.
  void clock(Line to) {
    to.pad(hour, 2).add(':').pad(minute, 2).add(':').pad(sec, 2);
  }

  /// `+0100`.
  void zoneOffset(Line to) {
    int minutes = Math.abs(offset) / 60;
    to.add(offset < 0 ? '-' : '+').pad(minutes / 60, 2).pad(minutes % 60, 2);
  }
}
