package dev.mpmlint.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.config.InputKind;
import dev.mpmlint.httpd.Layouts;
import dev.mpmlint.lint.Checked;
import dev.mpmlint.lint.Input;
import dev.mpmlint.lint.Linter;
import dev.mpmlint.lint.Settings;
import dev.mpmlint.support.BundledServer;
import dev.mpmlint.support.RequiresProgram;
import dev.mpmlint.verify.engine.Engine;
import dev.mpmlint.verify.engine.InstalledHttpd;
import dev.mpmlint.verify.engine.Machine;
import dev.mpmlint.verify.engine.Scratch;
import dev.mpmlint.verify.experiment.Progress;
import dev.mpmlint.verify.model.EngineRun;
import dev.mpmlint.verify.model.Experiment;
import dev.mpmlint.verify.model.Observation;
import dev.mpmlint.verify.model.Outcome;
import dev.mpmlint.verify.model.Verdict;
import dev.mpmlint.verify.model.VerifyReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The bundled server and the installed httpd, put through the same experiments with the same configurations: what is
/// observed is equal, times within the tolerance that each observation states. Every build runs a part of
/// `agreement.txt`; `-Dmpmlint.proofs=all` runs it whole and writes the table of README. Beginnings of names instead of
/// `all`, parted by commas, run the configurations whose names begin so, and write theirs.
@RequiresProgram({"apache2", "/usr/lib/apache2/modules/mpm_itk.so", "/usr/lib/apache2/modules/libphp8.2.so"})
class AgreementIT {
  private static final Path README = Path.of("README.md");
  private static final String BEGIN = "<!-- agreement -->\n";
  private static final String END = "<!-- /agreement -->";
  private static final String MODULES = "/usr/lib/apache2/modules/";
  private static final Map<String, String> FILES = Map.of("itk", "mpm_itk.so", "php", "libphp8.2.so");
  private static final Map<String, String> IDENTIFIERS = Map.of("itk", "mpm_itk_module");

  /// Most of the time is waiting.
  private static final int AT_ONCE = 3;

  @TempDir Path folder;

  private record Given(String name, boolean ci, List<String> lines) {}

  /// @param differences `id: ours and httpd's`
  /// @param late whether all of these are times
  private record Agreement(
      String name, int compared, int refuted, Set<Experiment> experiments, List<String> differences, boolean late) {}

