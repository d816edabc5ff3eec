package dev.mpmlint.cli;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.httpd.AhNumber;
import dev.mpmlint.lint.CannotLintException;
import dev.mpmlint.lint.Checked;
import dev.mpmlint.lint.LintResult;
import dev.mpmlint.lint.Linter;
import dev.mpmlint.lint.StartRefusal;
import dev.mpmlint.lint.Whereabouts;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmFacts;
import dev.mpmlint.mpm.MpmOutcome;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.rules.Finding;
import dev.mpmlint.rules.Subject;
import dev.mpmlint.server.control.Loaded;
import dev.mpmlint.server.control.Loader;
import dev.mpmlint.server.control.RefusedException;
import dev.mpmlint.server.log.Level;
import dev.mpmlint.server.log.StartupLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the configuration to be served and refuses what httpd refuses: the first thing that it would complain of, in its
/// words. Reads anew each time.
final class ServeLoader implements Loader {
  private static final Set<Mpm> RUN = Set.of(Mpm.PREFORK, Mpm.WORKER, Mpm.EVENT, Mpm.WINNT);

  private final SettingsReader asked;

  ServeLoader(SettingsReader asked) {
    this.asked = asked;
  }

  @Override
  public Loaded load() throws RefusedException {
    try {
      LintResult result = Linter.lint(asked.inputs(), asked.settings());
      Checked read = result.checked().getFirst();
      if (read.subjects().size() != 1 || read.top() == null) {
        throw piece();
      }
      Subject subject = read.subjects().getFirst();
      Configuration configuration = subject.configuration();
      String program = configuration.options().layout().program();
      refuse(configuration, read.findings(), program);
      if (!(subject.mpm() instanceof MpmOutcome.One(MpmPlan plan))) {
        throw piece();
      }
      if (!RUN.contains(plan.mpm())) {
        throw notRun(plan.mpm());
      }
      return new Loaded(configuration, plan, program);
    } catch (CannotLintException e) {
      throw RefusedException.cannotRun(String.valueOf(e.getMessage()));
    }
  }

  private RefusedException piece() {
    return RefusedException.cannotRun(
        "this is a piece of a configuration, which cannot be served by itself; name the main file that includes it, or"
            + " give --whole if it is one");
  }

  private static void refuse(Configuration configuration, List<Finding> findings, String program)
      throws RefusedException {
    // Of its sockets the server speaks itself.
    Optional<StartRefusal> refusal =
        StartRefusal.of(configuration, findings).filter(r -> !StartRefusal.NO_SOCKETS.equals(r.number()));
    if (refusal.isPresent()) {
      String path = StartRefusal.ofReading(configuration).map(p -> Whereabouts.path(configuration, p.site())).orElse("");
      throw new RefusedException(lines(refusal.get(), program, path));
    }
  }

  /// @param path how a fault of reading was come upon
  private static List<String> lines(StartRefusal refusal, String program, String path) {
    AhNumber number = refusal.number();
    if (number == null) {
      return List.of(program + ": " + path + "Syntax error on " + refusal.at() + ": " + refusal.message());
    }
    if (number.equals(StartRefusal.SYNTAX)) {
      return List.of(number + ": Syntax error on " + refusal.at() + ":", refusal.message());
    }
    return number.equals(StartRefusal.PRE_CONFIG)
        ? List.of(StartupLog.line(Level.CRIT, "php", refusal.message()), number + ": Pre-configuration failed")
        : List.of(number + ": " + refusal.message());
  }

  private static RefusedException notRun(Mpm mpm) {
    MpmFacts facts = mpm.facts();
    String nearest = facts.replacedBy() == null ? Mpm.EVENT.shortName() : facts.replacedBy();
    List<String> words = new ArrayList<>();
    words.add("the MPM " + mpm + " is not run here (" + facts.platforms() + ")");
    words.add("the nearest that is: " + nearest + ", since " + mpm + " is: " + facts.sentence());
    return RefusedException.cannotRun(String.join("; ", words));
  }
}
