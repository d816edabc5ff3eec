package dev.mpmlint.httpd;

import java.util.List;

/// A directive that 2.4 does not know, but another series documents: a row of `directives-legacy.tsv`.
///
/// @param name as that series spells it, sections with their `<`
/// @param series where it is documented: `1.3`, `2.0`, `2.2`, `trunk`
/// @param modules which module had it, by series: `2.0:mpm_common; 2.2:mpm_common`
/// @param replacement what 2.4 has instead, or empty
public record LegacyDirective(String name, List<String> series, String modules, String replacement) {
  public LegacyDirective {
    series = List.copyOf(series);
  }

  /// Whether only the development trunk has it, so that it belongs to the future.
  public boolean trunkOnly() {
    return series.equals(List.of("trunk"));
  }
}
