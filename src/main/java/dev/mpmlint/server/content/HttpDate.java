package dev.mpmlint.server.content;

/// Dates as HTTP writes them. Stateless.
public final class HttpDate {
  private static final String DAYS = "SunMonTueWedThuFriSat";
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final int DAY = 86_400;

  private HttpDate() {}

  /// `Sun, 06 Nov 1994 08:49:37 GMT`.
  ///
  /// @param seconds since 1970
  public static String format(long seconds) {
    long days = Math.floorDiv(seconds, (long) DAY);
    int rest = (int) Math.floorMod(seconds, (long) DAY);
    int[] date = civil(days);
    StringBuilder s = new StringBuilder(29);
    int weekday = (int) Math.floorMod(days + 4, 7L) * 3;
    s.append(DAYS, weekday, weekday + 3).append(", ");
    two(s, date[2]).append(' ').append(MONTHS, (date[1] - 1) * 3, date[1] * 3).append(' ');
    two(s, date[0] / 100);
    two(s, date[0] % 100).append(' ');
    two(s, rest / 3600).append(':');
    two(s, rest / 60 % 60).append(':');
    return two(s, rest % 60).append(" GMT").toString();
  }

  private static StringBuilder two(StringBuilder s, int n) {
    return s.append((char) ('0' + n / 10)).append((char) ('0' + n % 10));
  }

  /// Year, month from 1, day of the month, of a day counted from 1970-01-01 (Howard Hinnant's days algorithm).
  private static int[] civil(long days) {
    long z = days + 719_468;
    long era = Math.floorDiv(z, 146_097L);
    long doe = z - era * 146_097;
    long yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    long doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    long mp = (5 * doy + 2) / 153;
    int month = (int) (mp < 10 ? mp + 3 : mp - 9);
    return new int[] {(int) (yoe + era * 400 + (month <= 2 ? 1 : 0)), month, (int) (doy - (153 * mp + 2) / 5 + 1)};
  }

  private static long days(int year, int month, int day) {
    int y = month <= 2 ? year - 1 : year;
    long era = Math.floorDiv(y, 400);
    long yoe = y - era * 400;
    long doy = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468;
  }

  /// The three forms of RFC 9110, section 5.6.7, as `apr_date_parse_http` takes them.
  ///
  /// @return seconds since 1970, -1 when it is no date
  public static long parse(String text) {
    int comma = text.indexOf(',');
    String s = (comma >= 0 ? text.substring(comma + 1) : text).strip();
    if (comma < 0) {
      // asctime: Sun Nov  6 08:49:37 1994
      return s.length() < 24 ? -1 : join(number(s, 20, 4), month(s, 4), number(s, 8, 2), s, 11);
    }
    if (s.length() >= 20 && s.charAt(2) == ' ') {
      return join(number(s, 7, 4), month(s, 3), number(s, 0, 2), s, 12);
    }
    if (s.length() >= 18 && s.charAt(2) == '-') {
      int year = number(s, 7, 2);
      return join(year < 0 ? -1 : year < 70 ? 2000 + year : 1900 + year, month(s, 3), number(s, 0, 2), s, 10);
    }
    return -1;
  }

  private static long join(int year, int month, int day, String s, int time) {
    int hour = number(s, time, 2);
    int minute = number(s, time + 3, 2);
    int second = number(s, time + 6, 2);
    if (year < 0 || month < 1 || day < 1 || day > 31 || hour < 0 || hour > 23 || minute < 0 || minute > 59
        || second < 0 || second > 61) {
      return -1;
    }
    return days(year, month, day) * DAY + hour * 3600L + minute * 60L + second;
  }

  private static int month(String s, int at) {
    for (int m = 0; m < 12; m++) {
      if (s.regionMatches(true, at, MONTHS, m * 3, 3)) {
        return m + 1;
      }
    }
    return -1;
  }

  private static int number(String s, int at, int digits) {
    if (at + digits > s.length()) {
      return -1;
    }
    int n = 0;
    for (int i = at; i < at + digits; i++) {
      char c = s.charAt(i);
      if (c == ' ' && i == at) {
        continue;
      }
      if (c < '0' || c > '9') {
        return -1;
      }
      n = n * 10 + c - '0';
    }
    return n;
  }
}
