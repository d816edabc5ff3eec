package dev.mpmlint.repl;

import dev.mpmlint.httpd.Directives;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Which parts of a line are what, for the highlighter. Stateless.
final class Painter {
  private Painter() {}

  /// What a part of a line is.
  enum Kind {
    VERB,
    DIRECTIVE,
    UNKNOWN,
    TAG,
    NUMBER,
    TEXT,
    COMMENT,
    PLAIN
  }

  /// The characters from `start` to `end`.
  record Part(int start, int end, Kind kind) {}

  /// The whole text in parts, in order.
  static List<Part> parts(String text) {
    List<Part> parts = new ArrayList<>();
    int start = 0;
    boolean first = true;
    while (start <= text.length()) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline;
      line(text, start, end, first, parts);
      if (newline < 0) {
        break;
      }
      parts.add(new Part(end, end + 1, Kind.PLAIN));
      start = end + 1;
      first = false;
    }
    return parts;
  }

  private static void line(String text, int start, int end, boolean verbs, List<Part> parts) {
    int at = start;
    boolean name = true;
    boolean verb = false;
    while (at < end) {
      int from = at;
      if (Character.isWhitespace(text.charAt(at))) {
        while (at < end && Character.isWhitespace(text.charAt(at))) {
          at++;
        }
        parts.add(new Part(from, at, Kind.PLAIN));
        continue;
      }
      if (name && text.charAt(at) == '#') {
        parts.add(new Part(at, end, Kind.COMMENT));
        return;
      }
      char quote = text.charAt(at);
      boolean quoted = quote == '"' || quote == '\'';
      at++;
      while (at < end && (quoted ? text.charAt(at) != quote : !Character.isWhitespace(text.charAt(at)))) {
        at++;
      }
      at = quoted && at < end ? at + 1 : at;
      String word = text.substring(from, at);
      Kind kind = quoted ? Kind.TEXT : name ? name(word, verbs) : value(word, verb);
      // A word that is still being typed may become a known one.
      parts.add(new Part(from, at, kind == Kind.UNKNOWN && at == text.length() ? Kind.PLAIN : kind));
      verb = name && kind == Kind.VERB && word.equalsIgnoreCase("set") || name && kind == Kind.VERB && isAboutDirectives(word);
      name = false;
    }
  }

  private static boolean isAboutDirectives(String verb) {
    String word = verb.toLowerCase(Locale.ROOT);
    return word.equals("why") || word.equals("unset") || word.equals("explain");
  }

  private static Kind name(String word, boolean verbs) {
    if (word.startsWith("<")) {
      return Kind.TAG;
    }
    if (verbs && Verb.find(word).isPresent()) {
      return Kind.VERB;
    }
    return Directives.isKnown(word) ? Kind.DIRECTIVE : Kind.UNKNOWN;
  }

  private static Kind value(String word, boolean afterVerb) {
    if (afterVerb && Directives.isKnown(word)) {
      return Kind.DIRECTIVE;
    }
    boolean number = !word.isEmpty() && word.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? Kind.NUMBER : Kind.PLAIN;
  }
}
