package dev.mpmlint.rules;

import static dev.mpmlint.mpm.MpmDirective.THREAD_STACK_SIZE;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.httpd.AhNumber;
import dev.mpmlint.httpd.Layout;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.mpm.Setting;
import java.util.function.Consumer;

/// A stack that no thread can have, mostly because bytes were taken for kibibytes.
final class ThreadStackSizeInappropriate implements Rule.OfPlan {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM030",
          "thread-stack-size-inappropriate",
          Severity.WARNING,
          "ThreadStackSize is below what a thread needs, so httpd uses the default instead",
          "0.1");

  // PTHREAD_STACK_MIN of glibc and musl on 64-bit machines is not above it.
  private static final int LEAST = 16_384;

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(MpmPlan plan, Subject subject, Consumer<Finding> out) {
    Numbers n = new Numbers(plan, subject);
    Setting size = plan.settings().get(THREAD_STACK_SIZE);
    Occurrence line = n.line(THREAD_STACK_SIZE);
    String written = size == null ? null : size.written();
    if (line == null
        || written == null
        || !WholeNumber.isLong(written)
        || subject.configuration().options().layout().os() != Layout.Os.UNIX) {
      return;
    }
    long bytes = n.asked(THREAD_STACK_SIZE);
    if (plan.mpm() == Mpm.PREFORK && bytes > 0) {
      out.accept(
          Finding.at(
                  INFO,
                  line,
                  Lines.spanOf(line, 0),
                  n.shown(THREAD_STACK_SIZE) + " has no effect under prefork, which has no threads; take the line out")
              .labelled("no effect")
              .as(Severity.INFO));
      return;
    }
    if (bytes < 1 || bytes >= LEAST || plan.mpm() != Mpm.WORKER && plan.mpm() != Mpm.EVENT) {
      return;
    }
    boolean numbered = subject.configuration().options().version().loadsMpm();
    AhNumber number = new AhNumber(plan.mpm() == Mpm.WORKER ? 2435 : 2436);
    out.accept(
        Finding.at(
                INFO,
                line,
                Lines.spanOf(line, 0),
                n.shown(THREAD_STACK_SIZE) + " is " + bytes + " bytes, and a thread needs " + LEAST
                    + " or more; each child warns" + (numbered ? " (" + number + ")" : "")
                    + " and uses the default; write bytes, or take the line out")
            .labelled("too few bytes")
            .fixedBy(new Fix("comment out the line", Fix.Safety.SAFE, Lines.commentOut(line)))
            .claiming(
                new Claim.Logs(
                    numbered ? number : null,
                    "WARNING: ThreadStackSize of " + bytes + " is inappropriate, using default")));
  }
}
