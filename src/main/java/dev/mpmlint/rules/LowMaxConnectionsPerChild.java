package dev.mpmlint.rules;

import static dev.mpmlint.mpm.MpmDirective.MAX_CONNECTIONS_PER_CHILD;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.mpm.MpmPlan;
import java.util.List;
import java.util.function.Consumer;

/// Children that end after so few connections that the server is busy replacing them.
final class LowMaxConnectionsPerChild implements Rule.OfPlan {
  static final RuleOption FEWEST =
      new RuleOption("FewestConnectionsPerChild", 1000, 1, 1000000, "A MaxConnectionsPerChild below it is found");

  static final RuleInfo INFO =
      new RuleInfo(
          "MPM027",
          "low-max-connections-per-child",
          Severity.WARNING,
          "Children end after so few connections that starting new ones costs more than it saves",
          "0.1",
          List.of(FEWEST));

  private static final String ENOUGH = "10000";

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(MpmPlan plan, Subject subject, Consumer<Finding> out) {
    Numbers n = new Numbers(plan, subject);
    Occurrence line = n.line(MAX_CONNECTIONS_PER_CHILD);
    long connections = n.asked(MAX_CONNECTIONS_PER_CHILD);
    if (line == null || connections < 1 || connections >= subject.options().of(FEWEST) || !n.sound(MAX_CONNECTIONS_PER_CHILD)) {
      return;
    }
    out.accept(
        Finding.at(
                INFO,
                line,
                Lines.spanOf(line, 0),
                n.shown(MAX_CONNECTIONS_PER_CHILD) + " ends each child after " + connections
                    + " connections, so httpd is busy starting new ones; write 0 for no limit, or " + ENOUGH
                    + " against memory leaks")
            .labelled("write 0, or " + ENOUGH)
            .fixedBy(new Fix("write " + ENOUGH, Fix.Safety.UNSAFE, Numbers.value(line, ENOUGH)))
            .claiming(new Claim.Recycles((int) connections)));
  }
}
