package dev.mpmlint.server.http;

import org.jspecify.annotations.Nullable;

/// Request fields that are asked for so often that their place is noted while the head is read.
public enum KnownField {
  VIA("Via"),
  HOST("Host"),
  RANGE("Range"),
  EXPECT("Expect"),
  COOKIE("Cookie"),
  REFERER("Referer"),
  UPGRADE("Upgrade"),
  IF_RANGE("If-Range"),
  IF_MATCH("If-Match"),
  CONNECTION("Connection"),
  USER_AGENT("User-Agent"),
  CONTENT_TYPE("Content-Type"),
  AUTHORIZATION("Authorization"),
  IF_NONE_MATCH("If-None-Match"),
  CONTENT_LENGTH("Content-Length"),
  IF_MODIFIED_SINCE("If-Modified-Since"),
  TRANSFER_ENCODING("Transfer-Encoding"),
  IF_UNMODIFIED_SINCE("If-Unmodified-Since");

  static final int COUNT = 18;

  private static final KnownField[] ALL = values();

  // Where the fields of each length begin in ALL, which is sorted by length.
  private static final byte[] FIRST = first();

  private final String text;

  KnownField(String text) {
    this.text = text;
  }

  /// As it is usually written.
  public String text() {
    return text;
  }

  /// Its place in a table of all.
  @SuppressWarnings("EnumOrdinal")
  int place() {
    return ordinal();
  }

  private static byte[] first() {
    byte[] first = new byte[21];
    int at = 0;
    for (int length = 0; length < first.length; length++) {
      while (at < ALL.length && ALL[at].text.length() < length) {
        at++;
      }
      first[length] = (byte) at;
    }
    return first;
  }

  static @Nullable KnownField of(byte[] bytes, int from, int end) {
    int length = end - from;
    if (length >= FIRST.length - 1) {
      return null;
    }
    for (int i = FIRST[length]; i < FIRST[length + 1]; i++) {
      if (Ascii.equalsIgnoreCase(bytes, from, end, ALL[i].text)) {
        return ALL[i];
      }
    }
    return null;
  }
}
