package dev.mpmlint.verify.experiment;

import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.verify.engine.Server;
import dev.mpmlint.verify.load.Http;
import dev.mpmlint.verify.model.Expectation;
import dev.mpmlint.verify.model.Experiment;
import dev.mpmlint.verify.model.Observation;
import dev.mpmlint.verify.model.Promise;
import dev.mpmlint.verify.observe.ProcTree;
import dev.mpmlint.verify.observe.Sockets;
import dev.mpmlint.verify.scenario.Variant;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One connection after the other, and which child has it, until some children have ended.
final class RecyclingAct extends Act {
  private static final String CONNECTIONS = "recycling.connections";
  private static final String SERVES = "recycling.serves";
  private static final String PATIENT_BEGIN = "GET /index.html HTTP/1.1\r\nHost: x\r\nX-A: ";
  private static final String END = "a\r\nConnection: close\r\n\r\n";

  /// More are not needed to see the rule.
  private static final int MOST = 10;
  private static final int ENOUGH_ENDED = 2;
  private static final int WITHOUT_END = 60;
  private static final int LONGEST = 600;

  private final MpmPlan plan;
  private final int configured;
  private final int tried;

  RecyclingAct(Ground ground) {
    super(ground, Experiment.RECYCLING);
    plan = ground.plan(Variant.PLAIN);
    configured = plan.setting(MpmDirective.MAX_CONNECTIONS_PER_CHILD).map(s -> (int) s.effective()).orElse(0);
    tried = Math.min(configured, MOST);
  }

  private boolean recycles() {
    return configured > 0;
  }

  @Override
  void prepare() {
    var from = ground.sources(MpmDirective.MAX_CONNECTIONS_PER_CHILD);
    if (StartAct.neverServes(plan)) {
      promise(
          new Promise(
              Experiment.RECYCLING, SERVES, "a request is answered", from, new Expectation.Words("no")));
    } else if (recycles()) {
      String scaled = tried == configured ? "" : " (MaxConnectionsPerChild " + configured + " is tried with " + tried + ")";
      Expectation expected =
          plan.mpm() == Mpm.WORKER
              // The listener counts late: a worker tells of a connection when it has ended.
              ? new Expectation.Between(tried, tried + 2, "")
              : Expectation.Exactly.count(tried, "");
      promise(
          new Promise(Experiment.RECYCLING, CONNECTIONS, "connections until a child ends" + scaled, from, expected));
    } else {
      promise(
          new Promise(
              Experiment.RECYCLING,
              CONNECTIONS,
              "children that end within " + WITHOUT_END + " connections",
              from,
              Expectation.Exactly.count(0, "")));
    }
  }

  @Override
  void play() throws IOException {
    if (ground.scenario().itk()) {
      throw new IOException("mpm-itk serves each connection in a process that ends with it");
    }
    int number = recycles() ? tried : configured;
    Variant variant = Variant.PATIENT.with(List.of(), List.of("MaxConnectionsPerChild " + number));
    try (Server server = serve(variant)) {
      Stage stage = new Stage(server, plan.mpm() == Mpm.EVENT, ground, experiments());
      if (promised(SERVES)) {
        try (Http next = new Http(server.port())) {
          next.send(PATIENT_BEGIN + END);
          saw(SERVES, Observation.yes(stage.await(Duration.ofSeconds(3), () -> next.hears(Duration.ofMillis(20)))));
        }
        return;
      }
      // What maintenance ends because it is too many has nothing to do with this.
      Forecast start = Forecast.atStart(ground.numbers(ground.plan(Variant.PATIENT))).settle(0);
      stage.await(Duration.ofSeconds(2L * start.turns() + 5), () -> server.count() == start.children());
      Map<Long, Integer> served = new HashMap<>();
      Set<Long> ended = new HashSet<>();
      int most = recycles() ? LONGEST : WITHOUT_END;
      for (int i = 0; i < most && ended.size() < ENOUGH_ENDED; i++) {
        one(stage, served);
        Set<Long> alive = new HashSet<>();
        server.children().forEach(p -> alive.add(p.pid()));
        served.keySet().stream().filter(pid -> !alive.contains(pid)).forEach(ended::add);
      }
      keep(Experiment.RECYCLING, stage, 0);
      if (!recycles()) {
        saw(CONNECTIONS, Observation.Amount.count(ended.size(), ""));
      } else if (ended.isEmpty()) {
        saw(CONNECTIONS, new Observation.Words("none ended within " + most));
      } else {
        int connections = ended.stream().mapToInt(served::get).max().orElse(0);
        saw(CONNECTIONS, new Observation.Amount(connections, "", plan.mpm() == Mpm.WORKER ? 1 : 0));
      }
    }
  }

  private static void one(Stage stage, Map<Long, Integer> served) throws IOException {
    Server server = stage.server();
    try (Http http = new Http(server.port())) {
      http.send(PATIENT_BEGIN);
      long[] owner = {-1};
      stage.await(
          PATIENCE,
          () -> {
            for (ProcTree.Proc child : server.children()) {
              if (peers(child.pid()).contains(http.localPort())) {
                owner[0] = child.pid();
                return true;
              }
            }
            return false;
          });
      served.merge(owner[0], 1, Integer::sum);
      http.send(END);
      http.answer("GET");
      // The server ends it, so that the next connection finds all workers idle.
      http.rest();
    }
  }

  static Set<Integer> peers(long pid) {
    try {
      return Sockets.peers(pid);
    } catch (IOException _) {
      // It has just ended.
      return Set.of();
    }
  }
}
