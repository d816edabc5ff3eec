package dev.mpmlint.policy;

import dev.mpmlint.rules.Severity;
import java.util.Optional;

/// What settings say of a rule.
public enum Level {
  OFF,
  INFO,
  WARNING,
  MISSING,
  ERROR,
  /// As bad as the rule itself says, whatever the profile.
  ON;

  Optional<Severity> of(Severity own) {
    return switch (this) {
      case OFF -> Optional.empty();
      case INFO -> Optional.of(Severity.INFO);
      case WARNING -> Optional.of(Severity.WARNING);
      case MISSING -> Optional.of(Severity.MISSING);
      case ERROR -> Optional.of(Severity.ERROR);
      case ON -> Optional.of(own);
    };
  }
}
