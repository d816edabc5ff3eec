package dev.mpmlint.syntax;

import dev.mpmlint.source.LogicalText;
import dev.mpmlint.syntax.grammar.ApacheConfigLexer;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;

/// Splits arguments into words as httpd's `ap_getword_conf` does (server/util.c). Stateless.
public final class Words {
  private Words() {}

  /// The words between two indices of a text.
  public static List<Word> split(LogicalText in, int start, int end) {
    if (start >= end) {
      return List.of();
    }
    if (isPlain(in.text(), start, end)) {
      return splitPlain(in, start, end);
    }
    String text = in.text().substring(start, end);
    ApacheConfigLexer lexer = new ApacheConfigLexer(CharStreams.fromString(text));
    lexer.removeErrorListeners();
    lexer.mode(ApacheConfigLexer.WORDS);
    List<Word> words = new ArrayList<>(4);
    for (Token t = lexer.nextToken(); t.getType() != Token.EOF; t = lexer.nextToken()) {
      int from = t.getStartIndex();
      int to = t.getStopIndex() + 1;
      char quote = t.getType() == ApacheConfigLexer.PLAIN ? 0 : text.charAt(from);
      String raw = text.substring(from, to);
      boolean closed = quote == 0 || closed(raw, quote);
      words.add(new Word(value(raw, quote), quote, closed, in.span(start + from, start + to)));
    }
    return words;
  }

  /// Without quotes and backslashes words are what is between blanks: no lexer is needed to see that.
  private static List<Word> splitPlain(LogicalText in, int start, int end) {
    String text = in.text();
    List<Word> words = new ArrayList<>(2);
    int at = start;
    while (true) {
      while (at < end && LineParser.isSpace(text.charAt(at))) {
        at++;
      }
      if (at >= end) {
        return words;
      }
      int from = at;
      while (at < end && !LineParser.isSpace(text.charAt(at))) {
        at++;
      }
      words.add(new Word(text.substring(from, at), (char) 0, true, in.span(from, at)));
    }
  }

  private static boolean isPlain(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\'' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  /// What httpd makes of a word: its quotes taken off, `\\` and an escaped quote undone (`substring_conf`).
  static String value(String raw, char quote) {
    String inner = raw;
    if (quote != 0) {
      inner = closed(raw, quote) ? raw.substring(1, raw.length() - 1) : raw.substring(1);
    }
    if (inner.indexOf('\\') < 0) {
      return inner;
    }
    StringBuilder out = new StringBuilder(inner.length());
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      if (c == '\\' && i + 1 < inner.length()) {
        char next = inner.charAt(i + 1);
        if (next == '\\' || quote != 0 && next == quote) {
          c = next;
          i++;
        }
      }
      out.append(c);
    }
    return out.toString();
  }

  /// Whether a word that begins with a quote ends with the same one, and that one is not escaped.
  private static boolean closed(String raw, char quote) {
    int last = raw.length() - 1;
    int slashes = 0;
    while (last - slashes - 1 > 0 && raw.charAt(last - slashes - 1) == '\\') {
      slashes++;
    }
    return last > 0 && raw.charAt(last) == quote && slashes % 2 == 0;
  }
}
