package dev.mpmlint.judge;

import org.jspecify.annotations.Nullable;

/// Whether PCRE2, which httpd compiles its regular expressions with, takes a pattern (pcre2_compile.c). Looks at the syntax
/// only, once from left to right.
final class PcreSyntax {
  private static final int LARGEST_REPEAT = 65_535;
  private static final String UNKNOWN_ESCAPES = "FIJLMOTUYijlmquy";
  private static final String POSIX =
      " alpha lower upper alnum ascii blank cntrl digit graph print punct space word xdigit < > ";

  private final String pattern;
  private int at;
  private int groups;
  private int largestReference;
  private boolean extended;

  private PcreSyntax(String pattern) {
    this.pattern = pattern;
  }

  /// Whether it compiles.
  static boolean accepts(String pattern) {
    return fault(pattern) == null;
  }

  /// What is wrong with it, in a few words; null when it compiles.
  static @Nullable String fault(String pattern) {
    try {
      new PcreSyntax(pattern).run();
      return null;
    } catch (PcreFault f) {
      return f.getMessage();
    }
  }

  private void run() throws PcreFault {
    int open = 0;
    boolean repeatable = false;
    while (at < pattern.length()) {
      char c = pattern.charAt(at++);
      switch (c) {
        case '\\' -> {
          boolean nothing = pattern.startsWith("Q\\E", at) || pattern.startsWith("E", at);
          boolean assertion = at < pattern.length() && "bBAZzGK".indexOf(pattern.charAt(at)) >= 0;
          boolean item = escape(false);
          repeatable = nothing ? repeatable : item && !assertion;
        }
        case '[' -> {
          characterClass();
          repeatable = true;
        }
        case '(' -> {
          boolean comment = pattern.startsWith("?#", at);
          PcreGroup group = PcreGroup.read(pattern, at, extended);
          at = group.end();
          groups += group.counted() ? 1 : 0;
          extended = group.extended();
          open += group.begins() ? 1 : 0;
          repeatable = comment && repeatable;
        }
        case ')' -> {
          if (open == 0) {
            throw new PcreFault("unmatched closing parenthesis");
          }
          open--;
          repeatable = true;
        }
        case '|' -> repeatable = false;
        case '*', '+', '?' -> {
          if (!repeatable) {
            throw new PcreFault("quantifier does not follow a repeatable item");
          }
          possessiveOrLazy();
          repeatable = false;
        }
        case '{' -> {
          if (isRepeat()) {
            if (!repeatable) {
              throw new PcreFault("quantifier does not follow a repeatable item");
            }
            repeat();
            possessiveOrLazy();
            repeatable = false;
          } else {
            repeatable = true;
          }
        }
        case '^', '$' -> repeatable = false;
        case '#' -> {
          if (extended) {
            skipLine();
          } else {
            repeatable = true;
          }
        }
        default -> repeatable = !(extended && Character.isWhitespace(c)) || repeatable;
      }
    }
    if (open > 0) {
      throw new PcreFault("missing closing parenthesis");
    }
    if (largestReference > groups) {
      throw new PcreFault("reference to non-existent subpattern");
    }
  }

  private void skipLine() {
    int end = pattern.indexOf('\n', at);
    at = end < 0 ? pattern.length() : end;
  }

  private void possessiveOrLazy() {
    if (at < pattern.length() && (pattern.charAt(at) == '+' || pattern.charAt(at) == '?')) {
      at++;
    }
  }

  // ---- repeats ----

  private boolean isRepeat() {
    int i = digits(at);
    if (i == at) {
      return false;
    }
    if (i < pattern.length() && pattern.charAt(i) == ',') {
      i = digits(i + 1);
    }
    return i < pattern.length() && pattern.charAt(i) == '}';
  }

  private int digits(int from) {
    int i = from;
    while (i < pattern.length() && isDigit(pattern.charAt(i))) {
      i++;
    }
    return i;
  }

  private void repeat() throws PcreFault {
    int end = pattern.indexOf('}', at);
    String inside = pattern.substring(at, end);
    int comma = inside.indexOf(',');
    int least = number(comma < 0 ? inside : inside.substring(0, comma));
    int most = comma < 0 || comma == inside.length() - 1 ? Integer.MAX_VALUE : number(inside.substring(comma + 1));
    if (most < least) {
      throw new PcreFault("numbers out of order in {} quantifier");
    }
    at = end + 1;
  }

  private static int number(String digits) throws PcreFault {
    int value = digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    if (value > LARGEST_REPEAT) {
      throw new PcreFault("number too big in {} quantifier");
    }
    return value;
  }

  // ---- escapes ----

