package dev.mpmlint.server.site;

/// Shell wildcards as `apr_fnmatch` and `ap_strcmp_match` match them. Stateless; time is bounded by the product of both
/// lengths.
final class Wildcards {
  private Wildcards() {}

  static boolean isPattern(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0 || (text.indexOf('[') >= 0 && text.indexOf(']') >= 0);
  }

  /// With FNM_PATHNAME: stars and question marks match no slash.
  static boolean path(String pattern, String text) {
    int p = 0;
    int t = 0;
    while (true) {
      int pe = pattern.indexOf('/', p);
      int te = text.indexOf('/', t);
      if (!segment(pattern, p, pe < 0 ? pattern.length() : pe, text, t, te < 0 ? text.length() : te)) {
        return false;
      }
      if (pe < 0 || te < 0) {
        return pe < 0 && te < 0;
      }
      p = pe + 1;
      t = te + 1;
    }
  }

  /// Slashes are characters as any other.
  static boolean name(String pattern, String text) {
    return segment(pattern, 0, pattern.length(), text, 0, text.length());
  }

  private static boolean segment(String pattern, int from, int to, String text, int at, int end) {
    int p = from;
    int t = at;
    int star = -1;
    int retry = at;
    while (t < end) {
      if (p < to && pattern.charAt(p) == '*') {
        star = ++p;
        retry = t;
        continue;
      }
      int next = p < to ? step(pattern, p, to, text.charAt(t)) : -1;
      if (next >= 0) {
        p = next;
        t++;
      } else if (star >= 0) {
        p = star;
        t = ++retry;
      } else {
        return false;
      }
    }
    while (p < to && pattern.charAt(p) == '*') {
      p++;
    }
    return p == to;
  }

  private static int step(String pattern, int p, int to, char c) {
    char wanted = pattern.charAt(p);
    if (wanted == '?') {
      return p + 1;
    }
    if (wanted == '\\' && p + 1 < to) {
      return pattern.charAt(p + 1) == c ? p + 2 : -1;
    }
    int close = wanted == '[' ? pattern.indexOf(']', p + 2) : -1;
    if (close > 0 && close < to) {
      return inSet(pattern, p + 1, close, c) ? close + 1 : -1;
    }
    return wanted == c ? p + 1 : -1;
  }

  private static boolean inSet(String pattern, int from, int close, char c) {
    boolean negated = pattern.charAt(from) == '!' || pattern.charAt(from) == '^';
    boolean found = false;
    for (int i = negated ? from + 1 : from; i < close; i++) {
      char low = pattern.charAt(i);
      if (i + 2 < close && pattern.charAt(i + 1) == '-') {
        found |= low <= c && c <= pattern.charAt(i + 2);
        i += 2;
      } else {
        found |= low == c;
      }
    }
    return found != negated;
  }
}
