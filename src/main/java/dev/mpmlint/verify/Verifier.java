package dev.mpmlint.verify;

import dev.mpmlint.lint.Checked;
import dev.mpmlint.mpm.MpmOutcome;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.mpm.MpmReport;
import dev.mpmlint.rules.Subject;
import dev.mpmlint.verify.engine.Engine;
import dev.mpmlint.verify.engine.Scratch;
import dev.mpmlint.verify.experiment.Laboratory;
import dev.mpmlint.verify.experiment.Progress;
import dev.mpmlint.verify.model.EngineRun;
import dev.mpmlint.verify.model.Experiment;
import dev.mpmlint.verify.model.VerifyReport;
import dev.mpmlint.verify.scenario.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Proves what a configuration does, on one or more engines. Stateless.
public final class Verifier {
  private Verifier() {}

  /// @param engines at least one
  /// @param full whether experiments may take their time
  /// @param only those that are wanted
  public record Order(List<Engine> engines, boolean full, Set<Experiment> only) {
    public Order {
      engines = List.copyOf(engines);
      only = Set.copyOf(only);
    }
  }

  /// Why a configuration cannot be proved at all; empty when it can.
  public static String cannot(Checked checked) {
    return checked.top() == null || checked.subjects().size() != 1
        ? "this is a piece of a configuration, which cannot run by itself; name the main file that includes it, or give"
            + " --whole if it is one"
        : "";
  }

  /// @param checked a whole configuration
  /// @param machine what it can run
  public static VerifyReport verify(
      Checked checked, Order order, Scenario.Machine machine, Scratch scratch, Progress progress) throws IOException {
    long begin = System.nanoTime();
    Subject subject = checked.subjects().getFirst();
    Scenario scenario = Scenario.of(subject, checked.findings(), machine);
    List<EngineRun> runs = new Laboratory(scenario, order.full, order.only, machine.root(), scratch, progress).run(order.engines);
    MpmPlan plan = subject.mpm() instanceof MpmOutcome.One(MpmPlan one) ? one : null;
    return new VerifyReport(
        checked.main().name(),
        plan == null ? "" : scenario.itk() ? "itk" : plan.mpm().shortName(),
        plan == null ? "" : MpmReport.of(plan, scenario.version()).arithmetic().getFirst(),
        order.full,
        scenario.scale(),
        scenario.replaced(),
        runs,
        FindingVerdicts.of(checked.findings(), runs, scenario),
        Duration.ofNanos(System.nanoTime() - begin));
  }

}
