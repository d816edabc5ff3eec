package dev.mpmlint.rules;

import static dev.mpmlint.mpm.MpmDirective.MAX_REQUEST_WORKERS;
import static dev.mpmlint.mpm.MpmDirective.THREADS_PER_CHILD;
import static dev.mpmlint.mpm.MpmDirective.THREAD_LIMIT;

import dev.mpmlint.mpm.Correction;
import dev.mpmlint.mpm.MpmPlan;
import java.util.function.Consumer;

/// Less than one process full of threads.
final class MaxRequestWorkersBelowThreadsPerChild implements Rule.OfPlan {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM014",
          "max-request-workers-below-threads-per-child",
          Severity.WARNING,
          "MaxRequestWorkers is below ThreadsPerChild, so httpd raises it",
          "0.1");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(MpmPlan plan, Subject subject, Consumer<Finding> out) {
    Numbers n = new Numbers(plan, subject);
    Correction c = n.change(Numbers.Change.WORKERS_BELOW_THREADS);
    if (c == null || !n.sound(THREAD_LIMIT, THREADS_PER_CHILD, MAX_REQUEST_WORKERS)) {
      return;
    }
    long workers = n.asked(MAX_REQUEST_WORKERS);
    String name = n.name(MAX_REQUEST_WORKERS);
    String fewer = workers < 1 ? "" : ", or lower ThreadsPerChild to " + workers;
    Finding finding =
        n.at(
            INFO,
            n.shown(MAX_REQUEST_WORKERS) + " is below " + n.shown(THREADS_PER_CHILD) + "; httpd will run " + c.to()
                + Numbers.ah(c) + "; write " + name + " " + c.to() + fewer,
            MAX_REQUEST_WORKERS,
            THREADS_PER_CHILD);
    if (finding != null) {
      out.accept(
          finding
              .labelled("write " + name + " " + c.to())
              .fixedBy(
                  new Fix(
                      "write " + name + " " + c.to(),
                      Fix.Safety.SAFE,
                      n.set(MAX_REQUEST_WORKERS, c.to(), THREADS_PER_CHILD)))
              .claiming(new Claim.Logs(c.number(), c.text()))
              .claiming(new Claim.Ceiling(plan.simultaneousRequests())));
    }
  }
}
