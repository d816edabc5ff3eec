package dev.mpmlint.server.gateway;

import java.util.concurrent.locks.LockSupport;

/// Runs a script of a few words of PHP, statement by statement, upon the process-wide [PhpState]. It is not PHP and does
/// not try to be: it stands in for mod_php to show what a module that is not thread-safe does under a threaded MPM. It
/// knows text outside `<?php … ?>`, `<?= … ?>`, `echo`, assignment (`=`, `.=`), `.`, strings, whole numbers, variables,
/// `$_GET['…']`, `$_SERVER['…']`, `getmypid()`, `usleep(n)` and `str_repeat(s, n)`.
///
/// An instance belongs to one request; what it works on does not. **Not thread-safe, on purpose**: under one thread each
/// answer is right, under several they mix, or the interpreter breaks.
final class PhpStandIn {
  private static final int LONGEST_SLEEP_MICROS = 30_000_000;
  private static final int LONGEST_STRING = 1024 * 1024;
  private static final int DEEPEST = 100;
  private static final String OPEN = "<?php";
  private static final String OPEN_ECHO = "<?=";
  private static final String CLOSE = "?>";

  private final String text;
  private int at;
  private int depth;

  PhpStandIn(String script) {
    this.text = script;
  }

  /// What the stand-in does not know; the message ends the sentence "the stand-in does not know …".
  static final class UnknownException extends Exception {
    private static final long serialVersionUID = 1L;

    UnknownException(String what) {
      super(what);
    }
  }

  void run() throws UnknownException {
    while (at < text.length()) {
      int code = text.indexOf("<?", at);
      if (code < 0) {
        PhpState.echo(text.substring(at));
        return;
      }
      PhpState.echo(text.substring(at, code));
      at = code;
      if (text.startsWith(OPEN_ECHO, at)) {
        at += OPEN_ECHO.length();
        echo();
        skipSpace();
        take(";");
      } else if (text.startsWith(OPEN, at)) {
        at += OPEN.length();
      } else {
        throw unknown();
      }
      statements();
    }
  }

  private void statements() throws UnknownException {
    while (true) {
      skipSpace();
      if (at == text.length()) {
        return;
      }
      if (take(CLOSE)) {
        // PHP takes the line's end behind it as well.
        take("\n");
        return;
      }
      if (!take(";")) {
        statement();
        skipSpace();
        if (!take(";") && !text.startsWith(CLOSE, at)) {
          throw unknown();
        }
      }
    }
  }

  private void statement() throws UnknownException {
    if (text.startsWith("echo", at) && !wordAt(at + 4)) {
      at += 4;
      echo();
      return;
    }
    if (text.charAt(at) != '$' || text.startsWith("$_", at)) {
      expression();
      return;
    }
    at++;
    String name = word();
    skipSpace();
    if (take(".=")) {
      PhpState.assign(name, limited(PhpState.symbol(name) + expression()));
    } else if (!text.startsWith("==", at) && take("=")) {
      PhpState.assign(name, expression());
    } else {
      throw unknown();
    }
  }

  private void echo() throws UnknownException {
    do {
      PhpState.echo(expression());
      skipSpace();
    } while (take(","));
  }

  private String expression() throws UnknownException {
    if (++depth > DEEPEST) {
      throw new UnknownException("expressions within more than " + DEEPEST + " parentheses");
    }
    String value = term();
    skipSpace();
    while (at < text.length() && text.charAt(at) == '.' && !text.startsWith(".=", at)) {
      at++;
      value = limited(value + term());
      skipSpace();
    }
    depth--;
    return value;
  }

  private String term() throws UnknownException {
    skipSpace();
    char c = at < text.length() ? text.charAt(at) : 0;
    if (c == '\'' || c == '"') {
      return string(c);
    }
    if (c >= '0' && c <= '9') {
      return number();
    }
    if (take("(")) {
      String value = expression();
      expect(")");
      return value;
    }
    if (c == '$') {
      at++;
      return variable();
    }
    return wordAt(at) ? call() : unknownTerm();
  }

  private String unknownTerm() throws UnknownException {
    throw unknown();
  }

