package dev.mpmlint.rules;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.mpm.Correction;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.mpm.Setting;
import java.util.function.Consumer;

/// A number below 1, or above what was compiled in.
final class NumberOutOfRange implements Rule.OfPlan {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM015",
          "number-out-of-range",
          Severity.WARNING,
          "A number that httpd does not take and replaces by the nearest that it does",
          "0.1");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(MpmPlan plan, Subject subject, Consumer<Finding> out) {
    Numbers n = new Numbers(plan, subject);
    for (Correction c : plan.corrections()) {
      Setting setting = plan.settings().get(c.directive());
      Occurrence line = n.line(c.directive());
      String written = setting == null ? null : setting.written();
      if (n.kind(c) != Numbers.Change.OUT_OF_RANGE
          || line == null
          || written == null
          || !WholeNumber.isWhole(written)) {
        continue;
      }
      boolean high = c.to() < c.from();
      String bound = high ? "the compiled-in limit " + c.to() : "the least that httpd takes";
      String write = "write " + c.to() + (high ? " or less" : " or more");
      out.accept(
          Finding.at(
                  INFO,
                  line,
                  Lines.spanOf(line, 0),
                  n.shown(c.directive()) + " is " + (high ? "above " : "below ") + bound + "; httpd will use " + c.to()
                      + Numbers.ah(c) + "; " + write)
              .labelled(write)
              .fixedBy(new Fix("write " + c.to(), Fix.Safety.SAFE, Numbers.value(line, Long.toString(c.to()))))
              .claiming(new Claim.Logs(c.number(), c.text())));
    }
  }
}
