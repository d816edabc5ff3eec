package dev.mpmlint.report;

import dev.mpmlint.rules.Finding;
import dev.mpmlint.rules.Severity;
import java.util.List;

/// How many findings there are of each severity.
record Tally(int errors, int warnings, int infos) {
  static Tally of(List<Finding> findings) {
    int errors = 0;
    int warnings = 0;
    for (Finding finding : findings) {
      switch (finding.severity()) {
        case ERROR -> errors++;
        case WARNING -> warnings++;
        case INFO -> {
          // What is left.
        }
      }
    }
    return new Tally(errors, warnings, findings.size() - errors - warnings);
  }

  int count(Severity severity) {
    return switch (severity) {
      case ERROR -> errors;
      case WARNING -> warnings;
      case INFO -> infos;
    };
  }
}
