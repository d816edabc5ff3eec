package dev.mpmlint.advise.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Runs scenarios, those parts at the same time that need nothing of each other. Stateless.
public final class Simulation {
  private Simulation() {}

  /// In the same order. The outcomes do not depend on how many processors there are.
  public static List<Outcome> run(List<Scenario> scenarios) {
    int processors = Runtime.getRuntime().availableProcessors();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(processors, Thread.ofPlatform().daemon().name("simulation-", 0).factory())) {
      List<List<Future<Tally>>> all = new ArrayList<>();
      for (Scenario scenario : scenarios) {
        int parts = Balance.parts(scenario);
        List<Future<Tally>> running = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
          int mine = part;
          running.add(threads.submit(() -> new Run(scenario, mine, parts).run()));
        }
        all.add(running);
      }
      List<Outcome> outcomes = new ArrayList<>();
      for (int i = 0; i < scenarios.size(); i++) {
        outcomes.add(Outcome.of(scenarios.get(i), together(all.get(i))));
      }
      return outcomes;
    }
  }

  private static Tally together(List<Future<Tally>> parts) {
    Tally sum = null;
    for (Future<Tally> part : parts) {
      Tally tally = get(part);
      if (sum == null) {
        sum = tally;
      } else {
        sum.add(tally);
      }
    }
    if (sum == null) {
      throw new IllegalStateException("a scenario has no machines");
    }
    return sum;
  }

  private static Tally get(Future<Tally> part) {
    try {
      return part.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the simulation was interrupted", e);
    }
  }
}
