package dev.mpmlint.verify.experiment;

import dev.mpmlint.verify.engine.Boot;
import dev.mpmlint.verify.engine.Server;
import dev.mpmlint.verify.model.Expectation;
import dev.mpmlint.verify.model.Experiment;
import dev.mpmlint.verify.model.Observation;
import dev.mpmlint.verify.model.Promise;
import dev.mpmlint.verify.scenario.Alone;
import dev.mpmlint.verify.scenario.Variant;
import java.io.IOException;
import java.util.List;

/// Lines behind the first one that httpd refuses: each is tried in a scratch copy that has no other such line.
final class AloneAct extends Act {
  static final int QUICK = 8;
  private static final int FULL = 60;

  private final List<Alone> lines;

  AloneAct(Ground ground) {
    super(ground, Experiment.START);
    lines = ground.scenario().refusedBehind(ground.full() ? FULL : QUICK);
  }

  /// Which file it is, where that is not the main one.
  private String of(String file) {
    boolean main = file.equals(ground.scenario().configuration().main().name());
    return main ? "" : " of " + file.substring(file.lastIndexOf('/') + 1);
  }

  private static String id(int number) {
    return "start.alone." + number;
  }

  @Override
  void prepare() {
    for (int i = 0; i < lines.size(); i++) {
      Alone line = lines.get(i);
      promise(
          new Promise(
              Experiment.START,
              id(i + 1),
              "line " + line.at().line() + of(line.at().file()) + " is refused too",
              List.of(line.at()),
              new Expectation.Words(Refusing.expected(line.refusal()))));
    }
  }

  @Override
  void play() throws IOException {
    for (int i = 0; i < lines.size(); i++) {
      Alone line = lines.get(i);
      switch (Server.start(ground.engine(), line.scenario(), Variant.PLAIN, ground.scratch(), false)) {
        case Boot.Serves(Server server) -> {
          server.close();
          saw(id(i + 1), new Observation.Words("starts"));
        }
        case Boot.Refused refused -> saw(id(i + 1), Refusing.observed(refused, line.refusal()));
      }
    }
  }
}
