package dev.mpmlint.rules;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Problem;
import dev.mpmlint.judge.Refusal;
import dev.mpmlint.mpm.MpmPlan;
import java.util.Set;
import java.util.function.Consumer;

/// One thing that can be wrong. Rules hold no state: everything they know comes in as an argument.
///
/// A rule takes the weakest shape that does its job.
public sealed interface Rule {
  RuleInfo info();

  /// Looks at one directive or section at a time.
  non-sealed interface OfDirective extends Rule {
    /// The names it wants to see, in lower case.
    Set<String> listensTo();

    /// Called for each occurrence that counts, name by name, those of one name in reading order.
    void check(Occurrence occurrence, Subject subject, Consumer<Finding> out);
  }

  /// Looks at the configuration as a whole.
  non-sealed interface OfConfiguration extends Rule {
    void check(Subject subject, Consumer<Finding> out);
  }

  /// Looks at what the numbers become; in a fragment called for each MPM that the fragment mentions.
  non-sealed interface OfPlan extends Rule {
    void check(MpmPlan plan, Subject subject, Consumer<Finding> out);
  }

  /// Turns what httpd's walk over the directives would stop at into findings.
  non-sealed interface OfRefusal extends Rule {
    void check(Refusal refusal, Subject subject, Consumer<Finding> out);
  }

  /// Turns what the reader met into findings.
  non-sealed interface OfProblem extends Rule {
    Set<Problem.Kind> kinds();

    void check(Problem problem, Subject subject, Consumer<Finding> out);
  }

  /// Something about comments that suppress findings. [Suppressions] looks at them when all findings are there, so there
  /// is nothing to be called.
  non-sealed interface OfSuppression extends Rule {}
}
