package dev.mpmlint.verify.engine;

import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.verify.observe.ProcTree;
import dev.mpmlint.verify.scenario.Build;
import dev.mpmlint.verify.scenario.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The server that comes with mpmlint, as a process of its own.
///
/// @param program `bin/mpmlint`
public record BundledServer(Path program, String version) implements Engine {
  /// Set for servers that verify starts: they answer its probes.
  public static final String MARK = "MPMLINT_VERIFY";

  private static final Set<Mpm> RUNS = Set.of(Mpm.PREFORK, Mpm.WORKER, Mpm.EVENT, Mpm.WINNT);

  @Override
  public String name() {
    return "bundled";
  }

  @Override
  public Build build() {
    return Scenario.nominal();
  }

  @Override
  public Optional<String> cannot(Scenario scenario) {
    if (scenario.given() != null && !RUNS.contains(scenario.given().mpm())) {
      return Optional.of("the bundled server does not run the MPM " + scenario.given().mpm());
    }
    return Optional.empty();
  }

  @Override
  public List<String> command(Path configuration, Scenario scenario) {
    List<String> command = new ArrayList<>(List.of(program.toString(), "serve", "--whole", "--layout", "debian"));
    command.addAll(List.of("--httpd-version", scenario.version().toString()));
    scenario.compiledIn().ifPresent(mpm -> command.addAll(List.of("--mpm", mpm.shortName())));
    command.add(configuration.toString());
    return command;
  }

  @Override
  public Map<String, String> environment() {
    return Map.of("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL", "C.UTF-8", MARK, "1");
  }

  @Override
  public int workers(ProcTree.Proc child, boolean threaded) {
    return child.threads("worker-");
  }
}
