package dev.mpmlint.verify.experiment;

import dev.mpmlint.verify.engine.Engine;
import dev.mpmlint.verify.engine.Scratch;
import dev.mpmlint.verify.model.EngineRun;
import dev.mpmlint.verify.model.Experiment;
import dev.mpmlint.verify.model.Trial;
import dev.mpmlint.verify.model.Verdict;
import dev.mpmlint.verify.scenario.Scenario;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/// Runs the experiments, several at once: most of their time is waiting. Used once.
public final class Laboratory {
  /// More than processors, since they wait more than they work; few, since some of what they wait for is a second long.
  private static final int AT_ONCE = Math.clamp(Runtime.getRuntime().availableProcessors() + 1L, 2, 4);

  private final Scenario scenario;
  private final boolean full;
  private final Set<Experiment> only;
  private final boolean root;
  private final Scratch scratch;
  private final Progress progress;

  public Laboratory(
      Scenario scenario, boolean full, Set<Experiment> only, boolean root, Scratch scratch, Progress progress) {
    this.scenario = scenario;
    this.full = full;
    this.only = Set.copyOf(only);
    this.root = root;
    this.scratch = scratch;
    this.progress = progress;
  }

  /// All trials on all engines.
  ///
  /// @throws IOException when it is interrupted
  public List<EngineRun> run(List<Engine> engines) throws IOException {
    List<List<Future<List<Trial>>>> futures = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Engine engine : engines) {
        futures.add(begin(engine, threads));
      }
      List<EngineRun> runs = new ArrayList<>();
      for (int i = 0; i < engines.size(); i++) {
        List<Trial> trials = new ArrayList<>();
        for (Future<List<Trial>> future : futures.get(i)) {
          trials.addAll(future.get());
        }
        runs.add(new EngineRun(engines.get(i).name(), engines.get(i).version(), merged(trials)));
      }
      return runs;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private List<Future<List<Trial>>> begin(Engine engine, ExecutorService threads) {
    Ground ground = new Ground(engine, scenario, scratch, full, root, progress);
    String cannot =
        scenario.itk() && !root ? "mpm-itk changes its user, which only root may" : engine.cannot(scenario).orElse("");
    List<Act> acts = new ArrayList<>();
    StartAct start = new StartAct(ground);
    acts.add(start);
    if (!start.refuses()) {
      List<Function<Ground, Act>> more = new ArrayList<>();
      if (!start.neverServes()) {
        more.addAll(List.of(LoadAct::new, SparesAct::new, IsolationAct::new, GracefulAct::new, SlowAct::new));
        if (Http2Act.concerns(ground)) {
          more.add(Http2Act::new);
        }
      }
      more.add(RecyclingAct::new);
      if (IdentityAct.concerns(ground)) {
        more.add(IdentityAct::new);
      }
      more.forEach(m -> acts.add(m.apply(ground)));
    }
    if (start.refuses()) {
      acts.add(new AloneAct(ground));
    }
    if (ThreadSafetyAct.concerns(ground)) {
      acts.add(new ThreadSafetyAct(ground));
    }
    List<Future<List<Trial>>> futures = new ArrayList<>();
    for (Act act : acts) {
      if (act.experiments().stream().anyMatch(only::contains)) {
        futures.add(threads.submit(() -> act.run(cannot)));
      }
    }
    return futures;
  }

  /// One trial for each experiment that is wanted, in their order.
  private List<Trial> merged(List<Trial> trials) {
    Map<Experiment, Trial> each = new EnumMap<>(Experiment.class);
    for (Trial t : trials) {
      if (only.contains(t.experiment())) {
        each.merge(t.experiment(), t, Laboratory::both);
      }
    }
    return each.values().stream().sorted(Comparator.comparing(Trial::experiment)).toList();
  }

  private static Trial both(Trial a, Trial b) {
    List<Verdict> verdicts = new ArrayList<>(a.verdicts());
    verdicts.addAll(b.verdicts());
    boolean first = a.samples().size() >= b.samples().size();
    Trial seen = first ? a : b;
    return new Trial(
        a.experiment(), verdicts, seen.samples(), seen.marks(), a.took().compareTo(b.took()) > 0 ? a.took() : b.took());
  }

}
