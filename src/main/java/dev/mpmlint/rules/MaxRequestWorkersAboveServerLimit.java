package dev.mpmlint.rules;

import static dev.mpmlint.mpm.MpmDirective.MAX_REQUEST_WORKERS;
import static dev.mpmlint.mpm.MpmDirective.SERVER_LIMIT;
import static dev.mpmlint.mpm.MpmDirective.THREADS_PER_CHILD;
import static dev.mpmlint.mpm.MpmDirective.THREAD_LIMIT;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.mpm.Correction;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmPlan;
import java.util.function.Consumer;

/// More requests at once than ServerLimit has processes for: why most raised numbers have no effect.
final class MaxRequestWorkersAboveServerLimit implements Rule.OfPlan {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM012",
          "max-request-workers-above-server-limit",
          Severity.WARNING,
          "MaxRequestWorkers needs more processes than ServerLimit allows",
          "0.1");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(MpmPlan plan, Subject subject, Consumer<Finding> out) {
    Numbers n = new Numbers(plan, subject);
    Correction c = n.change(Numbers.Change.WORKERS_ABOVE_LIMIT);
    if (c == null || !n.sound(SERVER_LIMIT, THREAD_LIMIT, THREADS_PER_CHILD, MAX_REQUEST_WORKERS)) {
      return;
    }
    boolean threaded = n.has(THREADS_PER_CHILD);
    long threads = threaded ? n.asked(THREADS_PER_CHILD) : 1;
    long needed = n.asked(MAX_REQUEST_WORKERS) / threads;
    if (needed <= n.asked(SERVER_LIMIT)) {
      // Only because ThreadLimit lowers ThreadsPerChild, which has a finding of its own.
      return;
    }
    String message =
        n.shown(MAX_REQUEST_WORKERS) + " needs ServerLimit " + needed
            + (threaded ? " with " + n.shown(THREADS_PER_CHILD) : "") + ", and it is " + n.value(SERVER_LIMIT)
            + "; httpd will run " + c.to() + Numbers.ah(c) + fullScoreboard(plan.mpm(), subject)
            + "; set ServerLimit " + needed + " and restart httpd fully, or write " + n.name(MAX_REQUEST_WORKERS) + " "
            + c.to();
    Finding finding = n.at(INFO, message, MAX_REQUEST_WORKERS, THREADS_PER_CHILD, SERVER_LIMIT);
    if (finding != null) {
      out.accept(
          fixed(finding, n, needed, c.to())
              .claiming(new Claim.Logs(c.number(), c.text()))
              .claiming(new Claim.Ceiling(plan.simultaneousRequests())));
    }
  }

  /// Where nothing sets MaxRequestWorkers, whoever lowered ServerLimit wants the lower number.
  private static Finding fixed(Finding finding, Numbers n, long needed, long most) {
    Occurrence lowered = n.line(SERVER_LIMIT);
    if (lowered != null && !n.isWritten(MAX_REQUEST_WORKERS) && !n.isWritten(THREADS_PER_CHILD)) {
      String write = n.name(MAX_REQUEST_WORKERS) + " " + most;
      return finding
          .labelled("write " + write + " too")
          .fixedBy(
              new Fix("write " + write + " too", Fix.Safety.SAFE, n.set(MAX_REQUEST_WORKERS, most, SERVER_LIMIT)));
    }
    String set = "set ServerLimit " + needed;
    return finding
        .labelled("needs ServerLimit " + needed)
        .fixedBy(
            new Fix(
                set + " and restart httpd fully (a reload does not change it)",
                Fix.Safety.UNSAFE,
                n.set(
                    SERVER_LIMIT,
                    needed,
                    n.isWritten(MAX_REQUEST_WORKERS) ? MAX_REQUEST_WORKERS : THREADS_PER_CHILD)));
  }

  /// worker and event go on comparing with the number that was asked for, and complain each second of a shortage.
  private static String fullScoreboard(Mpm mpm, Subject subject) {
    HttpdVersion version = subject.configuration().options().version();
    if (!version.loadsMpm() || mpm != Mpm.WORKER && mpm != Mpm.EVENT) {
      return "";
    }
    String number = mpm == Mpm.WORKER ? "AH00288" : version.atLeast(2, 4, 26) ? "AH03490" : "AH00485";
    return " and, short of idle threads, log that the scoreboard is full every second (" + number + ")";
  }
}
