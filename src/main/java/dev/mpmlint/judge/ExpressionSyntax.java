package dev.mpmlint.judge;

import dev.mpmlint.httpd.ExpressionNames;
import org.jspecify.annotations.Nullable;

/// Whether httpd takes an expression of its own language (server/util_expr_parse.y, util_expr_scan.l): the syntax, and
/// whether what it calls exists. One pass, no recursion deeper than [#DEEPEST].
final class ExpressionSyntax {
  private static final int DEEPEST = 200;

  private final String text;
  private final Server server;
  private int at;
  private int depth;

  private ExpressionSyntax(String text, Server server) {
    this.text = text;
    this.server = server;
  }

  /// @param textual whether it makes a text (`%{…}` within anything), and no condition
  static boolean accepts(String text, boolean textual, Server server) {
    return fault(text, textual, server) == null;
  }

  /// What is wrong, in a few words; null when nothing is.
  static @Nullable String fault(String text, boolean textual, Server server) {
    try {
      ExpressionSyntax syntax = new ExpressionSyntax(text, server);
      if (textual) {
        syntax.string((char) 0);
      } else {
        syntax.condition();
        syntax.blanks();
        if (syntax.at < text.length()) {
          throw new Fault("syntax error, unexpected " + text.substring(syntax.at));
        }
      }
      return null;
    } catch (Fault f) {
      return f.getMessage();
    }
  }

  private static final class Fault extends Exception {
    private static final long serialVersionUID = 1L;

    Fault(String what) {
      super(what, null, false, false);
    }
  }

  // ---- conditions ----

  private void condition() throws Fault {
    if (++depth > DEEPEST) {
      throw new Fault("memory exhausted");
    }
    do {
      negated();
      blanks();
    } while (take("||") || take("&&") || keyword("or") || keyword("and"));
    depth--;
  }

  private void negated() throws Fault {
    blanks();
    while (take("!") || keyword("not")) {
      blanks();
    }
    if (at >= text.length()) {
      throw new Fault("syntax error, unexpected $end");
    }
    if (keyword("true") || keyword("false")) {
      return;
    }
    if (text.charAt(at) == '(') {
      at++;
      condition();
      blanks();
      if (!take(")")) {
        throw new Fault("syntax error, expecting ')'");
      }
      return;
    }
    if (text.charAt(at) == '-' && isLetter(at + 1)) {
      unary();
      return;
    }
    word();
    comparison();
  }

  private void unary() throws Fault {
    int end = at + 1;
    while (isNameChar(end)) {
      end++;
    }
    String operator = text.substring(at + 1, end);
    if (operator.length() != 1) {
      throw new Fault("syntax error, unexpected T_OP_BINARY");
    }
    if (!ExpressionNames.isUnary(operator)) {
      throw new Fault("Unary operator '" + operator + "' does not exist");
    }
    at = end;
    if (operator.equals("R")) {
      subnet();
    } else {
      word();
    }
  }

  /// An operand that must be an address, or a network, written out.
  private void subnet() throws Fault {
    blanks();
    int start = at;
    word();
    String written = text.substring(start, at);
    boolean quoted = written.length() > 1 && (written.charAt(0) == '\'' || written.charAt(0) == '"');
    if (!quoted || written.contains("%{")) {
      throw new Fault("-ipmatch requires subnet/netmask as constant argument");
    }
    if (!Addresses.isSubnet(written.substring(1, written.length() - 1))) {
      throw new Fault("parsing of subnet/netmask failed");
    }
  }

  private void comparison() throws Fault {
    blanks();
    if (take("=~") || take("!~")) {
      regex();
      return;
    }
    if (take("==") || take("!=") || take("<=") || take(">=") || take("<") || take(">") || take("=")) {
      word();
      return;
    }
    if (keyword("in")) {
      list();
      return;
    }
    if (at < text.length() && text.charAt(at) == '-' && isLetter(at + 1)) {
      int end = at + 1;
      while (isNameChar(end)) {
        end++;
      }
      String operator = text.substring(at + 1, end);
      if (operator.equals("in")) {
        at = end;
        list();
        return;
      }
      if (!ExpressionNames.isBinary(operator)) {
        throw new Fault("Binary operator '" + operator + "' does not exist");
      }
      at = end;
      if (operator.equalsIgnoreCase("ipmatch")) {
        subnet();
      } else {
        word();
      }
      return;
    }
    for (String operator : new String[] {"eq", "ne", "lt", "le", "gt", "ge"}) {
      if (keyword(operator)) {
        word();
        return;
      }
    }
    throw new Fault("syntax error, unexpected " + (at < text.length() ? text.substring(at) : "$end"));
  }

