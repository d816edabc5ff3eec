package dev.mpmlint.glob;

/// Shell wildcards as httpd compares them: `apr_fnmatch` (strings/apr_fnmatch.c) with the flags that it uses, and
/// `ap_strcmp_match` (server/util.c). Stateless; time is bounded by the product of both lengths.
public final class Wildcards {
  private Wildcards() {}

  /// Whether a text holds a wildcard of `apr_fnmatch` (`apr_fnmatch_test`).
  public static boolean isPattern(String text) {
    boolean opened = false;
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
        case '[' -> opened = true;
        case ']' -> {
          if (opened) {
            return true;
          }
        }
        default -> {}
      }
    }
    return false;
  }

  /// No flags: slashes are characters as any other. `<Files>`.
  public static boolean name(String pattern, String text) {
    return match(pattern, 0, pattern.length(), text, 0, text.length(), true);
  }

  /// APR_FNM_PERIOD: a period in front is matched by a period only. Include.
  public static boolean visibleName(String pattern, String text) {
    boolean hidden = text.startsWith(".") && !pattern.startsWith(".") && !pattern.startsWith("\\.");
    return !hidden && name(pattern, text);
  }

  /// APR_FNM_PATHNAME: a slash is matched by a slash only. `<Directory>`, `<Location>`.
  public static boolean path(String pattern, String text) {
    int p = 0;
    int t = 0;
    while (true) {
      int patternEnd = end(pattern, p);
      int textEnd = end(text, t);
      if (!match(pattern, p, unescaped(pattern, p, patternEnd), text, t, textEnd, true)) {
        return false;
      }
      if (patternEnd == pattern.length() || textEnd == text.length()) {
        return patternEnd == pattern.length() && textEnd == text.length();
      }
      p = patternEnd + 1;
      t = textEnd + 1;
    }
  }

  /// `ap_strcmp_match`: `*` and `?`, nothing else. ServerAlias, IndexIgnore.
  public static boolean stars(String pattern, String text) {
    return match(pattern, 0, pattern.length(), text, 0, text.length(), false);
  }

  private static int end(String text, int from) {
    int slash = text.indexOf('/', from);
    return slash < 0 ? text.length() : slash;
  }

  /// Where a segment ends, without the backslash that belongs to the slash behind it.
  private static int unescaped(String pattern, int from, int end) {
    int first = end;
    while (end < pattern.length() && first > from && pattern.charAt(first - 1) == '\\') {
      first--;
    }
    return end - (end - first) % 2;
  }

  private static boolean match(String pattern, int from, int to, String text, int at, int end, boolean all) {
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
      int next = p < to ? step(pattern, p, to, text.charAt(t), all) : -1;
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

  /// Where the pattern goes on after a character was matched, or -1.
  private static int step(String pattern, int p, int to, char c, boolean all) {
    char wanted = pattern.charAt(p);
    if (wanted == '?') {
      return p + 1;
    }
    if (all && wanted == '[') {
      return set(pattern, p, to, c);
    }
    if (all && wanted == '\\' && p + 1 < to) {
      return pattern.charAt(p + 1) == c ? p + 2 : -1;
    }
    return wanted == c ? p + 1 : -1;
  }

  /// `[a-z]`, `[!x]`, `[]x]`, `[\]x]`; a bracket that is never closed is a character as any other.
  private static int set(String pattern, int open, int to, char c) {
    int i = open + 1;
    boolean negated = i < to && (pattern.charAt(i) == '!' || pattern.charAt(i) == '^');
    if (negated) {
      i++;
    }
    boolean found = false;
    for (boolean first = true; i < to; first = false) {
      char low = pattern.charAt(i);
      if (low == ']' && !first) {
        return found == negated ? -1 : i + 1;
      }
      if (low == '\\') {
        if (++i == to) {
          break;
        }
        low = pattern.charAt(i);
      }
      int high = i;
      if (i + 2 < to && pattern.charAt(i + 1) == '-' && pattern.charAt(i + 2) != ']') {
        high = pattern.charAt(i + 2) == '\\' ? i + 3 : i + 2;
        if (high == to) {
          break;
        }
      }
      found |= low <= c && c <= pattern.charAt(high);
      i = high + 1;
    }
    return c == '[' ? open + 1 : -1;
  }
}
