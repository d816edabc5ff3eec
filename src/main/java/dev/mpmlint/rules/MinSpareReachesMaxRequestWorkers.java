package dev.mpmlint.rules;

import static dev.mpmlint.mpm.MpmDirective.MAX_REQUEST_WORKERS;
import static dev.mpmlint.mpm.MpmDirective.MIN_SPARE_SERVERS;
import static dev.mpmlint.mpm.MpmDirective.MIN_SPARE_THREADS;
import static dev.mpmlint.mpm.MpmDirective.SERVER_LIMIT;
import static dev.mpmlint.mpm.MpmDirective.THREADS_PER_CHILD;
import static dev.mpmlint.mpm.MpmDirective.THREAD_LIMIT;

import dev.mpmlint.httpd.AhNumber;
import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.mpm.MpmPlan;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// As many idle workers wanted as there can be workers: the server says that it is at its limit without any load.
final class MinSpareReachesMaxRequestWorkers implements Rule.OfPlan {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM024",
          "min-spare-reaches-max-request-workers",
          Severity.WARNING,
          "As many idle workers are wanted as may run at all",
          "0.1");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(MpmPlan plan, Subject subject, Consumer<Finding> out) {
    Numbers n = new Numbers(plan, subject);
    MpmDirective least = n.has(MIN_SPARE_SERVERS) ? MIN_SPARE_SERVERS : MIN_SPARE_THREADS;
    if (!n.has(least)
        || !n.has(MAX_REQUEST_WORKERS)
        || !n.sound(least, SERVER_LIMIT, THREAD_LIMIT, THREADS_PER_CHILD, MAX_REQUEST_WORKERS)) {
      return;
    }
    int atOnce = plan.simultaneousRequests();
    if (n.runs(least) < atOnce || n.asked(least) < n.asked(MAX_REQUEST_WORKERS)) {
      return;
    }
    AhNumber number = number(plan.mpm(), subject.configuration().options().version());
    Finding finding =
        n.at(
            INFO,
            n.shown(least) + " is not below " + n.shown(MAX_REQUEST_WORKERS)
                + "; the first request makes httpd log that MaxRequestWorkers is reached"
                + (number == null ? "" : " (" + number + ")") + "; lower " + least + ", or raise "
                + n.name(MAX_REQUEST_WORKERS),
            least,
            MAX_REQUEST_WORKERS);
    if (finding != null) {
      out.accept(
          finding
              .as(n.isWritten(least) ? Severity.WARNING : Severity.INFO)
              .labelled("of " + atOnce + " in all")
              .fixedBy(Fix.advice("lower " + least + " well below " + atOnce))
              .claiming(new Claim.Logs(number, "MaxRequestWorkers setting")));
    }
  }

  private static @Nullable AhNumber number(Mpm mpm, HttpdVersion version) {
    if (!version.loadsMpm()) {
      return null;
    }
    return switch (mpm) {
      case PREFORK -> new AhNumber(161);
      case WORKER -> new AhNumber(287);
      case EVENT -> new AhNumber(version.atLeast(2, 4, 36) ? 10_159 : 484);
      case WINNT, NETWARE, MPMT_OS2, BEOS, PERCHILD, LEADER, THREADPOOL, PERUSER, SIMPLE, MOTORZ -> null;
    };
  }
}
