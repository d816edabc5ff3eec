package dev.mpmlint.rules;

import static dev.mpmlint.mpm.MpmDirective.SERVER_LIMIT;
import static dev.mpmlint.mpm.MpmDirective.THREAD_LIMIT;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.httpd.AhNumber;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.mpm.MpmPlan;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Numbers that a running server keeps from its first start on.
final class FullRestartNeeded implements Rule.OfPlan {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM038",
          "full-restart-needed",
          Severity.INFO,
          "A change of this line has no effect before httpd is stopped and started again",
          "0.1");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(MpmPlan plan, Subject subject, Consumer<Finding> out) {
    Numbers n = new Numbers(plan, subject);
    for (MpmDirective d : List.of(SERVER_LIMIT, THREAD_LIMIT)) {
      Occurrence line = n.line(d);
      AhNumber number = number(plan.mpm(), d);
      boolean numbered = subject.configuration().options().version().loadsMpm() && number != null;
      if (line != null && !isDefault(plan.mpm(), d, n.asked(d), subject)) {
        String says = numbered ? " (" + number + ")" : "";
        out.accept(
            Finding.at(
                    INFO,
                    line,
                    d + " is fixed when httpd starts; a change of it is lost at a reload or graceful restart" + says
                        + "; stop and start httpd after one")
                .labelled("fixed at start"));
      }
    }
  }

  /// A line that says what holds anyway, as in many shipped files, tells of nobody's wish to change it.
  private static boolean isDefault(Mpm mpm, MpmDirective d, long asked, Subject subject) {
    return mpm.facts()
        .limit(d, subject.configuration().options().version())
        .filter(limit -> limit.fallback() == asked)
        .isPresent();
  }

  private static @Nullable AhNumber number(Mpm mpm, MpmDirective d) {
    boolean servers = d == SERVER_LIMIT;
    return switch (mpm) {
      case PREFORK -> new AhNumber(179);
      case WORKER -> new AhNumber(servers ? 304 : 309);
      case EVENT -> new AhNumber(servers ? 501 : 506);
      case WINNT -> new AhNumber(443);
      case NETWARE, MPMT_OS2, BEOS, PERCHILD, LEADER, THREADPOOL, PERUSER, SIMPLE, MOTORZ -> null;
    };
  }
}
