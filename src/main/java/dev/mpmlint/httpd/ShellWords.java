package dev.mpmlint.httpd;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Splits a shell file into statements of expanded words, as far as [EnvVars] needs it. Reads forward only; every
/// construct that is not understood makes its word unknown instead of failing. Owned by the thread that reads.
final class ShellWords {
  /// `${A:-${B:-…}}` deeper than this is unknown.
  private static final int DEEPEST = 16;

  private final String text;
  private final Variables variables;
  private int at;

  ShellWords(String text, Variables variables) {
    this.text = text;
    this.variables = variables;
  }

  /// A word after expansion; not `known` if only a shell could tell its text.
  record Word(String text, boolean known) {}

  /// The variables as they stand when a word is expanded.
  interface Variables {
    Value get(String name);

    void set(String name, String value);

    /// What a name stands for.
    sealed interface Value {
      record Known(String text) implements Value {}

      record Unknown() implements Value {}

      record Unset() implements Value {}
    }
  }

  static boolean isNamePart(char c, boolean first) {
    return c == '_' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (!first && c >= '0' && c <= '9');
  }

  /// The next statement that has words, or null at the end.
  @Nullable List<Word> next() {
    List<Word> words = new ArrayList<>();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n' || c == ';') {
        at++;
        if (!words.isEmpty()) {
          return words;
        }
      } else if (c == ' ' || c == '\t' || c == '\r') {
        at++;
      } else if (c == '\\' && at + 1 < text.length() && text.charAt(at + 1) == '\n') {
        at += 2;
      } else if (c == '#') {
        while (at < text.length() && text.charAt(at) != '\n') {
          at++;
        }
      } else {
        words.add(word());
      }
    }
    return words.isEmpty() ? null : words;
  }

  private Word word() {
    Builder word = new Builder();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ';') {
        break;
      }
      at++;
      switch (c) {
        case '\'' -> {
          int end = text.indexOf('\'', at);
          int stop = end < 0 ? text.length() : end;
          word.add(text.substring(at, stop));
          at = Math.min(stop + 1, text.length());
        }
        case '"' -> quoted(word);
        case '\\' -> escaped(word);
        case '$' -> dollar(word, 0);
        case '`' -> backticks(word);
        default -> word.add(c);
      }
    }
    return word.build();
  }

  private void quoted(Builder word) {
    while (at < text.length()) {
      char c = text.charAt(at++);
      switch (c) {
        case '"' -> {
          return;
        }
        case '$' -> dollar(word, 0);
        case '`' -> backticks(word);
        case '\\' -> {
          char next = at < text.length() ? text.charAt(at) : '\\';
          if (next == '"' || next == '$' || next == '`' || next == '\\' || next == '\n') {
            escaped(word);
          } else {
            word.add(c);
          }
        }
        default -> word.add(c);
      }
    }
  }

  private void escaped(Builder word) {
    if (at < text.length()) {
      char next = text.charAt(at++);
      if (next != '\n') {
        word.add(next);
      }
    }
  }

  private void backticks(Builder word) {
    int end = text.indexOf('`', at);
    at = end < 0 ? text.length() : end + 1;
    word.unknown();
  }

  private void dollar(Builder word, int depth) {
    char c = at < text.length() ? text.charAt(at) : ' ';
    if (c == '{') {
      int end = closing('{', '}', at);
      String inside = text.substring(at + 1, end);
      at = Math.min(end + 1, text.length());
      parameter(inside, word, depth);
    } else if (c == '(') {
      at = Math.min(closing('(', ')', at) + 1, text.length());
      word.unknown();
    } else if (isNamePart(c, true)) {
      int start = at;
      while (at < text.length() && isNamePart(text.charAt(at), false)) {
        at++;
      }
      plain(text.substring(start, at), word);
    } else if (c == '?' || c == '#' || c == '$' || c == '@' || c == '*' || (c >= '0' && c <= '9')) {
      at++;
      word.unknown();
    } else {
      word.add('$');
    }
  }

  private void plain(String name, Builder word) {
    switch (variables.get(name)) {
      case Variables.Value.Known(String value) -> word.add(value);
      case Variables.Value.Unknown _ -> word.unknown();
      case Variables.Value.Unset _ -> {}
    }
  }

  /// What stands between the braces: a name, or a name, an operator and a word.
  private void parameter(String inside, Builder word, int depth) {
    int length = 0;
    while (length < inside.length() && isNamePart(inside.charAt(length), length == 0)) {
      length++;
    }
    String name = inside.substring(0, length);
    String rest = inside.substring(length);
    if (length == 0 || depth >= DEEPEST) {
      word.unknown();
      return;
    }
    if (rest.isEmpty()) {
      plain(name, word);
      return;
    }
    boolean emptyCounts = rest.startsWith(":");
    String operation = emptyCounts ? rest.substring(1) : rest;
    char operator = operation.isEmpty() ? '?' : operation.charAt(0);
    Variables.Value value = variables.get(name);
    boolean missing =
        value instanceof Variables.Value.Unset
            || (emptyCounts && value instanceof Variables.Value.Known(String known) && known.isEmpty());
    if ((operator != '-' && operator != '=' && operator != '+') || value instanceof Variables.Value.Unknown) {
      word.unknown();
    } else if (missing == (operator == '+')) {
      if (operator != '+') {
        plain(name, word);
      }
    } else {
      Word other = expand(operation.substring(1), depth + 1);
      word.add(other);
      if (operator == '=' && other.known()) {
        variables.set(name, other.text());
      }
    }
  }

  /// The expanded text of what stands inside braces, where blanks do not end a word.
  private Word expand(String inside, int depth) {
    ShellWords inner = new ShellWords(inside, variables);
    Builder word = new Builder();
    while (inner.at < inside.length()) {
      char c = inside.charAt(inner.at++);
      switch (c) {
        case '$' -> inner.dollar(word, depth);
        case '`' -> inner.backticks(word);
        case '\\' -> inner.escaped(word);
        case '"', '\'' -> {}
        default -> word.add(c);
      }
    }
    return word.build();
  }

  /// The index of the bracket that closes the one at `start`, or the end of the text.
  private int closing(char open, char close, int start) {
    int level = 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == open) {
        level++;
      } else if (c == close && --level == 0) {
        return i;
      }
    }
    return text.length();
  }

  /// Collects a word and gives it up when it grows too long.
  private static final class Builder {
    private final StringBuilder text = new StringBuilder();
    private boolean known = true;

    void add(char c) {
      add(String.valueOf(c));
    }

    void add(String more) {
      if (text.length() + more.length() > EnvVars.LONGEST_VALUE) {
        unknown();
      } else {
        text.append(more);
      }
    }

    void add(Word word) {
      add(word.text());
      known &= word.known();
    }

    void unknown() {
      known = false;
    }

    Word build() {
      return new Word(text.toString(), known);
    }
  }
}
