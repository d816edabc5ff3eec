package dev.mpmlint.rules;

import dev.mpmlint.config.ConfigReader;
import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Site;
import dev.mpmlint.mpm.Planner;
import dev.mpmlint.source.SourceFile;
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
    Subject subject = new Subject(configuration, Planner.PLAIN.decide(configuration));
    String below = fixture.settings().below();
    if (below.isEmpty()) {
      return subject;
    }
    Configuration server = ConfigReader.read(folder.resolve(below), Settings.parse("whole").options(folder));
    return subject.in(new Surroundings(server, "/srv/www"));
  }

  static List<Finding> findings(Fixture fixture, Path folder) throws IOException {
    Subject subject = subject(fixture, folder);
    List<SourceFile> files = subject.configuration().files().stream().map(Site::file).toList();
    List<Finding> findings = RuleSet.all().check(subject);
    return Suppressions.apply(findings, files, fixture.settings().reasons(), (_, _) -> true).kept();
  }
}
