package dev.mpmlint.verify.experiment;

import static dev.mpmlint.mpm.MpmDirective.LISTEN_BACKLOG;
import static dev.mpmlint.mpm.MpmDirective.MAX_REQUEST_WORKERS;
import static dev.mpmlint.mpm.MpmDirective.SERVER_LIMIT;
import static dev.mpmlint.mpm.MpmDirective.START_SERVERS;
import static dev.mpmlint.mpm.MpmDirective.THREADS_PER_CHILD;

import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.mpm.PoolNumbers;
import dev.mpmlint.verify.engine.Server;
import dev.mpmlint.verify.load.Http;
import dev.mpmlint.verify.load.SlowClients;
import dev.mpmlint.verify.model.Expectation;
import dev.mpmlint.verify.model.Experiment;
import dev.mpmlint.verify.model.Observation;
import dev.mpmlint.verify.model.Promise;
import dev.mpmlint.verify.observe.Connections;
import dev.mpmlint.verify.observe.Pressure;
import dev.mpmlint.verify.observe.ProcTree;
import dev.mpmlint.verify.scenario.Variant;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// All workers at work: the ceiling and the way there, memory, slow clients, then idle kept connections in their place.
final class LoadAct extends Act {
  private static final String AT_ONCE = "ceiling.at-once";
  private static final String WAIT = "ceiling.wait";
  private static final String REFUSED = "ceiling.refused";
  private static final String LOG = "ceiling.log";
  private static final String SECONDS = "growth.seconds";
  private static final String PROCESSES = "growth.processes";
  private static final String PRIVATE = "memory.private";
  private static final String TOTAL = "memory.total";
  private static final String SLOW = "slow.count";
  private static final String HOLDS = "keepalive.holds";
  private static final String DELAY = "keepalive.wait";

  private static final String REQUEST = "GET /index.html HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

  /// What the three MPMs log when they cannot grow.
  private static final Set<String> SHORTAGES =
      Set.of("AH00161", "AH00286", "AH00287", "AH00288", "AH00484", "AH00485", "AH03490", "AH10159");

  private static final int QUICK_TURNS = 6;
  private static final double QUICK_KEEP_ALIVE = 6;
  private static final double FULL_KEEP_ALIVE = 120;
  private static final int ATTEMPTS = 3;

  private final MpmPlan plan;
  private final PoolNumbers numbers;
  private final HostTimes times;
  private final boolean async;
  private final int workers;
  private final int extra;
  private final Forecast forecast;
  private final int settled;
  private final int settling;
  private final Set<String> saidAtRest;
  private final int growing;

  LoadAct(Ground ground) {
    super(ground, Experiment.CEILING, Experiment.GROWTH, Experiment.MEMORY, Experiment.SLOW, Experiment.KEEPALIVE);
    plan = ground.plan(Variant.PATIENT);
    numbers = ground.numbers(plan);
    times = HostTimes.of(ground.scenario().predicted(Variant.PATIENT).configuration());
    async = plan.mpm() == Mpm.EVENT;
    workers = plan.simultaneousRequests();
    int backlog = plan.setting(LISTEN_BACKLOG).map(s -> (int) s.effective()).orElse(1);
    extra = Math.max(1, Math.min(Math.max(2, workers / 5), backlog));
    forecast = Forecast.atStart(numbers).settle(0);
    settled = forecast.children();
    settling = forecast.turns();
    saidAtRest = Set.copyOf(forecast.errors());
    forecast.settle(workers + extra);
    growing = forecast.turns();
  }

  @Override
  void prepare() {
    var ceiling = ground.sources(MAX_REQUEST_WORKERS, THREADS_PER_CHILD, SERVER_LIMIT);
    promise(
        new Promise(
            Experiment.CEILING, AT_ONCE, "requests served at once", ceiling, Expectation.Exactly.count(workers, "")));
    promise(
        new Promise(
            Experiment.CEILING,
            WAIT,
            "the next " + extra + " wait (ListenBacklog)",
            ground.sources(LISTEN_BACKLOG),
            Expectation.Exactly.count(extra, "")));
    promise(
        new Promise(
            Experiment.CEILING, REFUSED, "requests refused, or never served", List.of(), Expectation.Exactly.count(0, "")));
    promise(
        new Promise(
            Experiment.CEILING,
            LOG,
            "the error log says of it",
            ceiling,
            new Expectation.Words(StartAct.words(forecast.errors().stream().sorted().toList()))));
    promise(
        new Promise(
            Experiment.GROWTH,
            PROCESSES,
            "processes under a burst",
            ceiling,
            Expectation.Exactly.count(forecast.children(), "")));
    promise(
        new Promise(
            Experiment.GROWTH,
            SECONDS,
            "seconds from " + settled + (settled == 1 ? " process" : " processes") + " to the ceiling",
            ground.sources(START_SERVERS),
            new Expectation.Exactly(growing, tolerance(), "s")));
    promise(
        new Promise(Experiment.MEMORY, PRIVATE, "private memory of a child", List.of(), new Expectation.Anything()));
    promise(
        new Promise(
            Experiment.MEMORY, TOTAL, "proportional memory of all children", ceiling, new Expectation.Anything()));
    promise(
        new Promise(
            Experiment.SLOW, SLOW, "slow clients that stop the site", ceiling, Expectation.Exactly.count(workers, "")));
    boolean holds = !async && times.keepAlive();
    var keep = new ArrayList<>(ground.lines("KeepAlive", times.keepAlive() ? "KeepAlive On" : ""));
    keep.addAll(ground.lines("KeepAliveTimeout", "KeepAliveTimeout 5"));
    promise(
        new Promise(
            Experiment.KEEPALIVE,
            HOLDS,
            workers + " idle keep-alive connections hold all workers",
            keep,
            new Expectation.Words(holds ? "yes" : "no")));
    if (holds) {
      promise(
          new Promise(
              Experiment.KEEPALIVE,
              DELAY,
              "a new request waits for KeepAliveTimeout",
              keep,
              new Expectation.Exactly(times.keepAliveTimeout(), lateness(), "s")));
    }
  }

