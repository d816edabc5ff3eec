package dev.mpmlint.server.status;

import java.util.Locale;
import java.util.TimeZone;

/// Dates as mod_status writes them: `Sunday, 22-Nov-2026 05:33:45 UTC`, in the server's time zone.
final class Times {
  private static final String[] DAYS = {
    "Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"
  };
  private static final String[] MONTHS = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
  };

  private Times() {}

  /// @param micros since 1970
  static String format(long micros, TimeZone zone) {
    long millis = Math.floorDiv(micros, 1000);
    long local = Math.floorDiv(millis + zone.getOffset(millis), 1000);
    long day = Math.floorDiv(local, 86_400);
    int second = Math.floorMod(local, 86_400);
    // The civil calendar from days, in eras of 400 years that begin in March.
    long shifted = day + 719_468;
    long era = Math.floorDiv(shifted, 146_097);
    long inEra = shifted - era * 146_097;
    long year = (inEra - inEra / 1460 + inEra / 36_524 - inEra / 146_096) / 365;
    long inYear = inEra - (365 * year + year / 4 - year / 100);
    int fromMarch = (int) ((5 * inYear + 2) / 153);
    int dayOfMonth = (int) (inYear - (153 * fromMarch + 2) / 5 + 1);
    int month = (fromMarch + 2) % 12;
    long calendarYear = year + era * 400 + (month < 2 ? 1 : 0);
    return DAYS[Math.floorMod(day, 7)]
        + ", "
        + two(dayOfMonth)
        + "-"
        + MONTHS[month]
        + "-"
        + calendarYear
        + " "
        + two(second / 3600)
        + ":"
        + two(second / 60 % 60)
        + ":"
        + two(second % 60)
        + " "
        + name(zone, millis);
  }

  private static String name(TimeZone zone, long millis) {
    if (zone.getRawOffset() == 0 && !zone.useDaylightTime()) {
      // Names of other zones cost the loading of many classes.
      return zone.getID().equals("GMT") ? "GMT" : "UTC";
    }
    return zone.getDisplayName(zone.getOffset(millis) != zone.getRawOffset(), TimeZone.SHORT, Locale.US);
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}
