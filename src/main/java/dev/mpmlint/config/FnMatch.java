package dev.mpmlint.config;

/// Shell wildcards for one path component, as `apr_fnmatch` with APR_FNM_PERIOD matches them. Stateless.
final class FnMatch {
  private FnMatch() {}

  /// Whether a text holds a wildcard (`apr_fnmatch_test`).
  static boolean isPattern(String text) {
    int bracket = -1;
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '*', '?' -> {
          return true;
        }
        case '\\' -> {
          if (++i == text.length()) {
            return false;
          }
        }
        case '[' -> bracket = bracket < 0 ? i : bracket;
        case ']' -> {
          if (bracket >= 0) {
            return true;
          }
        }
        default -> {}
      }
    }
    return false;
  }

  /// Whether a name matches. Linear in time but for one level of backtracking per star.
  static boolean matches(String pattern, String name) {
    if (name.startsWith(".") && !pattern.startsWith(".") && !pattern.startsWith("\\.")) {
      return false;
    }
    int p = 0;
    int n = 0;
    int starAt = -1;
    int retry = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        starAt = ++p;
        retry = n;
        continue;
      }
      int next = p < pattern.length() ? step(pattern, p, name.charAt(n)) : -1;
      if (next >= 0) {
        p = next;
        n++;
      } else if (starAt >= 0) {
        p = starAt;
        n = ++retry;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /// Where the pattern goes on after one character was matched, or -1.
  private static int step(String pattern, int p, char c) {
    char wanted = pattern.charAt(p);
    if (wanted == '?') {
      return p + 1;
    }
    if (wanted == '\\') {
      return p + 1 < pattern.length() && pattern.charAt(p + 1) == c ? p + 2 : -1;
    }
    int close = wanted == '[' ? pattern.indexOf(']', p + 2) : -1;
    if (close > 0) {
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
