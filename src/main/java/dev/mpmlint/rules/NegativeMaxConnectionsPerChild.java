package dev.mpmlint.rules;

import static dev.mpmlint.mpm.MpmDirective.MAX_CONNECTIONS_PER_CHILD;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmPlan;
import java.util.function.Consumer;

/// `MaxConnectionsPerChild -1`, meant as "without limit", which only prefork takes it for.
final class NegativeMaxConnectionsPerChild implements Rule.OfPlan {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM018",
          "negative-max-connections-per-child",
          Severity.ERROR,
          "A negative MaxConnectionsPerChild lets every threaded child end before it serves",
          "0.1");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(MpmPlan plan, Subject subject, Consumer<Finding> out) {
    Numbers n = new Numbers(plan, subject);
    Occurrence line = n.line(MAX_CONNECTIONS_PER_CHILD);
    if (line == null || n.asked(MAX_CONNECTIONS_PER_CHILD) >= 0 || !n.sound(MAX_CONNECTIONS_PER_CHILD)) {
      return;
    }
    boolean threaded = plan.mpm() == Mpm.WORKER || plan.mpm() == Mpm.EVENT || plan.mpm() == Mpm.WINNT;
    if (!threaded && plan.mpm() != Mpm.PREFORK) {
      return;
    }
    String means =
        threaded
            ? " lets every child of " + plan.mpm() + " end before it serves, so the server never answers"
            : " means no limit to prefork only; under worker and event the server would never answer";
    Finding finding =
        Finding.at(
                INFO,
                line,
                Lines.spanOf(line, 0),
                n.shown(MAX_CONNECTIONS_PER_CHILD) + means + "; write 0 for no limit")
            .labelled("write 0")
            .as(threaded ? Severity.ERROR : Severity.INFO)
            .fixedBy(
                new Fix("write 0", threaded ? Fix.Safety.UNSAFE : Fix.Safety.SAFE, Numbers.value(line, "0")));
    out.accept(threaded ? finding.claiming(new Claim.Ceiling(0)) : finding);
  }
}
