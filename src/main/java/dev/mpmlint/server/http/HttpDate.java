package dev.mpmlint.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// Dates of header fields, written and read as APR does (apr_rfc822_date, apr_date_parse_http). Safe for all threads.
public final class HttpDate {
  private static final String DAYS = "ThuFriSatSunMonTueWed";
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final int LENGTH = 29;
  private static final long DAY = 86_400;

  // Written by whichever thread sees a new second first; a stale one is only made anew.
  private static volatile Second now = new Second(0);

  private HttpDate() {}

  private static final class Second {
    final long second;
    final byte[] bytes;
    final String text;

    Second(long second) {
      this.second = second;
      this.bytes = bytes(second);
      this.text = new String(bytes, ISO_8859_1);
    }
  }

  /// `Sun, 06 Nov 1994 08:49:37 GMT`.
  ///
  /// @param millis since 1970; years 0 to 9999
  public static String format(long millis) {
    return new String(bytes(Math.floorDiv(millis, 1000)), ISO_8859_1);
  }

  /// The same for the present: made once a second.
  public static String now(long millis) {
    return second(millis).text;
  }

  /// The same as bytes; not to be changed.
  static byte[] nowBytes(long millis) {
    return second(millis).bytes;
  }

  private static Second second(long millis) {
    long second = Math.floorDiv(millis, 1000);
    Second known = now;
    if (known.second != second) {
      known = new Second(second);
      now = known;
    }
    return known;
  }

  private static byte[] bytes(long seconds) {
    long days = Math.floorDiv(seconds, DAY);
    int rest = (int) Math.floorMod(seconds, DAY);
    // Civil from days, in eras of 400 years that begin in March.
    long shifted = days + 719_468;
    long era = Math.floorDiv(shifted, 146_097);
    int dayOfEra = (int) (shifted - era * 146_097);
    int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int month = (5 * dayOfYear + 2) / 153;
    int day = dayOfYear - (153 * month + 2) / 5 + 1;
    int monthOfYear = month < 10 ? month + 2 : month - 10;
    int year = (int) (yearOfEra + era * 400) + (monthOfYear <= 1 ? 1 : 0);

    byte[] out = new byte[LENGTH];
    word(out, 0, DAYS, Math.floorMod(days, 7));
    out[3] = ',';
    out[4] = ' ';
    two(out, 5, day);
    out[7] = ' ';
    word(out, 8, MONTHS, monthOfYear);
    out[11] = ' ';
    two(out, 12, year / 100);
    two(out, 14, year % 100);
    out[16] = ' ';
    two(out, 17, rest / 3600);
    out[19] = ':';
    two(out, 20, rest / 60 % 60);
    out[22] = ':';
    two(out, 23, rest % 60);
    out[25] = ' ';
    word(out, 26, "GMT", 0);
    return out;
  }

  private static void word(byte[] out, int at, String words, int index) {
    for (int i = 0; i < 3; i++) {
      out[at + i] = (byte) words.charAt(index * 3 + i);
    }
  }

  private static void two(byte[] out, int at, int number) {
    out[at] = (byte) ('0' + number / 10 % 10);
    out[at + 1] = (byte) ('0' + number % 10);
  }

  /// Reads the three forms of RFC 9110 5.6.7, as leniently as APR: the weekday is not looked at.
  ///
  /// @return milliseconds since 1970; -1 for what is no date
  public static long parse(String text) {
    int start = 0;
    while (start < text.length() && Ascii.is(Ascii.SPACE, text.charAt(start))) {
      start++;
    }
    int at = text.indexOf(' ', start) + 1;
    if (at == 0) {
      return -1;
    }
    if (fits(text, at, "## @$$ #### ##:##:## *")) {
      return millis(text, number(text, at + 7, 4), number(text, at, 2), at + 3, at + 12);
    }
    if (fits(text, at, "##-@$$-## ##:##:## *")) {
      int year = number(text, at + 7, 2);
      return millis(text, year + (year < 70 ? 2000 : 1900), number(text, at, 2), at + 3, at + 10);
    }
    if (fits(text, at, "@$$ ~# ##:##:## ####*")) {
      int tens = text.charAt(at + 4) == ' ' ? 0 : number(text, at + 4, 1) * 10;
      return millis(text, number(text, at + 16, 4), tens + number(text, at + 5, 1), at, at + 7);
    }
    if (fits(text, at, "# @$$ #### ##:##:## *")) {
      return millis(text, number(text, at + 6, 4), number(text, at, 1), at + 2, at + 11);
    }
    return -1;
  }

  private static boolean fits(String text, int from, String mask) {
    for (int i = 0; i < mask.length(); i++) {
      char m = mask.charAt(i);
      if (m == '*') {
        return true;
      }
      char c = from + i < text.length() ? text.charAt(from + i) : 0;
      boolean digit = c >= '0' && c <= '9';
      boolean fits =
          switch (m) {
            case '@' -> c >= 'A' && c <= 'Z';
            case '$' -> c >= 'a' && c <= 'z';
            case '#' -> digit;
            case '~' -> digit || c == ' ';
            default -> c == m;
          };
      if (!fits) {
        return false;
      }
    }
    return from + mask.length() == text.length();
  }

  private static int number(String text, int at, int digits) {
    int number = 0;
    for (int i = 0; i < digits; i++) {
      number = number * 10 + (text.charAt(at + i) - '0');
    }
    return number;
  }

  private static long millis(String text, int year, int day, int monthAt, int timeAt) {
    int hour = number(text, timeAt, 2);
    int minute = number(text, timeAt + 3, 2);
    int second = number(text, timeAt + 6, 2);
    int month = -1;
    for (int i = 0; i < 12; i++) {
      if (text.startsWith(MONTHS.substring(i * 3, i * 3 + 3), monthAt)) {
        month = i;
      }
    }
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if (year < 1900 || month < 0 || day < 1 || hour > 23 || minute > 59 || second > 61) {
      return -1;
    }
    int most = month == 1 ? leap ? 29 : 28 : month == 3 || month == 5 || month == 8 || month == 10 ? 30 : 31;
    if (day > most) {
      return -1;
    }
    int years = month <= 1 ? year - 1 : year;
    int era = years / 400;
    int yearOfEra = years - era * 400;
    int dayOfYear = (153 * ((month + 10) % 12) + 2) / 5 + day - 1;
    long days = era * 146_097L + yearOfEra * 365L + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
    return (days * DAY + hour * 3600L + minute * 60L + second) * 1000;
  }
}
