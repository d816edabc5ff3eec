package dev.mpmlint.rules;

/// Names with `*` and `?`, as httpd compares those of hosts and folders (`ap_strcmp_match`). Stateless.
final class Wildcard {
  private Wildcard() {}

  /// Linear in time but for one level of backtracking for each star.
  static boolean matches(String pattern, String text) {
    int p = 0;
    int n = 0;
    int star = -1;
    int retry = 0;
    while (n < text.length()) {
      char wanted = p < pattern.length() ? pattern.charAt(p) : '\0';
      if (p < pattern.length() && wanted == '*') {
        star = ++p;
        retry = n;
      } else if (p < pattern.length() && (wanted == '?' || wanted == text.charAt(n))) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star;
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
}
