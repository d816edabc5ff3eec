package dev.mpmlint.judge;

import org.jspecify.annotations.Nullable;

/// Whether mod_ssl takes an expression of SSLRequire (modules/ssl/ssl_expr_parse.y). One pass.
final class SslRequireSyntax {
  private static final int DEEPEST = 200;

  private final String text;
  private int at;
  private int depth;

  private SslRequireSyntax(String text) {
    this.text = text;
  }

  static @Nullable String fault(String text) {
    SslRequireSyntax syntax = new SslRequireSyntax(text);
    boolean well = syntax.expression() && syntax.end();
    return well ? null : "syntax error";
  }

  private boolean end() {
    blanks();
    return at >= text.length();
  }

  private boolean expression() {
    if (++depth > DEEPEST) {
      return false;
    }
    do {
      if (!term()) {
        return false;
      }
      blanks();
    } while (take("&&") || take("||") || keyword("and") || keyword("or"));
    depth--;
    return true;
  }

  private boolean term() {
    blanks();
    while (take("!") || keyword("not")) {
      blanks();
    }
    if (keyword("true") || keyword("false")) {
      return true;
    }
    if (take("(")) {
      return expression() && closed(')');
    }
    if (!word()) {
      return false;
    }
    blanks();
    if (take("=~") || take("!~")) {
      return regex();
    }
    if (keyword("in")) {
      blanks();
      if (!take("{")) {
        return keyword("PeerExtList") && closed('(') && word() && closed(')');
      }
      do {
        if (!word()) {
          return false;
        }
        blanks();
      } while (take(","));
      return take("}");
    }
    for (String operator : new String[] {"==", "!=", "<=", ">=", "<", ">"}) {
      if (take(operator)) {
        return word();
      }
    }
    for (String operator : new String[] {"eq", "ne", "lt", "le", "gt", "ge"}) {
      if (keyword(operator)) {
        return word();
      }
    }
    return false;
  }

  private boolean regex() {
    blanks();
    boolean named = take("m");
    char delimiter = at < text.length() ? text.charAt(at) : 0;
    if (delimiter != '/' && (!named || delimiter == 0 || Character.isLetterOrDigit(delimiter))) {
      return false;
    }
    int end = text.indexOf(delimiter, at + 1);
    if (end < 0 || !PcreSyntax.accepts(text.substring(at + 1, end))) {
      return false;
    }
    at = end + 1;
    take("i");
    return true;
  }

  private boolean word() {
    blanks();
    if (at >= text.length()) {
      return false;
    }
    char c = text.charAt(at);
    if (c == '"') {
      int end = at + 1;
      while (end < text.length() && text.charAt(end) != '"') {
        end += text.charAt(end) == '\\' ? 2 : 1;
      }
      at = Math.min(end + 1, text.length());
      return end < text.length();
    }
    if (text.startsWith("%{", at)) {
      int end = text.indexOf('}', at);
      boolean some = end > at + 2;
      at = end < 0 ? text.length() : end + 1;
      return some;
    }
    if (Character.isDigit(c)) {
      while (at < text.length() && Character.isDigit(text.charAt(at))) {
        at++;
      }
      return true;
    }
    return keyword("file") && closed('(') && word() && closed(')');
  }

  private boolean closed(char c) {
    blanks();
    return take(String.valueOf(c));
  }

  private void blanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private boolean take(String token) {
    if (text.startsWith(token, at)) {
      at += token.length();
      return true;
    }
    return false;
  }

  private boolean keyword(String word) {
    int end = at + word.length();
    boolean whole = end >= text.length() || !Character.isLetterOrDigit(text.charAt(end)) && text.charAt(end) != '_';
    return text.startsWith(word, at) && whole && take(word);
  }
}
