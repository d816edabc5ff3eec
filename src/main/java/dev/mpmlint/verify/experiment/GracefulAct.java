package dev.mpmlint.verify.experiment;

import static dev.mpmlint.mpm.MpmDirective.GRACEFUL_SHUTDOWN_TIMEOUT;

import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.verify.engine.Server;
import dev.mpmlint.verify.load.LoadClients;
import dev.mpmlint.verify.load.SlowClients;
import dev.mpmlint.verify.model.Expectation;
import dev.mpmlint.verify.model.Experiment;
import dev.mpmlint.verify.model.Observation;
import dev.mpmlint.verify.model.Promise;
import dev.mpmlint.verify.observe.ProcTree;
import dev.mpmlint.verify.scenario.Variant;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Clients that ask all the time while the server restarts, then slow ones while it stops.
final class GracefulAct extends Act {
  private static final String RESTART = "graceful.restart-lost";
  private static final String RENEWED = "graceful.renewed";
  private static final String STOP = "graceful.stop-lost";
  private static final String CLOSED = "graceful.closed";
  private static final String ENDED = "graceful.ended";
  private static final int QUICK_RESTARTS = 1;
  private static final int FULL_RESTARTS = 5;
  private static final int HELD = 1;

  /// Answers before a restart and after it; mpm-itk needs a process for each.
  private static final int SOME = 20;
  private static final int SOME_OF_ITK = 6;

  private final MpmPlan plan;
  private final int some;

  GracefulAct(Ground ground) {
    super(ground, Experiment.GRACEFUL);
    plan = ground.plan(Variant.PATIENT);
    some = ground.scenario().itk() ? SOME_OF_ITK : SOME;
  }

  @Override
  void prepare() {
    add(RESTART, "requests lost in a graceful restart", Expectation.Exactly.count(0, ""));
    add(RENEWED, "a graceful restart replaces all children", new Expectation.Words("yes"));
    add(STOP, "requests lost in a graceful stop", Expectation.Exactly.count(0, ""));
    add(CLOSED, "a graceful stop refuses new connections at once", new Expectation.Words("yes"));
    add(ENDED, "the server ends when the last request is served", new Expectation.Words("yes"));
  }

  private void add(String id, String sentence, Expectation expected) {
    promise(new Promise(Experiment.GRACEFUL, id, sentence, ground.sources(GRACEFUL_SHUTDOWN_TIMEOUT), expected));
  }

  @Override
  void play() throws IOException {
    if (plan.mpm() == Mpm.WINNT) {
      throw new IOException("winnt knows no signals; its restarts are Windows's own");
    }
    try (Server server = serve(Variant.PATIENT)) {
      Stage stage = new Stage(server, plan.mpm() == Mpm.EVENT, ground, experiments());
      int port = server.port();
      // Each client may hold a worker, and one must be left.
      int clients = Math.max(1, Math.min(2, plan.simultaneousRequests() / 2));
      boolean renewed = true;
      try (LoadClients closing = LoadClients.start(port, clients, false);
          LoadClients keeping = LoadClients.start(port, plan.simultaneousRequests() > 2 ? 1 : 0, true)) {
        stage.await(PATIENCE, () -> closing.served() > some || !closing.losses().isEmpty());
        String failing = closing.losses().isEmpty() ? "" : closing.losses().getFirst().why();
        for (int i = 0; i < (ground.full() ? FULL_RESTARTS : QUICK_RESTARTS); i++) {
          Set<Long> before = pids(server);
          stage.mark("graceful restart");
          server.signal("USR1");
          renewed &=
              stage.await(
                  Duration.ofSeconds(20),
                  () -> {
                    Set<Long> now = pids(server);
                    return !now.isEmpty() && now.stream().noneMatch(before::contains);
                  });
          int served = closing.served();
          stage.await(Duration.ofSeconds(10), () -> closing.served() > served + some);
        }
        closing.end();
        keeping.end();
        List<LoadClients.Loss> lost = closing.losses();
        if (failing.isEmpty()) {
          saw(RESTART, Observation.Amount.count(lost.size() + keeping.losses().size(), ""), lost.isEmpty() ? "" : lost.getFirst().why());
        } else {
          notTried(RESTART, "requests fail without a restart too: " + failing);
        }
        saw(RENEWED, Observation.yes(renewed));
      }
      stop(stage);
      keep(Experiment.GRACEFUL, stage, 0);
    }
  }

  private static Set<Long> pids(Server server) throws IOException {
    Set<Long> pids = new HashSet<>();
    for (ProcTree.Proc child : server.children()) {
      pids.add(child.pid());
    }
    return pids;
  }

  private void stop(Stage stage) throws IOException {
    Server server = stage.server();
    int port = server.port();
    try (SlowClients slow = new SlowClients(port)) {
      stage.serve(slow);
      slow.hold(HELD);
      stage.await(PATIENCE, () -> stage.connections().taken() >= HELD);
      // A listener that has taken a connection needs a moment to give it to a worker, and httpd's drops it when it is told to stop before.
      stage.watch(Duration.ofMillis(500));
      stage.mark("graceful stop");
      server.signal("WINCH");
      saw(CLOSED, Observation.yes(stage.await(Duration.ofSeconds(3), () -> isRefused(port))));
      slow.finish();
      stage.await(Duration.ofSeconds(20), () -> slow.waiting() == 0);
      saw(STOP, Observation.Amount.count(HELD - slow.answered(), ""));
      stage.serve(null);
    }
    saw(ENDED, Observation.yes(stage.await(Duration.ofSeconds(20), () -> !server.isAlive())));
  }

  private static boolean isRefused(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return false;
    } catch (IOException _) {
      return true;
    }
  }
}
