package dev.mpmlint.rules;

import static dev.mpmlint.mpm.MpmDirective.THREADS_PER_CHILD;
import static dev.mpmlint.mpm.MpmDirective.THREAD_LIMIT;

import dev.mpmlint.mpm.Correction;
import dev.mpmlint.mpm.MpmPlan;
import java.util.function.Consumer;

/// More threads in each process than ThreadLimit lets it have.
final class ThreadsPerChildAboveThreadLimit implements Rule.OfPlan {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM011",
          "threads-per-child-above-thread-limit",
          Severity.WARNING,
          "ThreadsPerChild is above ThreadLimit, so httpd runs fewer threads",
          "0.1");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(MpmPlan plan, Subject subject, Consumer<Finding> out) {
    Numbers n = new Numbers(plan, subject);
    Correction c = n.change(Numbers.Change.THREADS_ABOVE_LIMIT);
    if (c == null || !n.sound(THREAD_LIMIT, THREADS_PER_CHILD)) {
      return;
    }
    String wayOut = "set ThreadLimit " + c.from() + ", or write ThreadsPerChild " + c.to();
    Finding finding =
        n.at(
            INFO,
            n.shown(THREADS_PER_CHILD) + " is above " + n.shown(THREAD_LIMIT) + "; httpd will run " + c.to()
                + Numbers.ah(c) + "; " + wayOut,
            THREADS_PER_CHILD,
            THREAD_LIMIT);
    if (finding != null) {
      out.accept(
          finding
              .labelled("ThreadLimit is " + n.value(THREAD_LIMIT))
              .fixedBy(
                  new Fix(
                      "set ThreadLimit " + c.from() + " and restart httpd fully",
                      Fix.Safety.UNSAFE,
                      n.set(THREAD_LIMIT, c.from(), THREADS_PER_CHILD)))
              .claiming(new Claim.Logs(c.number(), c.text()))
              .claiming(new Claim.Processes(plan.startProcesses(), plan.threadsPerProcess())));
    }
  }
}
