package dev.mpmlint.rules;

import dev.mpmlint.config.ConfigReader;
import dev.mpmlint.config.Configuration;
import dev.mpmlint.mpm.Planner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Runs the whole way from bytes to findings, for tests.
final class Checking {
  private Checking() {}

  /// Writes a fixture below an empty folder and reads it from there.
  static Subject subject(Fixture fixture, Path folder) throws IOException {
    Path main = fixture.write(folder);
    Configuration configuration = ConfigReader.read(main, fixture.settings().options(folder));
    return new Subject(configuration, Planner.PLAIN.decide(configuration));
  }

  static List<Finding> findings(Fixture fixture, Path folder) throws IOException {
    return RuleSet.all().check(subject(fixture, folder));
  }
}
