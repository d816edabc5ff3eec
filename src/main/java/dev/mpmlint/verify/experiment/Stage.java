package dev.mpmlint.verify.experiment;

import dev.mpmlint.verify.engine.Server;
import dev.mpmlint.verify.load.SlowClients;
import dev.mpmlint.verify.model.Experiment;
import dev.mpmlint.verify.model.Mark;
import dev.mpmlint.verify.model.Sample;
import dev.mpmlint.verify.observe.Connections;
import dev.mpmlint.verify.observe.ProcTree;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A server under observation: who waits here sees it, several times a second. Owned by one thread.
final class Stage {
  private static final long SAMPLE_NANOS = 250_000_000;
  private static final Duration TICK = Duration.ofMillis(40);

  private final Server server;
  private final boolean async;
  private final String engine;
  private final List<Experiment> experiments;
  private final Progress progress;
  private final List<Sample> samples = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();
  private final List<Double> latencies = new ArrayList<>();
  private final long begin = System.nanoTime();
  private long sampled = begin - SAMPLE_NANOS;
  private @Nullable SlowClients clients;
  private int answeredBefore;
  private int resting;
  private @Nullable Connections glanced;
  private long glancedAt;
  private long glanceNanos;

  /// Something to wait for.
  interface Condition {
    boolean holds() throws IOException;
  }

  /// @param async whether the MPM needs no worker for an idle connection
  Stage(Server server, boolean async, Ground ground, List<Experiment> experiments) {
    this.server = server;
    this.async = async;
    this.engine = ground.engine().name();
    this.experiments = experiments;
    this.progress = ground.progress();
  }

  Server server() {
    return server;
  }

  /// Clients that are served while this waits.
  void serve(@Nullable SlowClients those) {
    clients = those;
    answeredBefore = 0;
    // What was seen a moment ago were others' connections.
    glanced = null;
  }

  /// So many connections are open and ask for nothing.
  void rest(int connections) {
    resting = connections;
  }

  double seconds() {
    return (System.nanoTime() - begin) / 1e9;
  }

  void mark(String words) {
    marks.add(new Mark(seconds(), words));
  }

  void latency(double millis) {
    latencies.add(millis);
  }

  /// Waits for the condition.
  ///
  /// @return whether it holds
  boolean await(Duration atMost, Condition condition) throws IOException {
    long end = System.nanoTime() + atMost.toNanos();
    while (true) {
      boolean holds = condition.holds();
      look();
      if (holds || System.nanoTime() > end) {
        return holds;
      }
      SlowClients those = clients;
      if (those == null) {
        LockSupport.parkNanos(TICK.toNanos());
      } else {
        those.pump(TICK);
      }
      if (Thread.interrupted()) {
        throw new IOException("interrupted");
      }
    }
  }

  /// Only watches.
  void watch(Duration time) throws IOException {
    await(time, () -> false);
  }

  /// The server's connections as they were a moment ago: looking takes at most a fifth of the time, for where the kernel's
  /// table is long, looking all the time would take the processor from the server.
  Connections connections() throws IOException {
    Connections seen = glanced;
    long now = System.nanoTime();
    if (seen == null || now - glancedAt > 4 * glanceNanos) {
      seen = Connections.glance(server.port());
      glancedAt = System.nanoTime();
      glanceNanos = glancedAt - now;
      glanced = seen;
    }
    return seen;
  }

  private void look() throws IOException {
    long now = System.nanoTime();
    if (now - sampled < SAMPLE_NANOS) {
      return;
    }
    List<ProcTree.Proc> children = server.children();
    int threads = children.stream().mapToInt(server::workers).sum();
    Connections connections = connections();
    int busy = Math.max(0, connections.taken() - (async ? resting : 0));
    SlowClients those = clients;
    int answered = those == null ? 0 : those.answered();
    double rate = Math.max(0, answered - answeredBefore) / ((now - sampled) / 1e9);
    answeredBefore = answered;
    latencies.sort(Double::compare);
    double latency = latencies.isEmpty() ? Double.NaN : latencies.get(latencies.size() / 2);
    latencies.clear();
    Sample sample =
        new Sample(
            (now - begin) / 1e9, children.size(), threads, busy, Math.max(0, threads - busy), connections.waiting(), rate, latency);
    sampled = now;
    samples.add(sample);
    progress.sees(engine, experiments, sample);
  }

  /// What was seen between two moments, the first one counted as 0.
  List<Sample> samples(double from, double to) {
    return samples.stream()
        .filter(s -> s.seconds() >= from && s.seconds() <= to)
        .map(
            s ->
                new Sample(
                    s.seconds() - from, s.processes(), s.threads(), s.busy(), s.idle(), s.waiting(), s.requestsPerSecond(),
                    s.latencyMillis()))
        .toList();
  }

  List<Mark> marks(double from, double to) {
    return marks.stream()
        .filter(m -> m.seconds() >= from && m.seconds() <= to)
        .map(m -> new Mark(m.seconds() - from, m.words()))
        .toList();
  }
}
