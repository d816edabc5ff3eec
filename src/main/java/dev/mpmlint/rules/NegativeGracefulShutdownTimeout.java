package dev.mpmlint.rules;

import static dev.mpmlint.mpm.MpmDirective.GRACEFUL_SHUTDOWN_TIMEOUT;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.mpm.MpmPlan;
import java.util.function.Consumer;

/// A time limit that has passed before it begins.
final class NegativeGracefulShutdownTimeout implements Rule.OfPlan {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM020",
          "negative-graceful-shutdown-timeout",
          Severity.WARNING,
          "A negative GracefulShutdownTimeout makes a graceful stop cut off requests at once",
          "0.1");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(MpmPlan plan, Subject subject, Consumer<Finding> out) {
    Numbers n = new Numbers(plan, subject);
    Occurrence line = n.line(GRACEFUL_SHUTDOWN_TIMEOUT);
    if (line == null || n.asked(GRACEFUL_SHUTDOWN_TIMEOUT) >= 0 || !n.sound(GRACEFUL_SHUTDOWN_TIMEOUT)) {
      return;
    }
    out.accept(
        Finding.at(
                INFO,
                line,
                Lines.spanOf(line, 0),
                n.shown(GRACEFUL_SHUTDOWN_TIMEOUT)
                    + " has passed before a graceful stop begins, so requests are cut off after about a second;"
                    + " write 0 to wait for them, or a number of seconds")
            .labelled("write 0, or seconds")
            .fixedBy(new Fix("write 0", Fix.Safety.UNSAFE, Numbers.value(line, "0"))));
  }
}
