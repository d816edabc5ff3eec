package dev.mpmlint.rules;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmOutcome;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.mpm.Setting;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What rules look at: a configuration, and which MPM it ends up with.
///
/// @param options the numbers by which rules judge
/// @param surroundings of a `.htaccess`, the server that reads it; null where that is not known
public record Subject(
    Configuration configuration, MpmOutcome mpm, RuleOptions options, @Nullable Surroundings surroundings) {
  /// With the usual numbers.
  public Subject(Configuration configuration, MpmOutcome mpm) {
    this(configuration, mpm, RuleOptions.USUAL, null);
  }

  /// The same in a server.
  public Subject in(Surroundings around) {
    return new Subject(configuration, mpm, options, around);
  }

  /// The same by other numbers.
  public Subject by(RuleOptions other) {
    return new Subject(configuration, mpm, other, surroundings);
  }

  /// The plan that holds, or in a fragment every plan that may; none when httpd would not start for want or excess of
  /// MPMs.
  public List<MpmPlan> plans() {
    return switch (mpm) {
      case MpmOutcome.One(MpmPlan plan) -> List.of(plan);
      case MpmOutcome.Open(List<MpmPlan> plans) -> apart(plans);
      case MpmOutcome.None _, MpmOutcome.Several _ -> List.of();
    };
  }

  /// Without worker's plan where event's stands on the very same lines: all that could be said of it would be said
  /// twice.
  private static List<MpmPlan> apart(List<MpmPlan> plans) {
    List<MpmPlan> apart = new ArrayList<>(plans);
    for (MpmPlan event : plans) {
      if (event.mpm() == Mpm.EVENT) {
        apart.removeIf(worker -> worker.mpm() == Mpm.WORKER && isReadFrom(worker, event));
      }
    }
    return List.copyOf(apart);
  }

  private static boolean isReadFrom(MpmPlan worker, MpmPlan event) {
    for (Setting setting : worker.settings().values()) {
      Setting same = event.settings().get(setting.directive());
      if (same == null || !same.origin().equals(setting.origin())) {
        return false;
      }
    }
    return true;
  }
}
