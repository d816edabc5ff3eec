package dev.mpmlint.rules;

import static dev.mpmlint.mpm.MpmDirective.MAX_REQUEST_WORKERS;
import static dev.mpmlint.mpm.MpmDirective.SERVER_LIMIT;
import static dev.mpmlint.mpm.MpmDirective.THREADS_PER_CHILD;
import static dev.mpmlint.mpm.MpmDirective.THREAD_LIMIT;

import dev.mpmlint.mpm.Correction;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.mpm.MpmPlan;
import java.util.function.Consumer;

/// httpd runs whole processes only, so the rest is dropped.
final class MaxRequestWorkersNotMultipleOfThreadsPerChild implements Rule.OfPlan {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM013",
          "max-request-workers-not-multiple-of-threads-per-child",
          Severity.WARNING,
          "MaxRequestWorkers is no multiple of ThreadsPerChild, so httpd lowers it",
          "0.1");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(MpmPlan plan, Subject subject, Consumer<Finding> out) {
    Numbers n = new Numbers(plan, subject);
    Correction c = n.change(Numbers.Change.WORKERS_NO_MULTIPLE);
    if (c == null || !n.sound(THREAD_LIMIT, THREADS_PER_CHILD, MAX_REQUEST_WORKERS)) {
      return;
    }
    long workers = n.asked(MAX_REQUEST_WORKERS);
    long threads = n.asked(THREADS_PER_CHILD);
    if (threads < 1 || workers % threads == 0 || workers < threads) {
      // Only because ThreadLimit lowers ThreadsPerChild, which has a finding of its own.
      return;
    }
    long lower = workers / threads * threads;
    long upper = lower + threads;
    String name = n.name(MAX_REQUEST_WORKERS);
    MpmDirective beside = n.isWritten(MAX_REQUEST_WORKERS) ? MAX_REQUEST_WORKERS : THREADS_PER_CHILD;
    Finding finding =
        n.at(
            INFO,
            n.shown(MAX_REQUEST_WORKERS) + " is no multiple of " + n.shown(THREADS_PER_CHILD) + "; httpd will run "
                + c.to() + Numbers.ah(c) + "; write " + name + " " + lower + ", or " + upper,
            MAX_REQUEST_WORKERS,
            THREADS_PER_CHILD);
    if (finding == null) {
      return;
    }
    boolean roomForMore = upper / threads <= n.runs(SERVER_LIMIT);
    finding =
        finding
            .labelled("write " + (beside == MAX_REQUEST_WORKERS ? "" : name + " ") + lower + ", or " + upper)
            .fixedBy(
                new Fix("write " + name + " " + lower, Fix.Safety.SAFE, n.set(MAX_REQUEST_WORKERS, lower, beside)));
    if (roomForMore) {
      finding =
          finding.fixedBy(
              new Fix("write " + name + " " + upper, Fix.Safety.UNSAFE, n.set(MAX_REQUEST_WORKERS, upper, beside)));
    }
    out.accept(
        finding
            .claiming(new Claim.Logs(c.number(), c.text()))
            .claiming(new Claim.Ceiling(plan.simultaneousRequests())));
  }
}
