package dev.mpmlint.rules;

import static dev.mpmlint.mpm.MpmDirective.MAX_SPARE_SERVERS;
import static dev.mpmlint.mpm.MpmDirective.MAX_SPARE_THREADS;
import static dev.mpmlint.mpm.MpmDirective.MIN_SPARE_SERVERS;
import static dev.mpmlint.mpm.MpmDirective.MIN_SPARE_THREADS;
import static dev.mpmlint.mpm.MpmDirective.THREADS_PER_CHILD;

import dev.mpmlint.mpm.Correction;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.mpm.MpmPlan;
import java.util.function.Consumer;

/// An upper bound of idle workers that does not leave room above the lower one; httpd raises it and says nothing.
final class SpareInversion implements Rule.OfPlan {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM021",
          "spare-inversion",
          Severity.WARNING,
          "The most idle workers are not above the least, so httpd silently raises the most",
          "0.1");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(MpmPlan plan, Subject subject, Consumer<Finding> out) {
    Numbers n = new Numbers(plan, subject);
    MpmDirective most = n.has(MAX_SPARE_SERVERS) ? MAX_SPARE_SERVERS : MAX_SPARE_THREADS;
    MpmDirective least = n.has(MAX_SPARE_SERVERS) ? MIN_SPARE_SERVERS : MIN_SPARE_THREADS;
    Correction c = n.silent(most);
    if (c == null || c.to() <= c.from() || !n.sound(most, least, THREADS_PER_CHILD)) {
      return;
    }
    // httpd's documentation asks for a process more than the least, and httpd adds one thread: that is nobody's fault.
    long threads = Math.min(n.asked(THREADS_PER_CHILD), plan.threadsPerProcess());
    long documented = n.asked(least) + (n.has(THREADS_PER_CHILD) ? threads : 1);
    if (n.asked(most) >= documented) {
      return;
    }
    String room = n.has(THREADS_PER_CHILD) ? " and " + n.shown(THREADS_PER_CHILD) : "";
    Finding finding =
        n.at(
            INFO,
            n.shown(most) + " leaves no room above " + n.shown(least) + room + "; httpd silently uses " + c.to()
                + "; write " + most + " " + c.to() + ", or lower " + least,
            most,
            least,
            THREADS_PER_CHILD);
    if (finding == null) {
      return;
    }
    MpmDirective beside = n.isWritten(most) ? most : n.isWritten(least) ? least : THREADS_PER_CHILD;
    out.accept(
        finding
            .as(n.isWritten(most) || n.isWritten(least) ? Severity.WARNING : Severity.INFO)
            .labelled("write " + (beside == most ? "" : most + " ") + c.to())
            .fixedBy(new Fix("write " + most + " " + c.to(), Fix.Safety.SAFE, n.set(most, c.to(), beside)))
            .claiming(new Claim.IdleAtMost((int) c.to())));
  }
}