  @Test
  void bothDoTheSame() throws Exception {
    String asked = System.getProperty("mpmlint.proofs", "");
    boolean all = asked.equals("all");
    List<Given> wanted =
        given().stream().filter(g -> asked.isEmpty() ? g.ci : all || List.of(asked.split(",", -1)).stream().anyMatch(g.name::startsWith)).toList();
    List<Agreement> rows = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Agreement>> futures = new ArrayList<>();
      wanted.forEach(given -> futures.add(threads.submit(() -> agreement(given))));
      for (Future<Agreement> future : futures) {
        rows.add(future.get());
      }
    }
    // Several at once may keep each other waiting: where nothing but times differ, the one that differs is tried alone.
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).late) {
        System.out.println("tried again alone: " + rows.get(i));
        rows.set(i, agreement(wanted.get(i)));
      }
    }
    if (all) {
      assertThat(rows).hasSizeGreaterThanOrEqualTo(40);
    }
    assertThat(rows).isNotEmpty().allSatisfy(row -> assertThat(row.compared).as("%s", row.name).isPositive());
    assertThat(rows).allSatisfy(row -> assertThat(row.differences).as("%s", row.name).isEmpty());
  }

  private static List<Given> given() throws Exception {
    List<Given> all = new ArrayList<>();
    String text;
    try (var in = AgreementIT.class.getResourceAsStream("agreement.txt")) {
      text = new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    for (String part : text.split("\n== ", -1)) {
      if (part.startsWith("#")) {
        continue;
      }
      List<String> lines = part.lines().toList();
      String name = lines.getFirst();
      boolean ci = name.endsWith(" (ci)");
      all.add(new Given(ci ? name.substring(0, name.length() - 5) : name, ci, lines.subList(1, lines.size())));
    }
    return all;
  }

  private Agreement agreement(Given given) throws Exception {
    Checked checked = given.name.startsWith("stock ") ? stock(given.name.substring(6)) : written(given);
    List<Engine> engines =
        List.of(
            new dev.mpmlint.verify.engine.BundledServer(BundledServer.program(), "mpmlint"),
            InstalledHttpd.of(Path.of("/usr/sbin/apache2")));
    Verifier.Order order = new Verifier.Order(engines, false, EnumSet.allOf(Experiment.class));
    try (Scratch scratch = Scratch.create()) {
      VerifyReport report = Verifier.verify(checked, order, Machine.ofThis(true), scratch, Progress.SILENT);
      Agreement row = compared(given.name, report.engines().getFirst(), report.engines().getLast());
      if (!System.getProperty("mpmlint.proofs", "").isEmpty()) {
        write(List.of(row));
      }
      return row;
    }
  }

  private static boolean isTime(@Nullable Observation observed) {
    return observed instanceof Observation.Amount(double _, String unit, double _) && unit.equals("s");
  }

  private static Agreement compared(String name, EngineRun ours, EngineRun httpd) {
    Set<Experiment> experiments = new LinkedHashSet<>();
    List<String> differences = new ArrayList<>();
    int compared = 0;
    int refuted = 0;
    boolean late = true;
    for (Verdict mine : ours.verdicts()) {
      Verdict real = httpd.verdict(mine.promise().id()).orElse(null);
      if (real == null || mine.outcome() == Outcome.NOT_TRIED || real.outcome() == Outcome.NOT_TRIED) {
        continue;
      }
      compared++;
      refuted += real.outcome() == Outcome.REFUTED ? 1 : 0;
      experiments.add(mine.promise().experiment());
      if (!mine.observed().agrees(real.observed())) {
        late &= isTime(mine.observed()) || isTime(real.observed());
        differences.add(mine.promise().id() + ": " + mine.observed().words() + " and " + real.observed().words());
      }
    }
    return new Agreement(name, compared, refuted, experiments, differences, late && !differences.isEmpty());
  }

  private static Checked stock(String tree) throws Exception {
    Path root = Path.of("src/test/resources/stock", tree).toAbsolutePath();
    Settings settings = new Settings(InputKind.WHOLE, null, null, null, null, root, List.of(), Map.of(), false);
    Path main = Linter.usualMainFile(settings).orElseThrow();
    return Linter.lint(List.of(new Input.OnDisk(main)), settings).checked().getFirst();
  }

  private Checked written(Given given) throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    StringBuilder text = new StringBuilder("ServerRoot " + folder + "\nServerName localhost\nListen 80\n");
    text.append("User www-data\nGroup www-data\n").append(load("authz_core"));
    for (String line : given.lines) {
      for (String each : line.split(line.startsWith("@") ? " " : "\\|", -1)) {
        text.append(each.startsWith("@") ? load(each.substring(1)) : each + "\n");
      }
    }
    Path file = Files.writeString(Files.createTempDirectory(folder, "given").resolve("httpd.conf"), text);
    Settings settings =
        new Settings(
            InputKind.WHOLE, Layouts.find("debian").orElseThrow(), null, null, null, null, List.of(), Map.of(), false);
    return Linter.lint(List.of(new Input.OnDisk(file)), settings).checked().getFirst();
  }

  private static String load(String name) {
    String identifier = IDENTIFIERS.getOrDefault(name, name + "_module");
    return "LoadModule " + identifier + " " + MODULES + FILES.getOrDefault(name, "mod_" + name + ".so") + "\n";
  }

  private static String line(Agreement row) {
    int same = row.compared - row.differences.size();
    String words = String.join(", ", row.experiments.stream().map(Experiment::word).toList());
    String not = row.differences.isEmpty() ? "" : " (not: " + String.join("; ", row.differences) + ")";
    return "| " + row.name + " | " + words + " | " + row.compared + " | " + same + not + " |";
  }

  /// Replaces the lines of those that were run, and the sums.
  private static synchronized void write(List<Agreement> rows) throws Exception {
    String readme = Files.readString(README);
    int begin = readme.indexOf(BEGIN);
    int end = readme.indexOf(END);
    assertThat(begin).as("README has a place for the table").isPositive().isLessThan(end);
    Map<String, String> known = new HashMap<>();
    readme.substring(begin, end).lines().filter(l -> l.startsWith("| ")).forEach(l -> known.put(cell(l, 1), l));
    rows.forEach(row -> known.put(row.name, line(row)));
    StringBuilder table = new StringBuilder("| configuration | experiments | observations | equal |\n|---|---|---:|---:|\n");
    int count = 0;
    int compared = 0;
    int equal = 0;
    for (Given given : given()) {
      String line = known.get(given.name);
      if (line != null) {
        table.append(line).append('\n');
        count++;
        compared += Integer.parseInt(cell(line, 3));
        equal += Integer.parseInt(cell(line, 4).split(" ", 2)[0]);
      }
    }
    table.append("| " + count + " configurations | | " + compared + " | " + equal + " |\n");
    Files.writeString(README, readme.substring(0, begin + BEGIN.length()) + table + readme.substring(end));
  }

  private static String cell(String line, int number) {
    return line.split("\\|", -1)[number].strip();
  }
}
