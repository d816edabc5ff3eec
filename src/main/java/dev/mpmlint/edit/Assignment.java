package dev.mpmlint.edit;

import dev.mpmlint.config.Condition;
import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.mpm.Decision;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.mpm.Origin;
import dev.mpmlint.mpm.Setting;
import org.jspecify.annotations.Nullable;

/// Gives a number of the MPM another value, where the configuration keeps it: in the line that sets it, else beside
/// the lines that set the others. Stateless.
final class Assignment {
  private Assignment() {}

  /// @throws CannotEditException when there is no place for it
  static void set(MpmPlan plan, Configuration configuration, MpmDirective directive, String value, Draft draft)
      throws CannotEditException {
    Setting setting = plan.setting(directive).orElse(null);
    if (setting != null && setting.origin() instanceof Origin.Written(Occurrence at)) {
      draft.replaceArguments(at, value);
      return;
    }
    String line = directive.names(configuration.options().version()).getFirst() + " " + value;
    Occurrence beside = beside(plan);
    if (beside != null) {
      draft.insertBelow(beside, line);
    } else {
      draft.append(configuration.main(), line);
    }
  }

  /// The last line that sets a number of this MPM, those in a section of its own before others; else what loads it.
  private static @Nullable Occurrence beside(MpmPlan plan) {
    Occurrence best = null;
    boolean own = false;
    for (Setting setting : plan.settings().values()) {
      if (setting.origin() instanceof Origin.Written(Occurrence at) && at.place().scope() == null) {
        boolean inside = isInOwnSection(at, plan);
        if (best == null || inside || !own) {
          best = inside || !own ? at : best;
          own |= inside;
        }
      }
    }
    if (best != null) {
      return best;
    }
    return plan.decidedBy() instanceof Decision.Loaded(Occurrence by) && by.place().scope() == null ? by : null;
  }

  private static boolean isInOwnSection(Occurrence at, MpmPlan plan) {
    Condition c = at.place().condition();
    return c != null
        && c.kind() == Condition.Kind.IF_MODULE
        && (c.test().equals(plan.mpm().identifier()) || c.test().equals(plan.mpm().source()));
  }
}
