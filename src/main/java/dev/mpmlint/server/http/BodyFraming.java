package dev.mpmlint.server.http;

/// How a request's body is delimited.
///
/// @param length in bytes; -1 when it comes in chunks
public record BodyFraming(long length) {
  public static final BodyFraming NONE = new BodyFraming(0);
  public static final BodyFraming CHUNKED = new BodyFraming(-1);

  public boolean chunked() {
    return length < 0;
  }

  public boolean none() {
    return length == 0;
  }

  /// Content-Length as httpd reads it (ap_parse_strict_length): digits only, at most 2^63 - 1.
  ///
  /// @return -1 when it is not so
  static long length(String value) {
    int end = value.length();
    if (end == 0) {
      return -1;
    }
    long length = 0;
    for (int i = 0; i < end; i++) {
      int digit = value.charAt(i) - '0';
      if (digit < 0 || digit > 9 || length > (Long.MAX_VALUE - digit) / 10) {
        return -1;
      }
      length = length * 10 + digit;
    }
    return length;
  }

  /// Whether the last of the codings is chunked (httpd's ap_is_chunked): only spaces may stand before it.
  static boolean endsInChunked(String codings) {
    int from = codings.lastIndexOf(',') + 1;
    while (from < codings.length() && codings.charAt(from) == ' ') {
      from++;
    }
    return codings.length() - from == 7 && codings.regionMatches(true, from, "chunked", 0, 7);
  }
}
