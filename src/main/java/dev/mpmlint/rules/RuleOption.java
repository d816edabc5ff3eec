package dev.mpmlint.rules;

/// A number of a rule that settings may change.
///
/// @param name as it is written in `.mpmlint.conf`, in the manner of httpd's directives
/// @param usual what it is unless settings say otherwise
/// @param least the smallest value it may have
/// @param most the largest one
/// @param meaning one sentence without a final period
public record RuleOption(String name, int usual, int least, int most, String meaning) {
  public RuleOption {
    if (usual < least || usual > most || meaning.isEmpty() || meaning.endsWith(".")) {
      throw new IllegalArgumentException("bad option of a rule: " + name);
    }
  }
}
