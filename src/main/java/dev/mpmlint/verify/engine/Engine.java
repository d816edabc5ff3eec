package dev.mpmlint.verify.engine;

import dev.mpmlint.verify.observe.ProcTree;
import dev.mpmlint.verify.scenario.Build;
import dev.mpmlint.verify.scenario.Scenario;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Something that runs configurations.
public interface Engine {
  /// `bundled`, `httpd`.
  String name();

  /// Its own words.
  String version();

  Build build();

  /// Why it cannot run this one; empty when it can.
  Optional<String> cannot(Scenario scenario);

  /// The command line that serves a configuration in the foreground.
  List<String> command(Path configuration, Scenario scenario);

  /// All of its environment.
  Map<String, String> environment();

  /// How many worker threads a child has, by what the kernel shows.
  ///
  /// @param threaded whether the MPM is
  int workers(ProcTree.Proc child, boolean threaded);
}
