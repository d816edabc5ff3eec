package dev.mpmlint.verify.experiment;

import dev.mpmlint.mpm.Mpm;
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
import java.time.Duration;
import java.util.List;

/// Asks for HTTP/2 without TLS where Protocols has it, and looks for mod_http2's own word on the MPM.
final class Http2Act extends Act {
  private static final String SPOKEN = "http2.spoken";
  private static final String WARNED = "http2.warned";
  private static final String NUMBER = "AH10034";
  private static final String UPGRADE =
      String.join(
          "\r\n",
          "GET /index.html HTTP/1.1",
          "Host: x",
          "Connection: Upgrade, HTTP2-Settings",
          "Upgrade: h2c",
          "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA",
          "",
          "");

  private final Variant variant = new Variant(true, true, true, true, List.of(), List.of());
  private final MpmPlan plan;
  private final boolean asked;

  Http2Act(Ground ground) {
    super(ground, Experiment.HTTP2);
    plan = ground.plan(Variant.PATIENT);
    asked = ground.scenario().configuration().active("protocols").stream().anyMatch(o -> o.statement().args().contains("h2c"));
  }

  static boolean concerns(Ground ground) {
    return ground.scenario().has("http2_module");
  }

  @Override
  void prepare() {
    boolean inactive = plan.mpm() == Mpm.PREFORK;
    var from = ground.lines("Protocols", "Protocols http/1.1");
    promise(
        new Promise(
            Experiment.HTTP2,
            WARNED,
            "mod_http2 says that this MPM is not supported (" + NUMBER + ")",
            from,
            new Expectation.Words(inactive ? "yes" : "no")));
    if (asked) {
      promise(
          new Promise(
              Experiment.HTTP2, SPOKEN, "h2c is spoken where it is asked for", from, new Expectation.Words(inactive ? "no" : "yes")));
    }
  }

  @Override
  void play() throws IOException {
    try (Server server = serve(variant)) {
      Stage stage = new Stage(server, false, ground, experiments());
      boolean expected = plan.mpm() == Mpm.PREFORK;
      stage.await(Duration.ofSeconds(expected ? 5 : 1), () -> says(server));
      saw(WARNED, Observation.yes(says(server)));
      if (!asked) {
        return;
      }
      if (ground.engine() instanceof BundledServer && plan.mpm() != Mpm.PREFORK) {
        notTried(SPOKEN, "the bundled server speaks no HTTP/2");
        return;
      }
      try (Http http = new Http(server.port())) {
        http.send(UPGRADE);
        saw(SPOKEN, Observation.yes(http.answer("GET").status() == 101));
      }
    }
  }

  private static boolean says(Server server) {
    return server.log().stream().anyMatch(line -> line.contains(NUMBER));
  }
}