  private String number() throws UnknownException {
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at - from > 9 || wordAt(at)) {
      at = from;
      throw unknown();
    }
    return Integer.toString(Integer.parseInt(text.substring(from, at)));
  }

  private String variable() throws UnknownException {
    String name = word();
    if (!name.startsWith("_")) {
      return PhpState.symbol(name);
    }
    if (!name.equals("_GET") && !name.equals("_SERVER")) {
      throw new UnknownException("$" + name);
    }
    expect("[");
    String key = expression();
    expect("]");
    return name.equals("_GET") ? PhpState.get(key) : PhpState.server(key);
  }

  private String call() throws UnknownException {
    String name = word();
    expect("(");
    String value =
        switch (name) {
          case "getmypid" -> Long.toString(ProcessHandle.current().pid());
          case "usleep" -> {
            LockSupport.parkNanos(1000L * Math.min(LONGEST_SLEEP_MICROS, whole(expression())));
            yield "";
          }
          case "str_repeat" -> {
            String piece = expression();
            expect(",");
            int times = whole(expression());
            if ((long) piece.length() * times > LONGEST_STRING) {
              throw new UnknownException("strings of more than " + LONGEST_STRING + " characters");
            }
            yield piece.repeat(times);
          }
          default -> throw new UnknownException(name + "()");
        };
    expect(")");
    return value;
  }

  private static int whole(String text) throws UnknownException {
    if (text.isEmpty() || text.length() > 9 || text.chars().anyMatch(c -> c < '0' || c > '9')) {
      throw new UnknownException("a number like \"" + shown(text) + "\"");
    }
    return Integer.parseInt(text);
  }

  private static String limited(String value) throws UnknownException {
    if (value.length() > LONGEST_STRING) {
      throw new UnknownException("strings of more than " + LONGEST_STRING + " characters");
    }
    return value;
  }

  private String string(char quote) throws UnknownException {
    int from = at++;
    StringBuilder value = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == quote) {
        return value.toString();
      }
      if (c == '\\' && at < text.length()) {
        value.append(escape(text.charAt(at++), quote));
      } else if (c == '$' && quote == '"' || c == '{' && quote == '"') {
        throw new UnknownException("variables inside of strings");
      } else {
        value.append(c);
      }
    }
    at = from;
    throw unknown();
  }

  private static String escape(char c, char quote) {
    if (c == '\\' || c == quote) {
      return String.valueOf(c);
    }
    if (quote == '\'') {
      return "\\" + c;
    }
    return switch (c) {
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'r' -> "\r";
      case '$' -> "$";
      default -> "\\" + c;
    };
  }

  private void skipSpace() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        at++;
      } else if (c == '#' || text.startsWith("//", at)) {
        int line = text.indexOf('\n', at);
        int close = text.indexOf(CLOSE, at);
        int end = line < 0 ? text.length() : line;
        at = close >= 0 && close < end ? close : end;
      } else if (text.startsWith("/*", at)) {
        int end = text.indexOf("*/", at + 2);
        at = end < 0 ? text.length() : end + 2;
      } else {
        return;
      }
    }
  }

  private boolean take(String token) {
    if (!text.startsWith(token, at)) {
      return false;
    }
    at += token.length();
    return true;
  }

  private void expect(String token) throws UnknownException {
    skipSpace();
    if (!take(token)) {
      throw unknown();
    }
  }

  private boolean wordAt(int index) {
    char c = index < text.length() ? text.charAt(index) : 0;
    return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80;
  }

  private String word() throws UnknownException {
    int from = at;
    while (wordAt(at) || at > from && at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    if (at == from) {
      throw unknown();
    }
    return text.substring(from, at);
  }

  private UnknownException unknown() {
    int line = 1;
    for (int i = 0; i < at && i < text.length(); i++) {
      line += text.charAt(i) == '\n' ? 1 : 0;
    }
    int end = Math.min(text.length(), at + 20);
    String here = at >= text.length() ? "the end of the script here" : "\"" + shown(text.substring(at, end)) + "\"";
    return new UnknownException(here + " in line " + line);
  }

  private static String shown(String text) {
    return text.replaceAll("[^ -~]+", " ").strip();
  }
}