  /// mpm-itk's children end with their connections, so that one must be started first: within a second.
  private double lateness() {
    return ground.scenario().itk() ? 2.5 : 1.5;
  }

  /// A turn before or after; a busy machine starts children late.
  private double tolerance() {
    return 1.5 + growing * 0.25;
  }

  @Override
  void play() throws IOException {
    try (Server server = serve(Variant.PATIENT)) {
      Stage stage = new Stage(server, async, ground, experiments());
      if (settling <= QUICK_TURNS || ground.full()) {
        stage.await(Duration.ofSeconds(2L * settling + 10), () -> server.count() == settled && ready(server));
        // The next turn of maintenance says it: before the load, or never.
        stage.await(Duration.ofSeconds(5), () -> shortages(server).containsAll(saidAtRest));
      }
      double burst = stage.seconds();
      try (SlowClients slow = new SlowClients(server.port())) {
        stage.serve(slow);
        grow(stage, slow);
        keep(Experiment.GROWTH, stage, burst);
        memory(server);
        keep(Experiment.MEMORY, stage, burst);
        stuck(stage);
        log(stage);
        slow.finish();
        stage.mark("the requests are completed");
        stage.await(PATIENCE, () -> slow.waiting() == 0);
        saw(REFUSED, Observation.Amount.count(workers + extra - slow.answered(), ""));
        keep(Experiment.CEILING, stage, burst);
        keep(Experiment.SLOW, stage, burst);
        stage.serve(null);
      }
      double kept = stage.seconds();
      kept(stage);
      keep(Experiment.KEEPALIVE, stage, kept);
    }
  }

  private boolean ready(Server server) throws IOException {
    return server.workers().stream().allMatch(n -> n == numbers.threadsPerChild());
  }

  private void grow(Stage stage, SlowClients slow) throws IOException {
    Server server = stage.server();
    stage.mark((workers + extra) + " slow requests");
    Pressure pressure = Pressure.now();
    double begin = stage.seconds();
    slow.hold(workers + extra);
    Duration patience = Duration.ofSeconds(2L * growing + 60);
    stage.await(
        patience,
        () -> {
          Connections c = stage.connections();
          return server.count() == forecast.children() && c.taken() >= workers;
        });
    double grown = stage.seconds() - begin;
    double each = starting(server);
    double slower = Forecast.atStart(numbers).settle(0).starting(each).settle(workers + extra).turns() + each * server.count();
    String why =
        String.format(
            Locale.ROOT,
            "httpd's children start at once; this machine needs %.0f ms for each of these, and those that start count as idle",
            each * 1000);
    double own = Math.max(0, slower - growing);
    sawTime(SECONDS, new Observation.Amount(grown, "s", tolerance() + own), pressure, own, why);
    // What is taken at most, should a worker take two.
    stage.watch(Duration.ofMillis(400));
    Connections connections = Connections.at(server.port());
    saw(AT_ONCE, Observation.Amount.count(connections.taken(), ""));
    saw(WAIT, Observation.Amount.count(connections.waiting(), ""));
    saw(PROCESSES, Observation.Amount.count(server.count(), ""));
  }

  /// Seconds that all of this machine's processors together need to start a child, from what the children, and theirs, have
  /// used up to their first request: httpd's are copies of their parent, which cost next to none.
  private static double starting(Server server) throws IOException {
    long millis = 0;
    for (long pid : ProcTree.descendants(server.pid())) {
      millis += ProcTree.read(pid).map(ProcTree.Proc::cpuMillis).orElse(0L);
    }
    return Math.max(1, millis) / 1000.0 / Math.max(1, server.count()) / Runtime.getRuntime().availableProcessors();
  }

