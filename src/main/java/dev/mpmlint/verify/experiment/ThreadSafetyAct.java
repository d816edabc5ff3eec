package dev.mpmlint.verify.experiment;

import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.verify.engine.BundledServer;
import dev.mpmlint.verify.engine.Server;
import dev.mpmlint.verify.load.Http;
import dev.mpmlint.verify.model.Expectation;
import dev.mpmlint.verify.model.Experiment;
import dev.mpmlint.verify.model.Observation;
import dev.mpmlint.verify.model.Promise;
import dev.mpmlint.verify.scenario.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// Many clients ask a PHP script for their own number at once. A module that is not thread-safe mixes them up as soon as
/// it is run by several threads; httpd does not start with such a PHP, so that only the bundled server's stand-in can
/// show why.
final class ThreadSafetyAct extends Act {
  private static final String CORRUPTED = "threadsafety.corrupted";
  private static final String SCRIPT = "<?php $n = $_GET['n']; usleep(3000); echo $n . '-' . $_GET['n'];";
  private static final String FILE = "unsafe.php";
  private static final int CLIENTS = 8;
  private static final int EACH = 25;
  /// mpm-itk needs a process for each, and no two of them ever share one.
  private static final int EACH_OF_ITK = 3;

  private final Variant variant;
  private final MpmPlan plan;
  private final int each;
  private final int all;

  ThreadSafetyAct(Ground ground) {
    super(ground, Experiment.THREADSAFETY);
    boolean bundled = ground.engine() instanceof BundledServer;
    List<String> more = new ArrayList<>();
    if (bundled) {
      // Of the thread-safe build, so that the server starts; what runs is the stand-in all the same.
      more.add("LoadModule php_module \"/modules/libphp-zts.so\"");
    }
    more.addAll(List.of("<FilesMatch \"\\.php$\">", "SetHandler application/x-httpd-php", "</FilesMatch>"));
    variant = new Variant(true, false, !bundled, true, List.of(), more);
    plan = ground.plan(new Variant(true, false, false, true, List.of(), List.of()));
    each = ground.scenario().itk() ? EACH_OF_ITK : EACH;
    all = CLIENTS * each;
  }

  static boolean concerns(Ground ground) {
    return ground.scenario().php() && ground.scenario().given() != null;
  }

  @Override
  void prepare() {
    boolean mixes = plan.threadsPerProcess() > 1;
    Expectation expected = mixes ? new Expectation.Between(1, all, "") : Expectation.Exactly.count(0, "");
    promise(
        new Promise(
            Experiment.THREADSAFETY,
            CORRUPTED,
            "of " + all + " answers of a module that is not thread-safe, corrupted",
            ground.sources(MpmDirective.THREADS_PER_CHILD),
            expected));
  }

  @Override
  void play() throws IOException {
    if (!(ground.engine() instanceof BundledServer) && plan.threadsPerProcess() > 1) {
      notTried(CORRUPTED, "httpd does not start with mod_php under this MPM; the bundled server's stand-in shows why");
      return;
    }
    Path script = Files.writeString(ground.scratch().site().resolve(FILE), SCRIPT);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rw-r--r--"));
    try (Server server = serve(variant)) {
      Stage stage = new Stage(server, false, ground, experiments());
      Tally tally = new Tally();
      List<Thread> clients = new ArrayList<>();
      for (int c = 0; c < CLIENTS; c++) {
        int client = c;
        clients.add(Thread.ofPlatform().daemon().start(() -> ask(server.port(), client, each, tally)));
      }
      stage.await(PATIENCE, () -> clients.stream().noneMatch(Thread::isAlive));
      if (tally.asked.get() < all) {
        throw new IOException("only " + tally.asked.get() + " of " + all + " requests were answered within a minute");
      }
      // How often threads meet is chance.
      double within = plan.threadsPerProcess() > 1 ? all : 0;
      Map<String, Integer> others = Map.copyOf(tally.others);
      if (others.isEmpty() || within > 0 && tally.corrupted.get() > 0) {
        saw(CORRUPTED, new Observation.Amount(tally.corrupted.get(), "", within), others(others));
      } else {
        // What is no answer of the module says nothing of it.
        notTried(CORRUPTED, others(others) + ", so that the module is not seen at work");
      }
      keep(Experiment.THREADSAFETY, stage, 0);
    }
  }

  /// `200 of 200 answers were 500`.
  private String others(Map<String, Integer> others) {
    String what =
        others.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(e -> e.getValue() + " of " + all + " answers were " + e.getKey())
            .collect(Collectors.joining(", "));
    return ground.scenario().configuration().module("authz_core_module").isPresent() ? what : what + " (mod_authz_core is not loaded)";
  }

  /// What the clients have met. Thread-safe.
  ///
  /// @param others what came instead of the script's answer, and how often
  private record Tally(AtomicInteger asked, AtomicInteger corrupted, ConcurrentMap<String, Integer> others) {
    Tally() {
      this(new AtomicInteger(), new AtomicInteger(), new ConcurrentHashMap<>());
    }
  }

  private static void ask(int port, int client, int each, Tally tally) {
    for (int i = 0; i < each; i++) {
      String own = "c" + client + "r" + i;
      try {
        Http.Answer answer = Http.get(port, "/" + FILE + "?n=" + own);
        if (answer.status() != 200) {
          tally.others.merge(Integer.toString(answer.status()), 1, Integer::sum);
        } else if (!answer.body().equals(own + "-" + own)) {
          tally.corrupted.incrementAndGet();
        }
      } catch (IOException _) {
        // Its child ended, which is what happens to real ones.
        tally.corrupted.incrementAndGet();
      }
      tally.asked.incrementAndGet();
    }
  }
}
