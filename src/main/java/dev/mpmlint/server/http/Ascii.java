package dev.mpmlint.server.http;

/// Kinds of bytes, as httpd's gen_test_char.c and APR's ctype macros see them.
final class Ascii {
  /// A character of a token (RFC 9110 5.6.2).
  static final int TOKEN = 1;

  /// Printable without space, or above 127.
  static final int VISIBLE = 2;

  /// White space of C: space, HT, LF, VT, FF, CR.
  static final int SPACE = 4;

  /// What a field's value may hold: anything but control characters, HT excepted.
  static final int CONTENT = 8;

  /// What ends a token in a list (httpd's T_HTTP_TOKEN_STOP).
  static final int STOP = 16;

  static final int DIGIT = 32;
  static final int ALPHA = 64;
  static final int HEX = 128;

  private static final byte[] KINDS = kinds();

  private Ascii() {}

  private static byte[] kinds() {
    byte[] kinds = new byte[256];
    for (int c = 0; c < 256; c++) {
      boolean alpha = (c | 32) >= 'a' && (c | 32) <= 'z';
      boolean digit = c >= '0' && c <= '9';
      boolean control = c < 32 || c == 127;
      int kind = 0;
      kind |= alpha || digit || c != 0 && "!#$%&'*+-.^_`|~".indexOf(c) >= 0 ? TOKEN : 0;
      kind |= !control && c != ' ' ? VISIBLE : 0;
      kind |= c == ' ' || c >= 9 && c <= 13 ? SPACE : 0;
      kind |= !control || c == '\t' ? CONTENT : 0;
      kind |= control || c > 127 || " ()<>@,;:\\\"/[]?={}".indexOf(c) >= 0 ? STOP : 0;
      kind |= digit ? DIGIT : 0;
      kind |= alpha ? ALPHA : 0;
      kind |= digit || (c | 32) >= 'a' && (c | 32) <= 'f' ? HEX : 0;
      kinds[c] = (byte) kind;
    }
    return kinds;
  }

  static boolean is(int kind, byte b) {
    return (KINDS[b & 0xff] & kind) != 0;
  }

  /// False for what is not ISO-8859-1.
  static boolean is(int kind, char c) {
    return c < 256 && (KINDS[c] & kind) != 0;
  }

  static int lower(int c) {
    return c >= 'A' && c <= 'Z' ? c | 32 : c;
  }

  /// Where, from `from`, the first byte that is not of this kind stands; `end` when all are.
  static int span(int kind, byte[] bytes, int from, int end) {
    int i = from;
    while (i < end && (KINDS[bytes[i] & 0xff] & kind) != 0) {
      i++;
    }
    return i;
  }

  /// Where the first white space stands; -1 when there is none.
  static int space(byte[] bytes, int from, int end) {
    for (int i = from; i < end; i++) {
      if (is(SPACE, bytes[i])) {
        return i;
      }
    }
    return -1;
  }

  static boolean equalsIgnoreCase(byte[] bytes, int from, int end, String text) {
    int length = end - from;
    if (length != text.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      int b = bytes[from + i] & 0xff;
      int c = text.charAt(i);
      if (b != c && lower(b) != lower(c)) {
        return false;
      }
    }
    return true;
  }

  /// Whether a list holds a token. As httpd's ap_find_token compares only as many characters as the list's word has,
  /// a word that begins the token (`clo`) counts as well.
  static boolean hasToken(String list, String token) {
    int i = 0;
    int end = list.length();
    while (true) {
      while (i < end && is(STOP, list.charAt(i))) {
        i++;
      }
      if (i == end) {
        return false;
      }
      int start = i;
      while (i < end && !is(STOP, list.charAt(i))) {
        i++;
      }
      if (i - start <= token.length() && list.regionMatches(true, start, token, 0, i - start)) {
        return true;
      }
    }
  }
}