  private void memory(Server server) throws IOException {
    List<Long> own = new ArrayList<>();
    long all = 0;
    for (ProcTree.Proc child : server.children()) {
      ProcTree.Memory memory = ProcTree.memory(child.pid()).orElse(null);
      if (memory != null) {
        own.add(memory.privateKib());
        all += memory.pssKib();
      }
    }
    if (own.isEmpty()) {
      notTried(PRIVATE, "the memory of another user's processes cannot be seen; run verify as root");
      notTried(TOTAL, "the memory of another user's processes cannot be seen; run verify as root");
      return;
    }
    own.sort(Long::compare);
    saw(PRIVATE, new Observation.Amount(own.get(own.size() / 2) / 1024.0, "MiB", Double.POSITIVE_INFINITY), "median");
    saw(TOTAL, new Observation.Amount(all / 1024.0, "MiB", Double.POSITIVE_INFINITY), own.size() + " children");
  }

  /// Another request, which is complete, finds nobody who would serve it.
  private void stuck(Stage stage) throws IOException {
    Server server = stage.server();
    int taken = Connections.at(server.port()).taken();
    try (Http next = new Http(server.port())) {
      next.send(REQUEST);
      boolean served = stage.await(Duration.ofSeconds(1), () -> next.hears(Duration.ofMillis(20)));
      saw(SLOW, served ? new Observation.Words("not stopped by " + taken) : Observation.Amount.count(taken, ""));
    }
  }

  private void log(Stage stage) throws IOException {
    Server server = stage.server();
    Set<String> expected = forecast.errors();
    stage.await(Duration.ofSeconds(5), () -> shortages(server).containsAll(expected));
    saw(LOG, new Observation.Words(StartAct.words(List.copyOf(shortages(server)))));
  }

  private static Set<String> shortages(Server server) {
    Set<String> found = new TreeSet<>();
    for (String line : server.log()) {
      for (String number : SHORTAGES) {
        if (line.contains(number + ": ")) {
          found.add(number);
        }
      }
    }
    return found;
  }

  /// As many kept connections as there are workers, all idle from the same moment on, then one request.
  private void kept(Stage stage) throws IOException {
    boolean tried = false;
    for (int i = 0; i < ATTEMPTS && !tried; i++) {
      try (SlowClients kept = new SlowClients(stage.server().port())) {
        stage.serve(kept);
        Pressure pressure = Pressure.now();
        double idle = idle(stage, kept);
        tried = !promised(DELAY) || kept.kept() == workers;
        if (tried) {
          next(stage, idle, pressure);
        }
        stage.rest(0);
        stage.serve(null);
      }
    }
    if (!tried) {
      String why = "the server ended some of the " + workers + " connections behind their first answer, " + ATTEMPTS + " times over";
      notTried(HOLDS, why);
      notTried(DELAY, why);
    }
  }

  /// Since when all are idle. A child that idle maintenance has just asked to end may have taken one, which it closes behind
  /// the answer.
  private double idle(Stage stage, SlowClients kept) throws IOException {
    kept.hold(workers);
    stage.await(Duration.ofSeconds(2L * growing + 60), () -> stage.connections().taken() >= workers);
    double idle = stage.seconds();
    kept.finishKept();
    stage.await(PATIENCE, () -> kept.waiting() == 0);
    stage.mark(workers + " idle keep-alive connections");
    stage.rest(workers);
    // The last worker has handed its connection over by then, where it does.
    stage.watch(Duration.ofMillis(100));
    return idle;
  }

  private void next(Stage stage, double idle, Pressure pressure) throws IOException {
    double most = ground.full() ? FULL_KEEP_ALIVE : QUICK_KEEP_ALIVE;
    boolean holds = promised(DELAY);
    if (holds && stage.seconds() - idle > times.keepAliveTimeout() / 2) {
      String why = "this machine is too busy: KeepAliveTimeout was half over before the new request could be sent";
      notTried(HOLDS, why);
      notTried(DELAY, why);
      return;
    }
    try (Http next = new Http(stage.server().port())) {
      double begin = stage.seconds();
      stage.mark("one new request");
      next.send(REQUEST);
      double patience = holds ? Math.min(most, times.keepAliveTimeout()) + 4 : 5;
      boolean served = stage.await(Duration.ofMillis((long) (patience * 1000)), () -> next.hears(Duration.ofMillis(20)));
      double waited = stage.seconds() - begin;
      stage.latency(waited * 1000);
      double least = Math.min(1, times.keepAliveTimeout() / 2);
      sawTime(HOLDS, Observation.yes(!served || waited >= least && holds || waited >= 2), pressure);
      if (holds && served) {
        // The connections were idle for a moment before.
        sawTime(DELAY, new Observation.Amount(stage.seconds() - idle, "s", lateness()), pressure);
      } else if (holds) {
        notTried(DELAY, "it still waits after " + Math.round(waited) + " s" + (ground.full() ? "" : "; --full waits longer"));
      }
      stage.watch(Duration.ofMillis(250));
    }
  }
}
