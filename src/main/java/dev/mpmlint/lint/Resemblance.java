package dev.mpmlint.lint;

import dev.mpmlint.httpd.Directives;

/// Whether a text can be a configuration of httpd at all. Stateless.
///
/// One directive that httpd knows is enough, and so is a text of comments. Where all names are unknown, they may be those
/// of a module from elsewhere: such names are written like httpd's own, with a capital first.
final class Resemblance {
  /// What is looked at: a configuration shows itself long before.
  private static final int MOST = 1 << 20;

  private Resemblance() {}

  static boolean of(String text) {
    int end = Math.min(text.length(), MOST);
    int names = 0;
    int others = 0;
    for (int at = 0; at < end; ) {
      int newline = text.indexOf('\n', at);
      int lineEnd = newline < 0 || newline > end ? end : newline;
      int start = at;
      while (start < lineEnd && text.charAt(start) <= ' ' && text.charAt(start) != 0) {
        start++;
      }
      if (start < lineEnd && text.charAt(start) != '#') {
        String word = firstWord(text, start, lineEnd);
        if (isKnown(word)) {
          return true;
        }
        if (isName(word)) {
          names++;
        } else {
          others++;
        }
      }
      at = lineEnd + 1;
    }
    return names >= others && text.indexOf('\0') < 0;
  }

  /// The name of a directive, or of a section whether it opens or closes.
  private static String firstWord(String text, int start, int end) {
    int from = start;
    while (from < end && (text.charAt(from) == '<' || text.charAt(from) == '/' || isByteOrderMark(text.charAt(from)))) {
      from++;
    }
    int to = from;
    while (to < end && text.charAt(to) > ' ' && text.charAt(to) != '>') {
      to++;
    }
    return text.substring(from, to);
  }

  private static boolean isByteOrderMark(char c) {
    return c == 0xEF || c == 0xBB || c == 0xBF;
  }

  private static boolean isKnown(String word) {
    return !Directives.find(word).isEmpty()
        || !Directives.find("<" + word).isEmpty()
        || Directives.legacy(word).isPresent();
  }

  private static boolean isName(String word) {
    if (word.isEmpty() || word.charAt(0) < 'A' || word.charAt(0) > 'Z') {
      return false;
    }
    for (int i = 1; i < word.length(); i++) {
      char c = word.charAt(i);
      if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-')) {
        return false;
      }
    }
    return true;
  }
}
