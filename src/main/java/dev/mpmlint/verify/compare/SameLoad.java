package dev.mpmlint.verify.compare;

import dev.mpmlint.verify.compare.Stretch.Visit;
import dev.mpmlint.verify.engine.Server;
import dev.mpmlint.verify.load.SlowClients;
import dev.mpmlint.verify.model.Sample;
import dev.mpmlint.verify.observe.Connections;
import dev.mpmlint.verify.observe.ProcTree;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The load on one server, by the clock, while the server is looked at. Owned by one thread, used once.
final class SameLoad {
  private static final double EVERY = 0.2;
  private static final double MEMORY_EVERY = 1;
  private static final Duration TICK = Duration.ofMillis(20);

  private final Load load;
  private final Server server;
  private final boolean async;
  private final Watcher watcher;
  private final long begin = System.nanoTime();
  private final List<Sample> samples = new ArrayList<>();
  private double sampled;
  private double weighed = -MEMORY_EVERY;
  private double memoryMib = Double.NaN;
  private int answersBefore;
  private int visitsBefore;

  /// Is told what is seen.
  interface Watcher {
    void sees(Load.Phase phase, Sample sample);
  }

  /// @param async whether the MPM needs no worker for an idle connection
  SameLoad(Load load, Server server, boolean async, Watcher watcher) {
    this.load = load;
    this.server = server;
    this.async = async;
    this.watcher = watcher;
  }

  /// Takes as long as the load.
  Run.Served run() throws IOException {
    int port = server.port();
    Load.Phase slowPhase = load.phase(Load.Kind.SLOW_REQUESTS);
    Load.Phase keptPhase = load.phase(Load.Kind.KEPT_CONNECTIONS);
    Visitors visitors = Visitors.start(port, load.visitors(), begin);
    try (visitors;
        SlowClients slow = new SlowClients(port);
        SlowClients kept = new SlowClients(port)) {
      until(slowPhase.from(), slow, kept, visitors);
      slow.hold(load.slow());
      until(slowPhase.to(), slow, kept, visitors);
      slow.finish();
      until(keptPhase.from(), slow, kept, visitors);
      kept.hold(load.kept());
      kept.finishKept();
      until(keptPhase.to(), slow, kept, visitors);
      kept.hangUp();
      slow.hangUp();
      until(load.seconds(), slow, kept, visitors);
    }
    List<Visit> visits = visitors.visits();
    List<Stretch> stretches = load.phases().stream().map(phase -> Stretch.of(phase, visits, samples)).toList();
    return new Run.Served(samples, stretches, memoryMib);
  }

  private double seconds() {
    return (System.nanoTime() - begin) / 1e9;
  }

  private void until(double end, SlowClients slow, SlowClients kept, Visitors visitors) throws IOException {
    while (seconds() < end) {
      if (!server.isAlive()) {
        throw new IOException("the server ended under the load" + last());
      }
      if (Thread.interrupted()) {
        throw new IOException("interrupted");
      }
      slow.pump(TICK);
      kept.pump(Duration.ofMillis(1));
      look(slow, kept, visitors);
    }
  }

  private String last() {
    List<String> log = server.log();
    return log.isEmpty() ? "" : ": " + log.getLast();
  }

  private void look(SlowClients slow, SlowClients kept, Visitors visitors) throws IOException {
    double now = seconds();
    if (now - sampled < EVERY) {
      return;
    }
    List<ProcTree.Proc> children = server.children();
    int threads = children.stream().mapToInt(server::workers).sum();
    Connections connections = Connections.glance(server.port());
    int busy = Math.max(0, connections.taken() - (async ? kept.kept() : 0));
    List<Visit> visits = visitors.visits();
    int answers = slow.answered() + kept.answered() + (int) visits.stream().filter(Visit::answered).count();
    double rate = (answers - answersBefore) / (now - sampled);
    Sample sample =
        new Sample(
            now, children.size(), threads, busy, Math.max(0, threads - busy), connections.waiting(), rate,
            median(visits.subList(visitsBefore, visits.size()), visitors.waiting()));
    samples.add(sample);
    answersBefore = answers;
    visitsBefore = visits.size();
    sampled = now;
    if (now - weighed >= MEMORY_EVERY) {
      weigh(children);
      weighed = now;
    }
    watcher.sees(load.phases().stream().filter(p -> now < p.to()).findFirst().orElse(load.phases().getLast()), sample);
  }

  /// Of those who were answered, and of those who have waited for longer than this looks away.
  private static double median(List<Visit> over, List<Double> waiting) {
    List<Double> all = new ArrayList<>(over.stream().map(Visit::millis).toList());
    waiting.stream().filter(millis -> millis > EVERY * 1000).forEach(all::add);
    all.sort(Double::compare);
    return all.isEmpty() ? Double.NaN : all.get(all.size() / 2);
  }

  private void weigh(List<ProcTree.Proc> children) {
    long kib = 0;
    for (ProcTree.Proc child : children) {
      kib += ProcTree.memory(child.pid()).map(ProcTree.Memory::pssKib).orElse(0L);
    }
    if (kib > 0) {
      memoryMib = Double.isNaN(memoryMib) ? kib / 1024.0 : Math.max(memoryMib, kib / 1024.0);
    }
  }
}