  /// Whether what it stands for can be repeated; assertions can.
  private boolean escape(boolean inClass) throws PcreFault {
    if (at >= pattern.length()) {
      throw new PcreFault("\\ at end of pattern");
    }
    char c = pattern.charAt(at++);
    if (c == 'Q') {
      int end = pattern.indexOf("\\E", at);
      boolean some = end < 0 ? at < pattern.length() : end > at;
      at = end < 0 ? pattern.length() : end + 2;
      return some;
    }
    if (c == 'E') {
      return true;
    }
    if (UNKNOWN_ESCAPES.indexOf(c) >= 0) {
      throw new PcreFault("unrecognized character follows \\");
    }
    if (c == 'c' && (at >= pattern.length() || pattern.charAt(at++) < ' ')) {
      throw new PcreFault("\\c at end of pattern");
    }
    if ((c == 'x' || c == 'o' || c == 'p' || c == 'P' || c == 'N') && at < pattern.length() && pattern.charAt(at) == '{') {
      braces(c);
    } else if (c == 'o') {
      throw new PcreFault("missing opening brace after \\o");
    } else if (c == 'p' || c == 'P') {
      if (at >= pattern.length()) {
        throw new PcreFault("malformed \\P or \\p sequence");
      }
      at++;
    } else if (inClass && (c == 'B' || c == 'R' || c == 'X' || c == 'N')) {
      throw new PcreFault("escape sequence is invalid in character class");
    } else if (!inClass && (c == 'g' || c == 'k')) {
      reference(c);
    } else if (!inClass && c >= '1' && c <= '9') {
      numbered();
    }
    return true;
  }

  private void braces(char c) throws PcreFault {
    int end = pattern.indexOf('}', at);
    String inside = end < 0 ? "" : pattern.substring(at + 1, end);
    boolean wellFormed =
        switch (c) {
          case 'x' -> inside.matches("[0-9A-Fa-f]+");
          case 'o' -> inside.matches("[0-7]+");
          case 'N' -> inside.matches("[0-9]+(,[0-9]*)?");
          default -> inside.matches("\\^?[A-Za-z0-9_ ]+");
        };
    if (!wellFormed) {
      throw new PcreFault("malformed sequence in braces");
    }
    if (c != 'N') {
      at = end + 1;
    }
  }

  private void reference(char c) throws PcreFault {
    if (at >= pattern.length()) {
      throw new PcreFault("a reference without a name or number");
    }
    char open = pattern.charAt(at);
    char close = open == '{' ? '}' : open == '<' ? '>' : open == '\'' ? '\'' : 0;
    if (close == 0) {
      int end = digits(open == '-' || open == '+' ? at + 1 : at);
      if (c == 'k' || end == at) {
        throw new PcreFault("a reference without a name or number");
      }
      at = end;
      return;
    }
    int end = pattern.indexOf(close, at + 1);
    if (end < 0 || end == at + 1) {
      throw new PcreFault("a reference without a name or number");
    }
    at = end + 1;
  }

  /// A back reference, or from 10 on an octal number where there are fewer groups.
  private void numbered() {
    int end = digits(at - 1);
    int number = end - at + 1 > 5 ? 0 : Integer.parseInt(pattern.substring(at - 1, end));
    if (number < 10) {
      largestReference = Math.max(largestReference, number);
    }
    at = end;
  }

  // ---- classes ----

  private void characterClass() throws PcreFault {
    if (at < pattern.length() && pattern.charAt(at) == '^') {
      at++;
    }
    int first = at;
    int before = -1;
    while (true) {
      if (at >= pattern.length()) {
        throw new PcreFault("missing terminating ] for character class");
      }
      char c = pattern.charAt(at);
      if (c == ']' && at > first) {
        at++;
        return;
      }
      if (c == '[' && at + 1 < pattern.length() && ":.=".indexOf(pattern.charAt(at + 1)) >= 0 && posix()) {
        before = -1;
        continue;
      }
      int here = member();
      if (c == '-' && before >= 0 && at < pattern.length() && pattern.charAt(at) != ']') {
        int end = rangeEnd();
        if (end >= 0 && end < before) {
          throw new PcreFault("range out of order in character class");
        }
        before = -1;
      } else {
        before = here;
      }
    }
  }

  private int rangeEnd() throws PcreFault {
    char c = pattern.charAt(at);
    if (c == '[' && at + 1 < pattern.length() && pattern.charAt(at + 1) == ':' && posix()) {
      return -1;
    }
    return member();
  }

  /// The character that a class member stands for; -1 when it is a set.
  private int member() throws PcreFault {
    char c = pattern.charAt(at++);
    if (c != '\\') {
      return c;
    }
    if (at < pattern.length() && "dDwWsShHvVpPRXQEcxo0123456789abefnrtN".indexOf(pattern.charAt(at)) < 0) {
      char literal = pattern.charAt(at);
      escape(true);
      return literal;
    }
    escape(true);
    return -1;
  }

  /// `[:name:]`; false when it only looks like one.
  private boolean posix() throws PcreFault {
    char kind = pattern.charAt(at + 1);
    int end = pattern.indexOf(kind + "]", at + 2);
    if (end < 0) {
      return false;
    }
    String name = pattern.substring(at + 2, end);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == ']' || c == '\\' || c == '[') {
        return false;
      }
    }
    String bare = name.startsWith("^") ? name.substring(1) : name;
    if (kind != ':' || !POSIX.contains(" " + bare + " ") || bare.isEmpty()) {
      throw new PcreFault(kind == ':' ? "unknown POSIX class name" : "POSIX collating elements are not supported");
    }
    at = end + 2;
    return true;
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
