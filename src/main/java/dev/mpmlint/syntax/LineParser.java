package dev.mpmlint.syntax;

import dev.mpmlint.source.LogicalText;
import dev.mpmlint.syntax.grammar.ApacheConfigLexer;
import dev.mpmlint.syntax.grammar.ApacheConfigParser;
import dev.mpmlint.syntax.grammar.ApacheConfigParser.LineContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.Token;

/// The one door to the generated parser for lines: text in, [Line]s out. One instance parses one text.
final class LineParser {
  private final LogicalText in;
  private final String text;
  private final LineTokens tokens;
  private final ApacheConfigParser parser;
  private final Map<String, Name> names = new HashMap<>();

  private record Name(String written, String key) {}

  private LineParser(LogicalText in) {
    this.in = in;
    this.text = in.text();
    ApacheConfigLexer lexer = new ApacheConfigLexer(new TextStream(text));
    lexer.removeErrorListeners();
    lexer.setTokenFactory(LineToken.FACTORY);
    this.tokens = new LineTokens(lexer);
    this.parser = new ApacheConfigParser(tokens);
    parser.removeErrorListeners();
    parser.setBuildParseTree(false);
    // The grammar takes any tokens, so there is nothing to recover from, and no need to look for it at every step.
    parser.setErrorHandler(new BailErrorStrategy());
  }

  /// The most lines that are kept of one file; each takes memory, and httpd would not run with that many.
  static final int MOST_LINES = 4_000_000;

  /// The lines of a file's text, the first [#MOST_LINES] of them.
  static List<Line> parse(LogicalText in) {
    LineParser p = new LineParser(in);
    List<Line> lines = new ArrayList<>(Math.max(16, p.text.length() / 24));
    while (lines.size() < MOST_LINES && p.tokens.LA(1) != Token.EOF) {
      lines.add(p.line(p.parser.line()));
    }
    return lines;
  }

  /// One line whose text was put together after reading: nothing in it is a comment any more.
  static Line parseReplaced(LogicalText in) {
    LineParser p = new LineParser(in);
    if (p.tokens.LA(1) == Token.EOF) {
      return new Blank(in, 0, 0);
    }
    LineContext line = p.parser.line();
    int end = p.text.length();
    if (line.comment != null) {
      int start = p.skipSpace(line.comment.getStartIndex());
      int nameEnd = start;
      while (nameEnd < end && !isSpace(p.text.charAt(nameEnd))) {
        nameEnd++;
      }
      return p.directive(p.text.substring(start, nameEnd), start, nameEnd, p.skipSpace(nameEnd), end);
    }
    return p.line(line);
  }

  private Line line(LineContext line) {
    if (line.comment != null) {
      int start = skipSpace(line.comment.getStartIndex());
      int lineEnd = lineEnd(line.comment);
      return new Comment(in, start, trimEnd(start, lineEnd), lineEnd);
    }
    if (line.blank != null) {
      int lineEnd = lineEnd(line.blank);
      return new Blank(in, lineEnd, lineEnd);
    }
    Token first = line.name != null ? line.name : line.open != null ? line.open : line.close;
    if (first == null) {
      throw new IllegalStateException("the grammar has a kind of line that the parser does not know");
    }
    int start = skipSpace(first.getStartIndex());
    int nameEnd = first.getStopIndex() + 1;
    int lineEnd = line.tail == null ? nameEnd : lineEnd(line.tail);
    int argsStart = skipSpace(nameEnd) < lineEnd ? skipSpace(nameEnd) : -1;
    if (first.getType() == ApacheConfigLexer.NAME) {
      return directive(text.substring(start, nameEnd), start, nameEnd, argsStart, lineEnd);
    }
    // A quote that is not closed takes in the white space at the end of its line, which httpd trims first.
    String word = text.substring(start, Math.min(nameEnd, trimEnd(start, lineEnd)));
    String value = first.getType() == ApacheConfigLexer.QUOTED ? Words.value(word, word.charAt(0)) : word;
    if (value.isEmpty()) {
      return new Blank(in, lineEnd, lineEnd);
    }
    if (value.startsWith("</")) {
      return close(value, start, lineEnd);
    }
    return value.charAt(0) == '<'
        ? open(value, start, nameEnd, argsStart, lineEnd)
        : directive(value, start, nameEnd, argsStart, lineEnd);
  }

  /// Where the line of its last token ends: at the line feed, if it has one.
  private int lineEnd(Token last) {
    int stop = last.getStopIndex();
    return text.charAt(stop) == '\n' ? stop : stop + 1;
  }

  private Directive directive(String word, int start, int nameEnd, int argsStart, int lineEnd) {
    Name name = name(withoutBracket(word));
    int end = trimEnd(nameEnd, lineEnd);
    return new Directive(in, name.written, name.key, start, nameEnd, argsStart < 0 ? end : argsStart, end, lineEnd);
  }

  private SectionOpen open(String word, int start, int nameEnd, int argsStart, int lineEnd) {
    Name name = name(withoutBracket(word).substring(1));
    int end = trimEnd(nameEnd, lineEnd);
    boolean bracketInWord = word.length() > 1 && word.charAt(word.length() - 1) == '>';
    if (argsStart < 0) {
      int at = bracketInWord ? nameEnd - 1 : end;
      return new SectionOpen(in, name.written, name.key, start, at, at, at, end, lineEnd, bracketInWord);
    }
    int bracket = text.lastIndexOf('>', end - 1);
    boolean closed = bracket >= argsStart;
    int argsEnd = closed ? trimEnd(argsStart, bracket) : end;
    return new SectionOpen(in, name.written, name.key, start, nameEnd, argsStart, argsEnd, end, lineEnd, closed);
  }

  private SectionClose close(String word, int start, int lineEnd) {
    boolean closed = word.charAt(word.length() - 1) == '>';
    Name name = name(closed ? word.substring(2, word.length() - 1) : word.substring(2));
    return new SectionClose(in, name.written, name.key, word, start, trimEnd(start, lineEnd), lineEnd, closed);
  }

  /// httpd takes one `>` off the end of any first word but a closing tag (`ap_build_config_sub`, server/config.c).
  private static String withoutBracket(String word) {
    int last = word.length() - 1;
    return word.charAt(last) == '>' && (last == 0 || word.charAt(1) != '/') ? word.substring(0, last) : word;
  }

  private Name name(String written) {
    return names.computeIfAbsent(written, w -> new Name(w, w.toLowerCase(Locale.ROOT)));
  }

  private int trimEnd(int from, int end) {
    int at = end;
    while (at > from && isSpace(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  private int skipSpace(int from) {
    int at = from;
    while (at < text.length() && isSpace(text.charAt(at)) && text.charAt(at) != '\n') {
      at++;
    }
    return at;
  }

  /// C's isspace() in the C locale.
  static boolean isSpace(char c) {
    return c == ' ' || c >= '\t' && c <= '\r';
  }
}
