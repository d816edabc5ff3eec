package dev.mpmlint.rules;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.mpm.Decision;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmFacts;
import dev.mpmlint.mpm.MpmOutcome;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.source.Span;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A section or LoadModule for an MPM that nobody runs any more.
final class HistoricMpm implements Rule.OfDirective {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM045", "historic-mpm", Severity.INFO, "A line for an MPM of another time or platform", "0.1");

  static final Set<Mpm> TODAY = EnumSet.of(Mpm.PREFORK, Mpm.WORKER, Mpm.EVENT, Mpm.WINNT);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Set<String> listensTo() {
    return Set.of("ifmodule", "loadmodule");
  }

  @Override
  public void check(Occurrence occurrence, Subject subject, Consumer<Finding> out) {
    String name;
    Span at;
    if (occurrence.key().equals("ifmodule")) {
      TestedModule tested = TestedModule.of(occurrence);
      if (tested.negated()) {
        return;
      }
      name = tested.name();
      at = tested.word().span();
    } else {
      name = Lines.argument(occurrence, 0);
      at = Lines.spanOf(occurrence, 0);
    }
    Mpm mpm = Mpm.ofModule(name).orElse(null);
    HttpdVersion version = subject.configuration().options().version();
    if (mpm == null || TODAY.contains(mpm) || runs(mpm, subject) || !version.loadsMpm()) {
      return;
    }
    MpmFacts facts = mpm.facts();
    if (occurrence.key().equals("ifmodule") && facts.isIn(version)) {
      // httpd itself ships such blocks for the other platforms that it runs on.
      return;
    }
    String gone = facts.until() == null ? "is only for " + platform(facts) : "is gone since httpd " + facts.until();
    out.accept(
        Finding.at(
                INFO,
                occurrence,
                at,
                "the MPM " + mpm + " " + gone + wayOut(facts.replacedBy()))
            .labelled(facts.until() == null ? platform(facts) : "gone"));
  }

  private static String platform(MpmFacts facts) {
    return facts.platforms().equals("Unix") ? "httpd's development branch" : facts.platforms();
  }

  private static String wayOut(@Nullable String replacedBy) {
    return "; " + (replacedBy == null ? "" : "today " + replacedBy + " does its work; ") + "the lines can go";
  }

  /// Whether it is the MPM of this very build.
  private static boolean runs(Mpm mpm, Subject subject) {
    return subject.mpm() instanceof MpmOutcome.One(MpmPlan plan)
        && plan.mpm() == mpm
        && plan.decidedBy() instanceof Decision.CompiledIn;
  }
}
