package dev.mpmlint.report;

import dev.mpmlint.rules.Finding;
import dev.mpmlint.rules.Severity;
import java.util.List;

/// How many findings there are of each severity.
record Tally(int errors, int missing, int warnings, int infos) {
  static Tally of(List<Finding> findings) {
    int errors = 0;
    int missing = 0;
    int warnings = 0;
    for (Finding finding : findings) {
      switch (finding.severity()) {
        case ERROR -> errors++;
        case MISSING -> missing++;
        case WARNING -> warnings++;
        case INFO -> {
          // What is left.
        }
      }
    }
    return new Tally(errors, missing, warnings, findings.size() - errors - missing - warnings);
  }

  int count(Severity severity) {
    return switch (severity) {
      case ERROR -> errors;
      case MISSING -> missing;
      case WARNING -> warnings;
      case INFO -> infos;
    };
  }
}
