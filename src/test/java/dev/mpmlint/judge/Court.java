package dev.mpmlint.judge;

import dev.mpmlint.config.ConfigReader;
import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.ReadOptions;
import dev.mpmlint.httpd.DirectiveSpec;
import dev.mpmlint.httpd.Directives;
import dev.mpmlint.httpd.Layouts;
import dev.mpmlint.httpd.ModuleSpec;
import dev.mpmlint.httpd.Modules;
import dev.mpmlint.mpm.Planner;
import dev.mpmlint.support.LoadFiles;
import dev.mpmlint.support.RealHttpd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A folder in which both judges look at the same case: a main file that loads all of Debian's modules and includes it. Used
/// by one thread at a time.
final class Court {
  private static final Path AVAILABLE = Path.of("/etc/apache2/mods-available");
  /// Modules whose directives others need, first.
  private static final List<String> FIRST = List.of("proxy", "session", "cache", "dav", "dbd", "auth_basic", "ldap");

  private final Path dir;
  private final Path included;
  private final Map<String, String> environment;
  private final RealHttpd httpd;
  private final LoadFiles loadFiles;

  Court(Path dir) throws IOException {
    this.dir = dir;
    this.included = dir.resolve("case.conf");
    this.environment = new TreeMap<>();
    RealHttpd real = RealHttpd.installed();
    for (String name : List.of("RUN_USER", "RUN_GROUP", "PID_FILE", "RUN_DIR", "LOCK_DIR", "LOG_DIR", "CONFDIR")) {
      String value = name.equals("RUN_USER") || name.equals("RUN_GROUP") ? "www-data" : dir.toString();
      environment.put("APACHE_" + name, value);
      real = real.with("APACHE_" + name, value);
    }
    this.httpd = real;
    for (String mpm : List.of("prefork", "worker", "event")) {
      Files.writeString(main(mpm), preamble(dir, mpm) + "Include " + included + "\n");
    }
    this.loadFiles = LoadFiles.in(AVAILABLE);
  }

  private Path main(String mpm) {
    return dir.resolve(mpm + ".conf");
  }

  static String preamble(Path dir, String mpm) throws IOException {
    return preamble(dir, loads(mpm));
  }

  private static String preamble(Path dir, List<String> loads) {
    StringBuilder text = new StringBuilder();
    text.append("ServerRoot ").append(dir).append("\nDefaultRuntimeDir ").append(dir).append("\nErrorLog ").append(dir);
    text.append("/error.log\nServerName localhost\nListen 127.0.0.1:18080\nPidFile ").append(dir).append("/pid\n");
    loads.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  /// A LoadModule line for that MPM and each module that goes with it.
  static List<String> loads(String mpm) throws IOException {
    Set<String> lines = new LinkedHashSet<>();
    List<Path> files = new ArrayList<>();
    files.add(AVAILABLE.resolve("mpm_" + mpm + ".load"));
    FIRST.forEach(name -> files.add(AVAILABLE.resolve(name + ".load")));
    try (Stream<Path> all = Files.list(AVAILABLE)) {
      all.filter(f -> f.toString().endsWith(".load") && !f.toString().contains("mpm_") && !f.toString().contains("/php"))
          .sorted()
          .forEach(files::add);
    }
    for (Path file : files) {
      for (String line : Files.readAllLines(file)) {
        // Other packages put their modules into the same folder.
        if (line.strip().startsWith("LoadModule ") && isDebians(line.strip().split(" +")[1])) {
          lines.add(line.strip());
        }
      }
    }
    return List.copyOf(lines);
  }

  /// A main file that loads the modules of the directives that a case names, and no other: that is quick, and what is then
  /// missing, as a provider, both have to notice.
  private Path lean(Case one) throws IOException {
    Set<String> modules = new LinkedHashSet<>();
    for (String line : one.text().split("\n", -1)) {
      String word = line.strip().split("[\\s>]", 2)[0].replace("\"", "").replace("</", "<");
      for (DirectiveSpec spec : Directives.find(word)) {
        modules.add(spec.module());
      }
    }
    List<String> loads = new ArrayList<>(Files.readAllLines(AVAILABLE.resolve("mpm_" + one.mpm() + ".load")));
    loads.removeIf(line -> !line.startsWith("LoadModule "));
    loadFiles.loading(modules).stream().filter(line -> isDebians(line.split(" +")[1])).forEach(loads::add);
    loads.removeIf(line -> line.contains("/libphp") || line.contains("mpm_itk"));
    Path main = dir.resolve("lean.conf");
    Files.writeString(main, preamble(dir, loads) + "Include " + included + "\n");
    return main;
  }

  private static boolean isDebians(String identifier) {
    return Modules.find(identifier).filter(m -> m.inDebian() != ModuleSpec.Build.ABSENT).isPresent();
  }

  /// What one says and what the other says.
  record Judgement(Case of, Verdict httpd, Verdict ours) {
    boolean agrees() {
      return httpd.isLike(ours);
    }

    @Override
    public String toString() {
      return "--- " + of.family() + " (" + of.mpm() + (of.lean() ? ", with what it names" : "") + ")\n" + of.text() + (of.text().endsWith("\n") ? "" : "\n") + "httpd: " + httpd
          + "\nours:  " + ours;
    }
  }

  Judgement judge(Case one) throws IOException, InterruptedException {
    Files.writeString(included, one.text(), StandardCharsets.ISO_8859_1);
    Path main = one.lean() ? lean(one) : main(one.mpm());
    RealHttpd.Answer answer = httpd.test(main);
    return new Judgement(one, Verdict.parse(answer.ok(), answer.err()), ours(main));
  }

  /// Our verdict on the case that was written last.
  Verdict ours(String mpm) throws IOException {
    return ours(main(mpm));
  }

  Verdict ours(Path main) throws IOException {
    ReadOptions options =
        ReadOptions.of(InputKind.WHOLE, Layouts.find("debian").orElseThrow())
            .withEnvironment(environment)
            .withCheckFiles(true);
    Configuration configuration = ConfigReader.read(main, options);
    return Verdict.of(configuration, Planner.PLAIN.decide(configuration));
  }

  Verdict httpd(Path main) throws IOException, InterruptedException {
    RealHttpd.Answer answer = httpd.test(main);
    return Verdict.parse(answer.ok(), answer.err());
  }

  Path included() {
    return included;
  }
}
