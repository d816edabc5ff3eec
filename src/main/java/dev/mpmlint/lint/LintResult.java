package dev.mpmlint.lint;

import dev.mpmlint.rules.Finding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// All that was found in all inputs.
///
/// @param findings of all inputs, each once, in [Finding#ORDER]
/// @param files the names of the files that were read
public record LintResult(List<Checked> checked, List<Finding> findings, Set<String> files, Duration took) {
  public LintResult {
    checked = List.copyOf(checked);
    findings = List.copyOf(findings);
    files = Set.copyOf(files);
  }

  /// The folders that hold the trees that were read.
  public List<Path> tops() {
    List<Path> tops = new ArrayList<>();
    for (Checked each : checked) {
      if (each.top() != null) {
        tops.add(each.top());
      }
    }
    return tops;
  }
}
