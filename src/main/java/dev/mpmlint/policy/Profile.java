package dev.mpmlint.policy;

import dev.mpmlint.rules.Severity;
import java.util.Optional;

/// How much is asked of a configuration.
public enum Profile {
  /// What keeps httpd from starting, or a site from working: errors, and files that are missing.
  MINIMAL,
  /// Everything, as bad as each rule says.
  RECOMMENDED,
  /// Everything; what is only worth knowing counts as a warning, and suppressions need a reason.
  STRICT;

  /// How bad a finding is; empty where it is not reported.
  Optional<Severity> severity(Severity own) {
    return switch (this) {
      case MINIMAL -> own.isAtLeast(Severity.MISSING) ? Optional.of(own) : Optional.empty();
      case RECOMMENDED -> Optional.of(own);
      case STRICT -> Optional.of(own == Severity.INFO ? Severity.WARNING : own);
    };
  }
}