  private void list() throws Fault {
    blanks();
    if (take("{")) {
      do {
        word();
        blanks();
      } while (take(","));
      if (!take("}")) {
        throw new Fault("syntax error, expecting '}'");
      }
      return;
    }
    int start = at;
    while (isNameChar(at)) {
      at++;
    }
    String name = text.substring(start, at);
    if (name.isEmpty() || !ExpressionNames.isList(name, server::has)) {
      throw new Fault("List-returning function '" + name + "' does not exist");
    }
    argument();
  }

  private void regex() throws Fault {
    blanks();
    boolean named = at < text.length() && text.charAt(at) == 'm';
    if (named) {
      at++;
    }
    char delimiter = at < text.length() ? text.charAt(at) : 0;
    if (delimiter != '/' && !(named && "#/|^$%,;:?!'\".-".indexOf(delimiter) >= 0)) {
      throw new Fault("syntax error, expecting T_REGEX");
    }
    int end = text.indexOf(delimiter, at + 1);
    if (end < 0) {
      throw new Fault("Regex not terminated");
    }
    String pattern = text.substring(at + 1, end);
    at = end + 1;
    while (at < text.length() && "ism".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String fault = PcreSyntax.fault(pattern);
    if (fault != null) {
      throw new Fault("Failed to compile regular expression: " + fault);
    }
  }

  // ---- words ----

  private void word() throws Fault {
    part();
    while (true) {
      int before = at;
      blanks();
      if (at < text.length() && text.charAt(at) == '.') {
        at++;
        part();
      } else {
        at = before;
        return;
      }
    }
  }

  private void part() throws Fault {
    blanks();
    if (at >= text.length()) {
      throw new Fault("syntax error, unexpected $end");
    }
    char c = text.charAt(at);
    if (c == '"' || c == '\'') {
      at++;
      string(c);
    } else if (text.startsWith("%{", at)) {
      variable();
    } else if (c == '$' && at + 1 < text.length() && isDigit(text.charAt(at + 1))) {
      at += 2;
    } else if (isDigit(c) || c == '-' && at + 1 < text.length() && isDigit(text.charAt(at + 1))) {
      at++;
      while (at < text.length() && isDigit(text.charAt(at))) {
        at++;
      }
    } else if (isLetter(at)) {
      int start = at;
      while (isNameChar(at)) {
        at++;
      }
      String name = text.substring(start, at);
      blanks();
      if (at >= text.length() || text.charAt(at) != '(') {
        throw new Fault("syntax error, unexpected " + (at < text.length() ? "T_ID" : "$end") + ", expecting '('");
      }
      if (!ExpressionNames.isFunction(name, server::has)) {
        throw new Fault("Function '" + name + "' does not exist");
      }
      argument();
    } else {
      throw new Fault("syntax error, unexpected " + c);
    }
  }

  private void argument() throws Fault {
    blanks();
    if (!take("(")) {
      throw new Fault("syntax error, expecting '('");
    }
    if (++depth > DEEPEST) {
      throw new Fault("memory exhausted");
    }
    word();
    blanks();
    while (take(",")) {
      word();
      blanks();
    }
    depth--;
    if (!take(")")) {
      throw new Fault("syntax error, expecting ')'");
    }
  }

  /// Text up to the quote, or to the end where there is none.
  private void string(char quote) throws Fault {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (quote != 0 && c == quote) {
        at++;
        return;
      }
      if (c == '\\') {
        at += 2;
      } else if (text.startsWith("%{", at)) {
        variable();
      } else {
        at++;
      }
    }
    if (quote != 0) {
      throw new Fault("Unterminated string");
    }
  }

  /// `%{NAME}` or `%{function:argument}`.
  private void variable() throws Fault {
    at += 2;
    int start = at;
    while (isNameChar(at)) {
      at++;
    }
    String name = text.substring(start, at);
    char next = at < text.length() ? text.charAt(at) : 0;
    if (name.isEmpty() || next != ':' && next != '}') {
      throw new Fault(next == 0 ? "Unterminated variable" : "Invalid character in variable name");
    }
    if (next == ':') {
      int end = text.indexOf('}', at);
      if (end < 0) {
        throw new Fault("Unterminated variable");
      }
      if (end == at + 1) {
        throw new Fault("syntax error, unexpected T_VAR_END");
      }
      if (!ExpressionNames.isFunction(name, server::has)) {
        throw new Fault("Function '" + name + "' does not exist");
      }
      at = end + 1;
      return;
    }
    if (!ExpressionNames.isVariable(name, server::has)) {
      throw new Fault("Variable '" + name + "' does not exist");
    }
    at++;
  }

  // ---- characters ----

  private void blanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t' || text.charAt(at) == '\n')) {
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
    if (text.startsWith(word, at) && !isNameChar(at + word.length())) {
      at += word.length();
      return true;
    }
    return false;
  }

  private boolean isLetter(int index) {
    char c = index < text.length() ? text.charAt(index) : 0;
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
  }

  private boolean isNameChar(int index) {
    return isLetter(index) || index < text.length() && isDigit(text.charAt(index));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
