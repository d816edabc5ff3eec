package dev.mpmlint.rules;

import java.util.List;

/// What is known of a rule without running it.
///
/// @param code `MPM012`, `SYN003`, `INC001`, `SUP001`: stable, never used again for another rule
/// @param name kebab-case, names the fault and completes "allow …"
/// @param severity what its findings have unless settings say otherwise
/// @param summary one sentence without a final period
/// @param since the version of mpmlint that brought it
/// @param options the numbers of it that settings may change
public record RuleInfo(
    String code, String name, Severity severity, String summary, String since, List<RuleOption> options) {
  public RuleInfo {
    options = List.copyOf(options);
    if (!isCode(code) || !isKebab(name) || summary.isEmpty() || summary.endsWith(".")) {
      throw new IllegalArgumentException("bad rule data: " + code + " " + name);
    }
  }

  /// A rule without options.
  public RuleInfo(String code, String name, Severity severity, String summary, String since) {
    this(code, name, severity, summary, since, List.of());
  }

  // By hand: a regular expression for each rule would cost the start-up more than reading a small configuration.
  private static boolean isCode(String code) {
    boolean family =
        code.startsWith("MPM")
            || code.startsWith("SYN")
            || code.startsWith("INC")
            || code.startsWith("CFG")
            || code.startsWith("SUP");
    return family
        && code.length() == 6
        && isDigit(code.charAt(3))
        && isDigit(code.charAt(4))
        && isDigit(code.charAt(5));
  }

  private static boolean isKebab(String name) {
    char before = '-';
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '-' && before == '-' || c != '-' && !isDigit(c) && (c < 'a' || c > 'z')) {
        return false;
      }
      before = c;
    }
    return before != '-';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
