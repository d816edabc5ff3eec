package dev.mpmlint.verify.compare;

import dev.mpmlint.lint.Checked;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.mpm.MpmReport;
import dev.mpmlint.verify.engine.Boot;
import dev.mpmlint.verify.engine.Engine;
import dev.mpmlint.verify.engine.Scratch;
import dev.mpmlint.verify.engine.Server;
import dev.mpmlint.verify.model.Sample;
import dev.mpmlint.verify.model.Scale;
import dev.mpmlint.verify.scenario.Scenario;
import dev.mpmlint.verify.scenario.Variant;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Puts the same load on several configurations, one after the other, on each engine. Stateless.
public final class Comparer {
  /// As they stand, but for HTTP/2, whose threads would be counted as workers, and for what is too big for this machine.
  private static final Variant VARIANT = new Variant(false, false, true, true, List.of(), List.of());

  private Comparer() {}

  /// Is told what happens, in one thread.
  public interface Progress {
    void sees(String label, String phase, Sample sample);

    void ends(String label);

    /// Tells nobody.
    Progress SILENT =
        new Progress() {
          @Override
          public void sees(String label, String phase, Sample sample) {}

          @Override
          public void ends(String label) {}
        };
  }

  /// A configuration that is compared.
  private record Contender(String letter, String file, Scenario scenario, @Nullable MpmPlan plan) {
    boolean serves() {
      return scenario.refusal().isEmpty();
    }

    int ceiling() {
      return plan == null ? 0 : plan.simultaneousRequests();
    }

    String mpm() {
      return plan == null ? "" : scenario.itk() ? "itk" : plan.mpm().shortName();
    }

    int backlog() {
      return plan == null ? Integer.MAX_VALUE : plan.setting(MpmDirective.LISTEN_BACKLOG).map(s -> (int) s.effective()).orElse(1);
    }
  }

  /// @param configurations whole ones, at least one
  /// @param engines at least one
  /// @param machine what it can run
  /// @throws IOException when nothing can be run here
  public static Comparison compare(
      List<Checked> configurations, List<Engine> engines, Scenario.Machine machine, Scratch scratch, Progress progress)
      throws IOException {
    long begin = System.nanoTime();
    List<Contender> contenders = contenders(configurations, machine, 1);
    Scale scale =
        contenders.stream().map(c -> c.scenario().scale()).max(Comparator.comparingInt(Scale::factor)).orElse(Scale.NONE);
    if (!scale.isNone()) {
      contenders = contenders(configurations, machine, scale.factor());
    }
    // The load is for those that serve.
    List<Contender> serving = contenders.stream().filter(Contender::serves).toList();
    List<Contender> measures = serving.isEmpty() ? contenders : serving;
    List<Integer> ceilings = measures.stream().map(Contender::ceiling).filter(n -> n > 0).toList();
    int backlog = measures.stream().mapToInt(Contender::backlog).min().orElse(1);
    Load load = Load.of(ceilings, backlog);
    List<Side> sides = new ArrayList<>();
    for (Engine engine : engines) {
      for (Contender contender : contenders) {
        String label = (contender.letter() + " " + contender.mpm()).strip() + (engines.size() > 1 ? ", " + engine.name() : "");
        sides.add(side(label, contender, engine, load, scratch, progress));
      }
    }
    return new Comparison(load, scale, sides, Duration.ofNanos(System.nanoTime() - begin));
  }

  private static List<Contender> contenders(List<Checked> configurations, Scenario.Machine machine, int leastFactor) {
    List<Contender> contenders = new ArrayList<>();
    for (Checked checked : configurations) {
      Scenario scenario = Scenario.of(checked.subjects().getFirst(), checked.findings(), machine, leastFactor);
      String letter = String.valueOf((char) ('A' + contenders.size()));
      contenders.add(new Contender(letter, checked.main().name(), scenario, scenario.predicted(VARIANT).plan()));
    }
    return contenders;
  }

  private static Side side(
      String label, Contender contender, Engine engine, Load load, Scratch scratch, Progress progress) {
    MpmPlan plan = contender.plan();
    String summary = plan == null ? "" : MpmReport.of(plan, contender.scenario().version()).arithmetic().getFirst();
    Run run;
    try {
      run = run(label, contender, engine, load, scratch, progress);
    } catch (IOException | IllegalStateException e) {
      run = new Run.Failed(String.valueOf(e.getMessage()));
    } finally {
      progress.ends(label);
    }
    return new Side(
        label, contender.file(), contender.mpm(), summary, contender.ceiling(), engine.name(), engine.version(), run);
  }

  private static Run run(
      String label, Contender contender, Engine engine, Load load, Scratch scratch, Progress progress) throws IOException {
    Optional<String> cannot = engine.cannot(contender.scenario());
    if (cannot.isPresent()) {
      return new Run.Failed(cannot.get());
    }
    MpmPlan plan = contender.plan();
    boolean threaded = plan != null && plan.mpm() != Mpm.PREFORK;
    return switch (Server.start(engine, contender.scenario(), VARIANT, scratch, threaded)) {
      case Boot.Refused refused -> new Run.Failed(refused.lastWords());
      case Boot.Serves(Server server) -> {
        boolean async = plan != null && plan.mpm() == Mpm.EVENT;
        try (server) {
          yield new SameLoad(load, server, async, (phase, sample) -> progress.sees(label, phase.name(), sample)).run();
        }
      }
    };
  }
}
