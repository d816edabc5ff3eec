package dev.mpmlint.server.gateway;

import java.util.ArrayList;
import java.util.List;

/// The words of an `ISINDEX` query (RFC 3875, 4.4): a query without `=` becomes the script's arguments, decoded and with a
/// backslash before what a shell would act on, as httpd gives them.
final class CgiArguments {
  private static final int MOST = 4096;
  private static final String SHELL = "&;`'\"|*?~<>^()[]{}$\\\n\u00ff";

  private CgiArguments() {}

  static List<String> of(String query) {
    List<String> words = new ArrayList<>();
    if (query.isEmpty() || query.indexOf('=') >= 0) {
      return words;
    }
    int from = 0;
    while (from <= query.length() && words.size() < MOST) {
      int plus = query.indexOf('+', from);
      int end = plus < 0 ? query.length() : plus;
      words.add(Octets.forProcess(escaped(decoded(query.substring(from, end)))));
      from = end + 1;
    }
    return words;
  }

  static String decoded(String word) {
    if (word.indexOf('%') < 0) {
      return word;
    }
    StringBuilder decoded = new StringBuilder(word.length());
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      int high = c == '%' && i + 2 <= word.length() - 1 ? Character.digit(word.charAt(i + 1), 16) : -1;
      int low = high < 0 ? -1 : Character.digit(word.charAt(i + 2), 16);
      if (low < 0) {
        decoded.append(c);
      } else {
        if (high * 16 + low != 0) {
          decoded.append((char) (high * 16 + low));
        }
        i += 2;
      }
    }
    return decoded.toString();
  }

  private static String escaped(String word) {
    StringBuilder escaped = new StringBuilder(word.length());
    for (int i = 0; i < word.length(); i++) {
      if (SHELL.indexOf(word.charAt(i)) >= 0) {
        escaped.append('\\');
      }
      escaped.append(word.charAt(i));
    }
    return escaped.toString();
  }
}
