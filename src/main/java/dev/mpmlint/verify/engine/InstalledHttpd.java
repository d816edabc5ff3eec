package dev.mpmlint.verify.engine;

import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.verify.observe.ProcTree;
import dev.mpmlint.verify.scenario.Build;
import dev.mpmlint.verify.scenario.Scenario;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// The httpd that is installed.
///
/// @param version as `-v` prints it: `Apache/2.4.71 (Debian)`
public record InstalledHttpd(Path program, String version, Build build) implements Engine {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL", "C");
  private static final List<String> MODULES =
      List.of("/usr/lib/apache2/modules", "/usr/lib64/httpd/modules", "/usr/lib64/apache2", "/usr/lib/apache2",
          "/usr/local/apache2/modules", "/usr/lib/httpd/modules", "/usr/local/libexec/apache24");
  private static final int ANSWER = 1 << 16;

  /// Debian's `apache2`, or `httpd` where it is called so.
  public static Optional<Path> find(String path) {
    Set<Path> folders = new LinkedHashSet<>();
    for (String folder : path.split(File.pathSeparator, -1)) {
      if (!folder.isEmpty()) {
        folders.add(Path.of(folder));
      }
    }
    // Servers live there, and a user's PATH often leaves them out.
    folders.addAll(List.of(Path.of("/usr/sbin"), Path.of("/usr/local/apache2/bin"), Path.of("/usr/local/sbin")));
    for (String name : List.of("apache2", "httpd")) {
      for (Path folder : folders) {
        Path program = folder.resolve(name);
        if (Files.isRegularFile(program) && Files.isExecutable(program)) {
          return Optional.of(program);
        }
      }
    }
    return Optional.empty();
  }

  /// @throws IOException when the program does not answer as an httpd does
  public static InstalledHttpd of(Path program) throws IOException {
    String version =
        ask(program, "-v").lines()
            .filter(line -> line.startsWith("Server version: "))
            .map(line -> line.substring("Server version: ".length()).strip())
            .findFirst()
            .orElseThrow(() -> new IOException(program + " does not answer -v as an httpd does"));
    Set<String> compiledIn = new HashSet<>();
    ask(program, "-l").lines().map(String::strip).filter(line -> line.endsWith(".c")).forEach(compiledIn::add);
    return new InstalledHttpd(program, version, new Build(compiledIn, modules(program)));
  }

  private static Path modules(Path program) {
    Path parent = program.toAbsolutePath().getParent();
    Path home = parent == null ? null : parent.getParent();
    if (home != null && Files.isDirectory(home.resolve("modules"))) {
      return home.resolve("modules");
    }
    return MODULES.stream().map(Path::of).filter(Files::isDirectory).findFirst().orElse(Path.of(MODULES.getFirst()));
  }

  private static String ask(Path program, String question) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(program.toString(), question).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(ENVIRONMENT);
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readNBytes(ANSWER), StandardCharsets.ISO_8859_1);
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        throw new IOException(program + " " + question + " does not end");
      }
      return said;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }

  @Override
  public String name() {
    return "httpd";
  }

  @Override
  public Optional<String> cannot(Scenario scenario) {
    if (scenario.given() != null && scenario.given().mpm() == Mpm.WINNT) {
      return Optional.of("winnt's MPM runs on Windows only");
    }
    if (!scenario.version().loadsMpm()) {
      return Optional.of("the configuration is for httpd " + scenario.version() + ", installed is " + version);
    }
    List<String> missing = scenario.missing(build);
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of("there is no " + String.join(" and no ", missing) + " on this machine");
  }

  @Override
  public List<String> command(Path configuration, Scenario scenario) {
    return List.of(program.toString(), "-f", configuration.toString(), "-D", "FOREGROUND");
  }

  @Override
  public Map<String, String> environment() {
    return ENVIRONMENT;
  }

  /// A child of worker or event has its first thread and the listener besides.
  @Override
  public int workers(ProcTree.Proc child, boolean threaded) {
    int all = child.threads().size();
    return threaded ? Math.max(0, all - 2) : all;
  }
}
