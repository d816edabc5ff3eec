package dev.mpmlint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.fail;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.lint.Checked;
import dev.mpmlint.lint.Input;
import dev.mpmlint.lint.Linter;
import dev.mpmlint.lint.Settings;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.mpm.MpmOutcome;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.rules.Finding;
import dev.mpmlint.rules.Severity;
import dev.mpmlint.support.DebianTree;
import dev.mpmlint.support.RequiresProgram;
import dev.mpmlint.support.ServerStatus;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The tree that Debian's packages install, with each choice of MPM: `check` and `mpm` say what `apache2 -V`, `-M`, `-l`
/// and the running server say.
@RequiresProgram({
  "apache2",
  "/usr/lib/apache2/modules/mpm_itk.so",
  "/usr/lib/apache2/modules/libphp8.2.so"
})
class RealTreesTest {
  @TempDir Path root;

  @ParameterizedTest
  @ValueSource(strings = {"mpm_event", "mpm_worker", "mpm_prefork", "mpm_prefork php8.2", "mpm_prefork mpm_itk"})
  void checkFindsNothingInWhatDebianInstalls(String modules) throws Exception {
    DebianTree tree = DebianTree.in(root, modules.split(" ", -1));
    assertThat(tree.test().err()).contains("Syntax OK");

    assertThat(errorsAndWarnings(tree)).isEmpty();
    Terminal.Outcome check = new Terminal(tree.top()).run("check", "apache2.conf");
    assertThat(check.out()).doesNotContain("error", "warning").containsPattern(" in \\d+ files \\(\\d+ ms\\)\n$");
    assertThat(check.code()).isZero();
    assertThat(new Terminal(root).run("check", tree.top().toString()).code()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "mpm_event php8.2,         MPM004, not compiled to be threadsafe,    php8.2.load:3",
    "mpm_worker php8.2,        MPM004, not compiled to be threadsafe,    php8.2.load:3",
    "'',                       MPM001, AH00534: .*No MPM loaded,         apache2.conf:1",
    "mpm_itk,                  MPM001, AH00534: .*No MPM loaded,         apache2.conf:1",
    "mpm_event mpm_prefork,    MPM002, AH00534: .*More than one MPM,     mpm_prefork.load:2",
    "mpm_worker mpm_event,     MPM002, AH00534: .*More than one MPM,     mpm_worker.load:2",
    "mpm_event mpm_itk,        MPM005, cannot use threaded MPMs,         mpm_itk.load:2",
    "mpm_worker mpm_itk,       MPM005, cannot use threaded MPMs,         mpm_itk.load:2",
  })
  void checkFindsWhyHttpdDoesNotStart(String modules, String code, String said, String place) throws Exception {
    DebianTree tree = DebianTree.in(root, modules.isEmpty() ? new String[0] : modules.split(" ", -1));
    assertThatIllegalStateException()
        .isThrownBy(tree::start)
        .withMessageContaining("httpd ended before it served")
        .withMessageMatching("(?s).*" + said + ".*");

    assertThat(errorsAndWarnings(tree))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule().code()).isEqualTo(code);
              assertThat(finding.severity()).isEqualTo(Severity.ERROR);
            });
    Terminal.Outcome check = new Terminal(tree.top()).run("check", "--format", "gcc", "apache2.conf");
    assertThat(check.out().lines().filter(line -> line.contains(": error: ")).toList())
        .singleElement()
        .asString()
        .contains(place + ":")
        .endsWith("[" + code + "]");
    assertThat(check.code()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mpm_event", "mpm_worker", "mpm_prefork", "mpm_prefork php8.2", "mpm_prefork mpm_itk"})
  void mpmSaysWhatTheProgramSays(String modules) throws Exception {
    DebianTree tree = DebianTree.in(root, modules.split(" ", -1));

    Terminal.Outcome mpm = new Terminal(tree.top()).run("mpm", "apache2.conf");

    assertThat(mpm.code()).isZero();
    String version = tree.version().out();
    int from = version.indexOf("Server MPM:");
    assertThat(mpm.out()).contains(version.substring(from, version.indexOf("Server compiled with", from)));
    assertThat(mpm.out()).contains(tree.compiledIn().out().stripTrailing());
    assertThat(tree.modules().out().strip()).isEqualTo("Loaded Modules:\n" + String.join("\n", modules(tree)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mpm_event", "mpm_worker", "mpm_prefork", "mpm_prefork php8.2", "mpm_prefork mpm_itk"})
  void mpmSaysWhatTheRunningServerDoes(String modules) throws Exception {
    DebianTree tree = DebianTree.in(root, modules.split(" ", -1));
    MpmPlan plan = plan(tree);
    JsonObject told =
        JsonParser.parseString(new Terminal(tree.top()).run("mpm", "--format", "json", "apache2.conf").out())
            .getAsJsonObject()
            .getAsJsonArray("plans")
            .get(0)
            .getAsJsonObject();

    try (var running = tree.start()) {
      Observed.of(running, tree.port()).isAsPlanned(plan);
      ServerStatus status = ServerStatus.at(tree.port());
      assertThat(told.get("shown").getAsString()).isEqualTo(status.mpm());
      assertThat(told.get("simultaneousRequests").getAsInt()).isEqualTo(status.scoreboard().length());
    }
  }

  @Test
  void aLaterFileThatOverridesDebiansNumbersIsSeenByBoth() throws Exception {
    DebianTree tree = DebianTree.in(root, "mpm_event");
    tree.write("conf-enabled/zz-tuning.conf", "ThreadsPerChild 10\nMaxRequestWorkers 65\n");

    MpmPlan plan = plan(tree);

    assertThat(plan.effective(MpmDirective.MAX_REQUEST_WORKERS)).isEqualTo(60);
    try (var running = tree.start()) {
      Observed.of(running, tree.port()).isAsPlanned(plan);
    }
  }

  private static List<Finding> errorsAndWarnings(DebianTree tree) throws Exception {
    return Linter.lint(List.of(new Input.OnDisk(tree.mainFile())), Settings.NONE).findings().stream()
        .filter(finding -> finding.severity() != Severity.INFO)
        .toList();
  }

  static MpmPlan plan(DebianTree tree) throws Exception {
    return read(tree).subjects().getFirst().mpm() instanceof MpmOutcome.One(MpmPlan plan)
        ? plan
        : fail("no single MPM");
  }

  private static Checked read(DebianTree tree) throws Exception {
    return Linter.read(new Input.OnDisk(tree.mainFile()), Settings.NONE);
  }

  /// As `-M` prints them.
  private static List<String> modules(DebianTree tree) throws Exception {
    return read(tree).subjects().getFirst().configuration().modules().stream().map(RealTreesTest::shown).toList();
  }

  private static String shown(LoadedModule module) {
    return " " + module.identifier() + (module.compiledIn() ? " (static)" : " (shared)");
  }
}
