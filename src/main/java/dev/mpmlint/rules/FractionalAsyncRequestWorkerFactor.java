package dev.mpmlint.rules;

import static dev.mpmlint.mpm.MpmDirective.ASYNC_REQUEST_WORKER_FACTOR;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.mpm.Setting;
import java.util.function.Consumer;

/// A factor of which httpd uses the whole part only, and never less than 1.
final class FractionalAsyncRequestWorkerFactor implements Rule.OfPlan {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM019",
          "fractional-async-request-worker-factor",
          Severity.WARNING,
          "AsyncRequestWorkerFactor is not what httpd calculates with",
          "0.1");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(MpmPlan plan, Subject subject, Consumer<Finding> out) {
    Numbers n = new Numbers(plan, subject);
    Setting factor = plan.settings().get(ASYNC_REQUEST_WORKER_FACTOR);
    Occurrence line = n.line(ASYNC_REQUEST_WORKER_FACTOR);
    if (factor == null || line == null || !Double.isFinite(factor.requested()) || factor.requested() <= 0) {
      return;
    }
    double used = factor.effective();
    if (used == factor.requested()) {
      return;
    }
    String why = factor.requested() < 1 ? "less than 1 counts as 1" : "only the whole part counts";
    why = factor.requested() > used + 1 ? "it is too large to be kept" : why;
    String write = used == Math.rint(used) ? Long.toString((long) used) : Double.toString(used);
    out.accept(
        Finding.at(
                INFO,
                line,
                Lines.spanOf(line, 0),
                "AsyncRequestWorkerFactor " + Lines.argument(line, 0) + " acts as " + write + ", because " + why
                    + "; write " + write)
            .labelled("acts as " + write)
            .fixedBy(new Fix("write " + write, Fix.Safety.SAFE, Numbers.value(line, write))));
  }
}
