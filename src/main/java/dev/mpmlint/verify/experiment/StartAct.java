package dev.mpmlint.verify.experiment;

import static dev.mpmlint.mpm.MpmDirective.MAX_REQUEST_WORKERS;
import static dev.mpmlint.mpm.MpmDirective.MIN_SPARE_SERVERS;
import static dev.mpmlint.mpm.MpmDirective.MIN_SPARE_THREADS;
import static dev.mpmlint.mpm.MpmDirective.START_SERVERS;
import static dev.mpmlint.mpm.MpmDirective.THREADS_PER_CHILD;

import dev.mpmlint.lint.StartRefusal;
import dev.mpmlint.mpm.Correction;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.mpm.PoolNumbers;
import dev.mpmlint.rules.Claim;
import dev.mpmlint.verify.engine.Boot;
import dev.mpmlint.verify.engine.Server;
import dev.mpmlint.verify.model.Expectation;
import dev.mpmlint.verify.load.TlsClient;
import dev.mpmlint.verify.model.Experiment;
import dev.mpmlint.verify.model.Observation;
import dev.mpmlint.verify.model.Promise;
import dev.mpmlint.verify.model.Source;
import dev.mpmlint.verify.observe.ProcTree;
import dev.mpmlint.verify.scenario.Scenario;
import dev.mpmlint.verify.scenario.Variant;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Whether it starts, with which messages, processes and threads.
final class StartAct extends Act {
  private static final String STARTS = "start.starts";
  private static final String MESSAGES = "start.messages";
  private static final String TLS = "start.tls";
  private static final String LOGS = "start.logs.";
  private static final String COUNT = "processes.count";
  private static final String THREADS = "processes.threads";
  private static final String SETTLED = "processes.settled";
  private static final String SERVES = "starts";

  /// A start-up message of the MPM's own check, as httpd prints it before it has a log.
  private static final Pattern CORRECTION = Pattern.compile("(AH\\d{5}): WARNING: .*");

  /// Maintenance comes a second after the first children: who began before is one of them. In clock ticks.
  private static final int FIRST_CHILDREN = 85;

  private static final int QUICK_TURNS = 6;

  private final Scenario.Predicted predicted;
  private final @Nullable StartRefusal refusal;
  private final String untried;
  private @Nullable PoolNumbers numbers;
  private int turns;

  StartAct(Ground ground) {
    super(ground, Experiment.START, Experiment.PROCESSES);
    this.predicted = ground.scenario().predicted(Variant.PLAIN);
    StartRefusal own = ground.scenario().refusal().orElse(null);
    StartRefusal copys = copys();
    boolean same = own != null && own.equals(copys);
    String lacks = own == null || same ? "" : ground.scenario().lacks(own);
    // Where the copy does not have the line, it may have the next that is refused.
    this.refusal = own == null || !lacks.isEmpty() && copys != null && own.number() != null ? copys : own;
    this.untried = own != null && own.equals(refusal) ? lacks : "";
  }

  /// Whether the server does not start.
  boolean refuses() {
    return refusal != null && (untried.isEmpty() || ground.scenario().stopsReading());
  }

  /// Whether it starts and no request is ever answered.
  boolean neverServes() {
    return predicted.plan() != null && neverServes(predicted.plan());
  }

  /// With what httpd refuses the scratch copy.
  private @Nullable StartRefusal copys() {
    MpmPlan plan = predicted.plan();
    boolean itk = plan != null && ground.scenario().has("mpm_itk_module") && plan.mpm() != Mpm.PREFORK;
    return predicted.refusal().isEmpty() && itk
        ? new StartRefusal(StartRefusal.CONFIG_FAILED, "mpm-itk cannot use threaded MPMs; please use prefork.", "")
        : predicted.refusal().orElse(null);
  }

  @Override
  void prepare() {
    MpmPlan plan = predicted.plan();
    if (refusal != null || plan == null) {
      String words = refusal == null ? "refuses" : Refusing.expected(refusal);
      List<Source> from = refusal == null ? List.of() : ground.line(refusal.at());
      promise(new Promise(Experiment.START, STARTS, "it refuses to start", from, new Expectation.Words(words)));
      return;
    }
    promise(new Promise(Experiment.START, STARTS, "it starts", List.of(), new Expectation.Words(SERVES)));
    List<String> said = plan.announced().stream().map(Correction::number).map(String::valueOf).toList();
    promise(
        new Promise(
            Experiment.START,
            MESSAGES,
            said.isEmpty() ? "httpd corrects no number aloud" : "httpd corrects numbers and says so",
            ground.sources(plan.announced().stream().map(Correction::directive).distinct().toArray(dev.mpmlint.mpm.MpmDirective[]::new)),
            new Expectation.Words(words(said))));
    int tls = ground.scenario().tlsPorts().size();
    if (tls > 0) {
      promise(
          new Promise(
              Experiment.START, TLS, "ports that speak TLS", ground.lines("SSLEngine", ""), Expectation.Exactly.count(tls, "")));
    }
    for (Claim.Logs claim : claimed(said)) {
      String number = String.valueOf(claim.number());
      promise(
          new Promise(Experiment.START, LOGS + number, "it logs " + number, List.of(), new Expectation.Words("yes")));
    }
    numbers = ground.numbers(plan);
    // Children that end as soon as they have begun cannot be counted.
    if (neverServes(plan)) {
      return;
    }
    promise(
        new Promise(
            Experiment.PROCESSES,
            COUNT,
            "processes right after the start",
            ground.sources(START_SERVERS, MAX_REQUEST_WORKERS),
            Expectation.Exactly.count(plan.startProcesses(), "")));
    promise(
        new Promise(
            Experiment.PROCESSES,
            THREADS,
            "worker threads in each",
            ground.sources(THREADS_PER_CHILD),
            Expectation.Exactly.count(plan.threadsPerProcess(), "")));
    if (plan.mpm() != Mpm.WINNT) {
      Forecast forecast = Forecast.atStart(numbers).settle(0);
      turns = forecast.turns();
      promise(
          new Promise(
              Experiment.PROCESSES,
              SETTLED,
              "processes once idle maintenance is content",
              ground.sources(MIN_SPARE_SERVERS, MIN_SPARE_THREADS),
              Expectation.Exactly.count(forecast.children(), "")));
    }
  }

