package dev.mpmlint.rules;

import static dev.mpmlint.mpm.MpmDirective.MAX_REQUEST_WORKERS;
import static dev.mpmlint.mpm.MpmDirective.SERVER_LIMIT;
import static dev.mpmlint.mpm.MpmDirective.START_SERVERS;
import static dev.mpmlint.mpm.MpmDirective.THREADS_PER_CHILD;
import static dev.mpmlint.mpm.MpmDirective.THREAD_LIMIT;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.mpm.Correction;
import dev.mpmlint.mpm.MpmPlan;
import java.util.function.Consumer;

/// More processes at start than may run at all; httpd starts fewer and says nothing.
final class StartServersBeyondLimit implements Rule.OfPlan {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM022",
          "start-servers-beyond-limit",
          Severity.WARNING,
          "StartServers is above the number of processes that may run",
          "0.1");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(MpmPlan plan, Subject subject, Consumer<Finding> out) {
    Numbers n = new Numbers(plan, subject);
    Correction c = n.silent(START_SERVERS);
    Occurrence line = n.line(START_SERVERS);
    if (line == null
        || c == null
        || c.to() >= c.from()
        || !n.has(MAX_REQUEST_WORKERS)
        || !n.sound(START_SERVERS, SERVER_LIMIT, THREAD_LIMIT, THREADS_PER_CHILD, MAX_REQUEST_WORKERS)) {
      return;
    }
    long threads = n.has(THREADS_PER_CHILD) ? n.asked(THREADS_PER_CHILD) : 1;
    if (c.from() <= n.asked(MAX_REQUEST_WORKERS) / threads) {
      // Only because ServerLimit cuts MaxRequestWorkers, which has a finding of its own.
      return;
    }
    String why =
        n.shown(MAX_REQUEST_WORKERS) + (n.has(THREADS_PER_CHILD) ? " and " + n.shown(THREADS_PER_CHILD) : "");
    Finding finding =
        n.at(
            INFO,
            n.shown(START_SERVERS) + " is above the " + Numbers.processes(plan.processes()) + " that " + why
                + " allow; httpd silently starts " + c.to() + "; write " + c.to() + " or less",
            START_SERVERS,
            MAX_REQUEST_WORKERS,
            THREADS_PER_CHILD);
    if (finding != null) {
      out.accept(
          finding
              .labelled("write " + c.to() + " or less")
              .fixedBy(new Fix("write " + c.to(), Fix.Safety.SAFE, Numbers.value(line, Long.toString(c.to()))))
              .claiming(new Claim.Processes(plan.startProcesses(), plan.threadsPerProcess())));
    }
  }
}
