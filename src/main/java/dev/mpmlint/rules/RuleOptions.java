package dev.mpmlint.rules;

import java.util.Map;

/// The numbers that settings give to options of rules, by name; every other one is as usual. Immutable.
public record RuleOptions(Map<String, Integer> set) {
  public static final RuleOptions USUAL = new RuleOptions(Map.of());

  public RuleOptions {
    set = Map.copyOf(set);
  }

  /// What holds for an option.
  public int of(RuleOption option) {
    Integer value = set.get(option.name());
    return value == null ? option.usual() : value;
  }
}
