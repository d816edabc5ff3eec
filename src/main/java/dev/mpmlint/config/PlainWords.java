package dev.mpmlint.config;

import dev.mpmlint.source.LogicalText;
import dev.mpmlint.syntax.Word;
import dev.mpmlint.syntax.Words;
import java.util.ArrayList;
import java.util.List;

/// Words without quotes and backslashes, which most are, split without a lexer; all others by [Words]. Stateless.
final class PlainWords {
  private PlainWords() {}

  static List<Word> split(LogicalText in, int start, int end) {
    String text = in.text();
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\'' || c == '\\') {
        return Words.split(in, start, end);
      }
    }
    List<Word> words = new ArrayList<>(2);
    int at = start;
    while (true) {
      while (at < end && isBlank(text.charAt(at))) {
        at++;
      }
      if (at >= end) {
        return words;
      }
      int from = at;
      while (at < end && !isBlank(text.charAt(at))) {
        at++;
      }
      words.add(new Word(text.substring(from, at), (char) 0, true, in.span(from, at)));
    }
  }

  /// As C's isspace().
  private static boolean isBlank(char c) {
    return c == ' ' || c >= '\t' && c <= '\r';
  }
}
