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
import java.util.concurrent.atomic.AtomicInteger;

/// Many clients ask a PHP script for their own number at once. A module that is not thread-safe mixes them up as soon as
/// it is run by several threads; httpd does not start with such a PHP, so that only the bundled server's stand-in can
/// show why.
final class ThreadSafetyAct extends Act {
  private static final String CORRUPTED = "threadsafety.corrupted";
  private static final String SCRIPT = "<?php $n = $_GET['n']; usleep(3000); echo $n . '-' . $_GET['n'];";
  private static final String FILE = "unsafe.php";
  private static final int CLIENTS = 8;
  private static final int EACH = 25;
  private static final int ALL = CLIENTS * EACH;

  private final Variant variant;
  private final MpmPlan plan;

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
  }

  static boolean concerns(Ground ground) {
    return ground.scenario().php() && ground.scenario().given() != null;
  }

  @Override
  void prepare() {
    boolean mixes = plan.threadsPerProcess() > 1;
    Expectation expected = mixes ? new Expectation.Between(1, ALL, "") : Expectation.Exactly.count(0, "");
    promise(
        new Promise(
            Experiment.THREADSAFETY,
            CORRUPTED,
            "of " + ALL + " answers of a module that is not thread-safe, corrupted",
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
      AtomicInteger corrupted = new AtomicInteger();
      AtomicInteger asked = new AtomicInteger();
      List<Thread> clients = new ArrayList<>();
      for (int c = 0; c < CLIENTS; c++) {
        int client = c;
        clients.add(Thread.ofPlatform().daemon().start(() -> ask(server.port(), client, asked, corrupted)));
      }
      stage.await(PATIENCE, () -> clients.stream().noneMatch(Thread::isAlive));
      if (asked.get() < ALL) {
        throw new IOException("only " + asked.get() + " of " + ALL + " requests were answered within a minute");
      }
      // How often threads meet is chance.
      double within = plan.threadsPerProcess() > 1 ? ALL : 0;
      saw(CORRUPTED, new Observation.Amount(corrupted.get(), "", within));
      keep(Experiment.THREADSAFETY, stage, 0);
    }
  }

  private static void ask(int port, int client, AtomicInteger asked, AtomicInteger corrupted) {
    for (int i = 0; i < EACH; i++) {
      String own = "c" + client + "r" + i;
      try {
        Http.Answer answer = Http.get(port, "/" + FILE + "?n=" + own);
        if (answer.status() != 200 || !answer.body().equals(own + "-" + own)) {
          corrupted.incrementAndGet();
        }
      } catch (IOException _) {
        // Its child ended, which is what happens to real ones.
        corrupted.incrementAndGet();
      }
      asked.incrementAndGet();
    }
  }
}
