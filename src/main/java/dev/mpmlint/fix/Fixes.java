package dev.mpmlint.fix;

import dev.mpmlint.rules.Finding;
import dev.mpmlint.rules.Fix;
import java.util.List;
import java.util.Optional;

/// How many findings have a fix that a program can make.
///
/// @param safe those with a fix that changes nothing of what httpd does
/// @param unsafe those whose every fix does
public record Fixes(int safe, int unsafe) {
  public static Fixes of(List<Finding> findings) {
    int safe = 0;
    int unsafe = 0;
    for (Finding finding : findings) {
      if (choose(finding, false).isPresent()) {
        safe++;
      } else if (choose(finding, true).isPresent()) {
        unsafe++;
      }
    }
    return new Fixes(safe, unsafe);
  }

  /// The fix that is made for a finding: the first safe one, else, if asked for, the first one.
  public static Optional<Fix> choose(Finding finding, boolean unsafe) {
    Fix first = null;
    for (Fix fix : finding.fixes()) {
      if (!fix.edits().isEmpty()) {
        if (fix.safety() == Fix.Safety.SAFE) {
          return Optional.of(fix);
        }
        first = first == null ? fix : first;
      }
    }
    return unsafe ? Optional.ofNullable(first) : Optional.empty();
  }
}
