package dev.mpmlint.rules;

/// What is known of a rule without running it.
///
/// @param code `MPM012`, `SYN003`, `INC001`: stable, never used again for another rule
/// @param name kebab-case, names the fault and completes "allow …"
/// @param severity what its findings have unless settings say otherwise
/// @param summary one sentence without a final period
/// @param since the version of mpmlint that brought it
public record RuleInfo(String code, String name, Severity severity, String summary, String since) {
  public RuleInfo {
    if (!code.matches("(MPM|SYN|INC)\\d{3}") || !name.matches("[a-z0-9]+(-[a-z0-9]+)*") || summary.endsWith(".")) {
      throw new IllegalArgumentException("bad rule data: " + code + " " + name);
    }
  }
}