  /// What rules say that is logged at the start, besides corrections of numbers.
  private List<Claim.Logs> claimed(List<String> said) {
    return ground.scenario().findings().stream()
        .flatMap(f -> f.claims().stream())
        .filter(c -> c.experiment().equals(Experiment.START.word()))
        .filter(Claim.Logs.class::isInstance)
        .map(Claim.Logs.class::cast)
        .filter(c -> c.number() != null && !said.contains(String.valueOf(c.number())))
        .distinct()
        .toList();
  }

  /// A threaded MPM's children with a negative MaxConnectionsPerChild end as soon as they have begun.
  static boolean neverServes(MpmPlan plan) {
    return Ground.threaded(plan)
        && plan.setting(dev.mpmlint.mpm.MpmDirective.MAX_CONNECTIONS_PER_CHILD).filter(s -> s.effective() < 0).isPresent();
  }

  static String words(List<String> numbers) {
    return numbers.isEmpty() ? "none" : String.join(", ", numbers);
  }

  @Override
  void play() throws IOException {
    if (!untried.isEmpty()) {
      notTried(STARTS, untried + "; httpd -t shows it");
      return;
    }
    boolean threaded = predicted.plan() != null && Ground.threaded(predicted.plan());
    switch (Server.start(ground.engine(), ground.scenario(), Variant.PLAIN, ground.scratch(), threaded)) {
      case Boot.Serves(Server server) -> {
        try (server) {
          serves(server);
        }
      }
      case Boot.Refused refused -> saw(STARTS, refusal == null ? new Observation.Words(Refusing.observed(refused)) : Refusing.observed(refused, refusal));
    }
  }

  private void serves(Server server) throws IOException {
    watch(server);
    // Last, since it takes a worker for a moment.
    if (promised(TLS)) {
      int all = ground.scenario().tlsPorts().size();
      Stage stage = new Stage(server, false, ground, experiments());
      stage.await(Duration.ofSeconds(10), () -> tls(server) == all);
      saw(TLS, Observation.Amount.count(tls(server), ""));
    }
  }

  private void watch(Server server) throws IOException {
    Stage stage = new Stage(server, false, ground, experiments());
    saw(STARTS, new Observation.Words(SERVES));
    if (!promised(MESSAGES)) {
      return;
    }
    List<String> said =
        server.said().stream().map(CORRECTION::matcher).filter(Matcher::matches).map(m -> m.group(1)).toList();
    saw(MESSAGES, new Observation.Words(words(said)));
    for (Claim.Logs claim : claimed(said)) {
      String number = String.valueOf(claim.number());
      boolean logged = stage.await(Duration.ofSeconds(5), () -> says(server, number));
      saw(LOGS + number, Observation.yes(logged));
    }
    if (!promised(COUNT)) {
      return;
    }
    stage.await(PATIENCE, () -> server.count() > 0);
    // They are started one after the other.
    int all = predicted.plan() == null ? 1 : predicted.plan().startProcesses();
    stage.await(Duration.ofMillis(700), () -> server.count() >= all);
    List<ProcTree.Proc> first = first(server.children());
    saw(COUNT, Observation.Amount.count(first.size(), ""));
    PoolNumbers n = numbers;
    int threads = n == null ? 1 : n.threadsPerChild();
    stage.await(PATIENCE, () -> first.stream().allMatch(p -> now(server, p) == threads || now(server, p) < 0));
    int each = first.stream().mapToInt(p -> now(server, p)).filter(t -> t >= 0).findFirst().orElse(0);
    saw(THREADS, Observation.Amount.count(each, ""));
    if (!promised(SETTLED)) {
      return;
    }
    if (turns > QUICK_TURNS && !ground.full()) {
      notTried(SETTLED, "it takes " + turns + " s; --full tries it");
      return;
    }
    int expected = n == null ? 0 : Forecast.atStart(n).settle(0).children();
    stage.await(Duration.ofSeconds(2L * turns + 10), () -> server.count() == expected);
    // It stays so for longer than a turn.
    stage.await(Duration.ofMillis(1_200), () -> server.count() != expected);
    saw(SETTLED, Observation.Amount.count(server.count(), ""));
    keep(Experiment.PROCESSES, stage, 0);
  }

  private int tls(Server server) {
    return (int) ground.scenario().tlsPorts().stream().filter(p -> TlsClient.isServed(server.port(p))).count();
  }

  private static boolean says(Server server, String number) {
    return server.said().stream().anyMatch(l -> l.contains(number)) || server.log().stream().anyMatch(l -> l.contains(number));
  }

  /// -1 when it has ended.
  private static int now(Server server, ProcTree.Proc child) {
    return ProcTree.read(child.pid()).filter(p -> p.state() != 'Z').map(server::workers).orElse(-1);
  }

  private static List<ProcTree.Proc> first(List<ProcTree.Proc> children) {
    long begin = children.stream().mapToLong(ProcTree.Proc::startTicks).min().orElse(0);
    return children.stream().filter(p -> p.startTicks() - begin < FIRST_CHILDREN).toList();
  }
}
