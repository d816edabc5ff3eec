package dev.mpmlint.rules;

import static dev.mpmlint.mpm.MpmDirective.MAX_REQUEST_WORKERS;
import static dev.mpmlint.mpm.MpmDirective.SERVER_LIMIT;
import static dev.mpmlint.mpm.MpmDirective.THREADS_PER_CHILD;
import static dev.mpmlint.mpm.MpmDirective.THREAD_LIMIT;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.mpm.MpmPlan;
import java.util.List;
import java.util.function.Consumer;

/// prefork's numbers under a threaded MPM: room for many times the processes that can ever run.
final class ServerLimitFarAboveNeed implements Rule.OfPlan {
  // Slack below these is sensible: old children of event finish in slots of their own.
  static final RuleOption TIMES =
      new RuleOption("ServerLimitTimes", 4, 1, 1000, "A ServerLimit of so many times the need is found");

  static final RuleInfo INFO =
      new RuleInfo(
          "MPM025",
          "server-limit-far-above-need",
          Severity.WARNING,
          "ServerLimit keeps room for many times the processes that may run",
          "0.1",
          List.of(TIMES));

  private static final int SPARE_THREADED = 64;
  private static final int SPARE_PREFORK = 1000;

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(MpmPlan plan, Subject subject, Consumer<Finding> out) {
    Numbers n = new Numbers(plan, subject);
    Occurrence line = n.line(SERVER_LIMIT);
    if (line == null
        || !n.has(MAX_REQUEST_WORKERS)
        || !n.sound(SERVER_LIMIT, THREAD_LIMIT, THREADS_PER_CHILD, MAX_REQUEST_WORKERS)) {
      return;
    }
    boolean threaded = n.has(THREADS_PER_CHILD);
    long limit = n.runs(SERVER_LIMIT);
    long needed = plan.processes();
    if (limit < needed * subject.options().of(TIMES) || limit - needed < (threaded ? SPARE_THREADED : SPARE_PREFORK)) {
      return;
    }
    long slots = limit * (threaded ? n.runs(THREAD_LIMIT) : 1);
    String room =
        threaded
            ? "shared memory for " + slots + " threads (ThreadLimit " + n.runs(THREAD_LIMIT) + " each)"
            : "shared memory for " + slots + " processes";
    long write = needed * 2;
    Finding finding =
        n.at(
            INFO,
            n.shown(SERVER_LIMIT) + " is far above the " + Numbers.processes(needed) + " that "
                + n.shown(MAX_REQUEST_WORKERS) + (threaded ? " and " + n.shown(THREADS_PER_CHILD) : "")
                + " can use; httpd keeps " + room + "; write " + write + ", which leaves room to grow",
            SERVER_LIMIT,
            MAX_REQUEST_WORKERS,
            THREADS_PER_CHILD);
    if (finding != null) {
      out.accept(
          finding
              .labelled("write " + write)
              .fixedBy(
                  new Fix(
                      "write ServerLimit " + write + " and restart httpd fully",
                      Fix.Safety.UNSAFE,
                      Numbers.value(line, Long.toString(write))))
              .claiming(new Claim.Ceiling(plan.simultaneousRequests())));
    }
  }
}
