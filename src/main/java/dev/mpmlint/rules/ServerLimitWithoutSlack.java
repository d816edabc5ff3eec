package dev.mpmlint.rules;

import static dev.mpmlint.mpm.MpmDirective.MAX_REQUEST_WORKERS;
import static dev.mpmlint.mpm.MpmDirective.SERVER_LIMIT;
import static dev.mpmlint.mpm.MpmDirective.THREADS_PER_CHILD;
import static dev.mpmlint.mpm.MpmDirective.THREAD_LIMIT;

import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmPlan;
import java.util.function.Consumer;

/// event gives a child that finishes slowly a slot of its own; without a slot to spare, no new child takes its place.
final class ServerLimitWithoutSlack implements Rule.OfPlan {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM026",
          "server-limit-without-slack",
          Severity.INFO,
          "ServerLimit leaves event no room for children that are still finishing",
          "0.1");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(MpmPlan plan, Subject subject, Consumer<Finding> out) {
    Numbers n = new Numbers(plan, subject);
    if (plan.mpm() != Mpm.EVENT
        || !subject.configuration().options().version().atLeast(2, 4, 24)
        || !n.isWritten(SERVER_LIMIT) && !n.isWritten(MAX_REQUEST_WORKERS)
        || !n.sound(SERVER_LIMIT, THREAD_LIMIT, THREADS_PER_CHILD, MAX_REQUEST_WORKERS)
        || n.change(Numbers.Change.WORKERS_ABOVE_LIMIT) != null
        || n.runs(SERVER_LIMIT) > plan.processes()) {
      return;
    }
    int limit = n.runs(SERVER_LIMIT);
    int more = limit + Math.max(1, limit / 4);
    Finding finding =
        n.at(
            INFO,
            n.shown(SERVER_LIMIT) + " is exactly the " + Numbers.processes(limit) + " that "
                + n.shown(MAX_REQUEST_WORKERS) + " needs; while old children finish their requests after a reload, no"
                + " new ones fit in; a ServerLimit of " + more + " would leave them room",
            SERVER_LIMIT,
            MAX_REQUEST_WORKERS);
    if (finding != null) {
      out.accept(
          finding
              .labelled("no slot to spare")
              .fixedBy(Fix.advice("set ServerLimit " + more + " and restart httpd fully")));
    }
  }
}
