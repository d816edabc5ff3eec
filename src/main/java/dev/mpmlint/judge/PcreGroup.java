package dev.mpmlint.judge;

/// What follows an opening parenthesis of a pattern, up to where its contents begin. Read once.
final class PcreGroup {
  private final String pattern;
  private int at;
  private boolean counted;
  private boolean extended;
  private final boolean begins;

  private PcreGroup(String pattern, int at, boolean extended) throws PcreFault {
    this.pattern = pattern;
    this.at = at;
    this.extended = extended;
    this.begins = group();
  }

  /// @param at behind the parenthesis
  /// @param extended whether blanks and comments are skipped so far
  static PcreGroup read(String pattern, int at, boolean extended) throws PcreFault {
    return new PcreGroup(pattern, at, extended);
  }

  /// Whether a group begins; a comment or a change of options is none.
  boolean begins() {
    return begins;
  }

  /// Where the pattern goes on.
  int end() {
    return at;
  }

  /// Whether it is a group that has a number.
  boolean counted() {
    return counted;
  }

  /// Whether blanks and comments are skipped from now on.
  boolean extended() {
    return extended;
  }

  private boolean group() throws PcreFault {
    if (pattern.startsWith("*", at)) {
      int end = pattern.indexOf(')', at);
      if (end < 0) {
        throw new PcreFault("(*VERB) not recognized or malformed");
      }
      if (end > at + 1 && Character.isUpperCase(pattern.charAt(at + 1))) {
        at = end + 1;
        return false;
      }
      return true;
    }
    if (!pattern.startsWith("?", at)) {
      counted = true;
      return true;
    }
    at++;
    if (at >= pattern.length()) {
      throw new PcreFault("unrecognized character after (? or (?-");
    }
    char c = pattern.charAt(at);
    if (c == '#') {
      int end = pattern.indexOf(')', at);
      if (end < 0) {
        throw new PcreFault("missing ) after (?# comment");
      }
      at = end + 1;
      return false;
    }
    if (":|>=!".indexOf(c) >= 0) {
      at++;
      return true;
    }
    if (c == '<' && at + 1 < pattern.length() && (pattern.charAt(at + 1) == '=' || pattern.charAt(at + 1) == '!')) {
      at += 2;
      return true;
    }
    if (c == '<' || c == '\'' || c == 'P') {
      return named(c);
    }
    if (c == '(') {
      return true;
    }
    if (PcreSyntax.isDigit(c) || c == 'R' || c == '&' || c == '+') {
      return called();
    }
    return options();
  }

  private boolean named(char c) throws PcreFault {
    if (c == 'P') {
      at++;
      char next = at < pattern.length() ? pattern.charAt(at) : 0;
      if (next == '=' || next == '>') {
        return called();
      }
      if (next != '<') {
        throw new PcreFault("unrecognized character after (?P");
      }
    }
    int end = pattern.indexOf(c == '\'' ? '\'' : '>', at + 1);
    String name = end < 0 ? "" : pattern.substring(at + 1, end);
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]{0,31}")) {
      throw new PcreFault("subpattern name expected");
    }
    counted = true;
    at = end + 1;
    return true;
  }

  private boolean called() throws PcreFault {
    int end = pattern.indexOf(')', at);
    if (end < 0) {
      throw new PcreFault("(?R or (?[+-]digits must be followed by )");
    }
    at = end;
    return true;
  }

  private boolean options() throws PcreFault {
    boolean off = false;
    while (at < pattern.length()) {
      char c = pattern.charAt(at++);
      if (c == ')') {
        return false;
      }
      if (c == ':') {
        return true;
      }
      if (c == '-') {
        off = true;
      } else if (c == 'x') {
        extended = !off;
      } else if ("imsJUn^".indexOf(c) < 0) {
        throw new PcreFault("unrecognized character after (? or (?-");
      }
    }
    throw new PcreFault("missing closing parenthesis");
  }
}
