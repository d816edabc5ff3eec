package dev.mpmlint.rules;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.mpm.MpmOutcome;
import dev.mpmlint.mpm.MpmPlan;
import java.util.List;

/// What rules look at: a configuration, and which MPM it ends up with.
public record Subject(Configuration configuration, MpmOutcome mpm) {
  /// The plan that holds, or in a fragment every plan that may; none when httpd would not start for want or excess of
  /// MPMs.
  public List<MpmPlan> plans() {
    return switch (mpm) {
      case MpmOutcome.One(MpmPlan plan) -> List.of(plan);
      case MpmOutcome.Open(List<MpmPlan> plans) -> plans;
      case MpmOutcome.None _, MpmOutcome.Several _ -> List.of();
    };
  }
}
