package dev.mpmlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is reported and how it ends: options, settings files, the environment, comments, baselines.
class PolicyTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path here;

  private Terminal terminal = new Terminal(Path.of(""));

  @BeforeEach
  void aConfigurationWithFindings() throws IOException {
    terminal = new Terminal(here);
    write(
        "httpd.conf",
        """
        ServerRoot "%s"
        Listen 8080
        LoadModule mpm_event_module modules/mod_mpm_event.so
        LoadModule reqtimeout_module modules/mod_reqtimeout.so
        MaxClients 256
        MaxConnectionsPerChild 500
        IncludeOptional legacy/*.conf
        """
            .formatted(here));
    Files.createDirectories(here.resolve("legacy"));
    write("legacy/old.conf", "MaxRequestsPerChild 600\n");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(here.resolve(name), text);
  }

  private Terminal.Outcome run(String... args) {
    return terminal.run(args);
  }

  private List<String> codes(String... options) {
    List<String> args = new ArrayList<>(List.of("check", "--format", "gcc"));
    args.addAll(List.of(options));
    args.add("httpd.conf");
    Terminal.Outcome outcome = run(args.toArray(String[]::new));
    assertThat(outcome.err()).isEmpty();
    List<String> codes = new ArrayList<>();
    Matcher matcher =
        Pattern.compile("^[^ ]+ (\\w+): .*\\[(\\w+)]$", Pattern.MULTILINE).matcher(outcome.out());
    while (matcher.find()) {
      codes.add(matcher.group(2) + (matcher.group(1).equals("warning") ? "" : " " + matcher.group(1)));
    }
    return codes;
  }

  @Test
  void theUsualFindings() {
    assertThat(codes()).containsExactlyInAnyOrder("MPM013", "MPM027", "MPM028", "MPM028", "MPM029");
  }

  @Test
  void selectAndIgnoreTakeCodesNamesAndBeginnings() {
    assertThat(codes("--select", "MPM028")).containsOnly("MPM028");
    assertThat(codes("--select", "deprecated-directive-name,MPM013")).contains("MPM013").doesNotContain("MPM027");
    assertThat(codes("--select", "SYN")).isEmpty();
    assertThat(codes("--ignore", "MPM02")).containsExactly("MPM013");
    assertThat(codes("--select", "ALL", "--ignore", "MPM013", "--ignore", "MPM029")).contains("MPM028").doesNotContain("MPM013");
    assertThat(run("check", "--select", "MPM13", "httpd.conf").err())
        .isEqualTo("mpmlint: --select: there is no rule MPM13; did you mean MPM013?\n");
  }

  @ParameterizedTest
  @CsvSource({
    "--fail-on warning,1", "--fail-on error,0", "--exit-zero,0", "--max-warnings 4,1", "--max-warnings 5,0", "--max-warnings 0,1",
    "--fail-on never --max-warnings 0,0", "--fail-on error --max-warnings 0,1"
  })
  void theExitCodeIsAsAsked(String options, int code) {
    List<String> args = new ArrayList<>(List.of("check"));
    args.addAll(List.of(options.split(" ")));
    args.add("httpd.conf");
    assertThat(run(args.toArray(String[]::new)).code()).isEqualTo(code);
  }

  @Test
  void profilesAskMoreOrLess() throws IOException {
    assertThat(codes("--profile", "minimal")).isEmpty();
    write("legacy/old.conf", "# mpmlint: ignore[MPM028]\nMaxRequestsPerChild 600\nThreadLimit x\n");
    assertThat(codes("--profile", "strict")).contains("SUP002");
    assertThat(codes()).doesNotContain("SUP002");
    assertThat(codes("--require-reason")).contains("SUP002");
  }

  @Test
  void commentsSuppressUnlessToldNotTo() throws IOException {
    write("legacy/old.conf", "# mpmlint: ignore[MPM028] reason\nMaxRequestsPerChild 600\n");
    assertThat(codes("--select", "MPM028")).containsExactly("MPM028");
    assertThat(codes("--select", "MPM028", "--no-inline")).containsExactly("MPM028", "MPM028");
    assertThat(run("check", "httpd.conf").out()).contains("\n1 finding suppressed by comments\n");
  }

  @Test
  void inAFragmentNobodyCallsASuppressionUnusedThatTheWholeNeeds() throws IOException {
    write("legacy/old.conf", "# mpmlint: ignore[MPM002] with the whole\nServerAdmin a@example.org\n");
    assertThat(run("check", "--fragment", "legacy/old.conf").out()).startsWith("no findings");
    assertThat(codes("--select", "SUP")).containsExactly("SUP001");
  }

  @Test
  void settingsAreFoundUpwardAndTheCommandLineWins() throws IOException {
    write(
        ".mpmlint.conf",
        """
        # for this folder and below
        Rule MPM028 off
        Rule MPM013 error
        <Rule MPM027>
            Severity info
            FewestConnectionsPerChild 550
        </Rule>
        <Path "legacy/*">
            Rule MPM029 off
        </Path>
        FailOn error
        Format gcc
        """);
    assertThat(codes()).containsExactlyInAnyOrder("MPM013 error", "MPM029");
    assertThat(codes("--select", "MPM028")).containsExactly("MPM028", "MPM028");
    assertThat(codes("--no-config")).hasSize(5);
    assertThat(run("check", "--ignore", "MPM013", "httpd.conf").code()).isZero();
    assertThat(run("check", "--fail-on", "warning", "--ignore", "MPM013", "httpd.conf").code()).isOne();
    assertThat(run("check", "httpd.conf").out()).contains(": error: ");
    assertThat(run("check", "--format", "text", "httpd.conf").out()).startsWith("error[MPM013]").doesNotContain(": error: ");
  }

  @Test
  void aFileThatIsNamedOrTheUsersOwnHoldsWhereThereIsNoOther() throws IOException {
    Files.createDirectories(here.resolve("xdg/mpmlint"));
    write("xdg/mpmlint/mpmlint.conf", "Ignore MPM028\n");
    assertThat(terminal.with("XDG_CONFIG_HOME", here.resolve("xdg").toString()).run("check", "httpd.conf").out())
        .doesNotContain("MPM028").contains("MPM027");
    write("other.conf", "Select MPM028\n");
    assertThat(codes("--config", "other.conf")).containsOnly("MPM028");
    assertThat(run("check", "--config", "none.conf", "httpd.conf").err())
        .startsWith("mpmlint: cannot read the settings ").contains("there is no such file");
  }

  @Test
  void eachInputHasItsOwnSettings() throws IOException {
    for (String folder : List.of("a", "b")) {
      Files.createDirectories(here.resolve(folder));
      write(folder + "/x.conf", "MaxClients 100\n");
    }
    write("a/.mpmlint.conf", "Rule MPM028 off\n");
    assertThat(run("check", "--format", "gcc", "a/x.conf", "b/x.conf").out())
        .contains("b/x.conf:1:1: warning").doesNotContain("a/x.conf");
  }

  @Test
  void whatTheReaderIsToAssumeMayStandInSettings() throws IOException {
    write(".mpmlint.conf", "Kind whole\nDefine EXTRA\nEnv WHERE legacy\nMpm event\nHttpdVersion 2.2.31\nRoot .\nLayout rhel\n");
    write("x.conf", "<IfDefine EXTRA>\nListen ${WHERE}\n</IfDefine>\n");
    assertThat(run("check", "--show-settings", "x.conf").out())
        .contains("Kind whole\n", "Define EXTRA\n", "Env WHERE \"legacy\"\n", "Mpm event\n", "HttpdVersion 2.2.31\n", "Layout rhel\n", "Root " + here + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Rulee MPM028 off | 1:1: error: there is no setting Rulee; did you mean Rule or <Rule>?",
        "Rule MPM28 off | 1:6: error: there is no rule MPM28; did you mean MPM028?",
        "Rule MPM028 of | 1:13: error: of is unknown; did you mean off?",
        "Profile strickt | 1:9: error: strickt is unknown; did you mean strict?",
        "Layout debain | 1:8: error: debain is unknown; did you mean debian?",
        "MaxWarnings many | 1:1: error: MaxWarnings takes a number from 0 to 2147483647",
        "<Path x> | 1:1: error: <Path> is never closed; write </Path>",
        "FailOn | 1:1: error: FailOn takes one of error, missing, warning, info, never"
      })
  void whatCannotBeMeantIsSaidWithThePlace(String line, String message) throws IOException {
    Path file = write(".mpmlint.conf", line + "\n");
    Terminal.Outcome verified = run("config", "verify");
    assertThat(verified.out()).isEqualTo(file + ":" + message + "\n");
    assertThat(verified.code()).isOne();
    Terminal.Outcome checked = run("check", "httpd.conf");
    assertThat(checked.code()).isEqualTo(2);
    assertThat(checked.err()).startsWith("mpmlint: " + file + ":1: ");
  }

  @Test
  void anUnknownOptionOfARuleIsAnErrorWithTheNearest() throws IOException {
    write(".mpmlint.conf", "<Rule MPM027>\n  FewestConnectionPerChild 3\n</Rule>\n<Rule MPM001>\n  Some 3\n</Rule>\n");
    assertThat(run("config", "verify").out())
        .contains("2:3: error: MPM027 has no option FewestConnectionPerChild; did you mean FewestConnectionsPerChild?")
        .contains("5:3: error: MPM001 has no option Some; there is Severity");
  }

  @Test
  void whatInitWritesIsRightAndSaysNothing() throws IOException {
    assertThat(run("config", "init").code()).isZero();
    assertThat(run("config", "verify").out()).endsWith(".mpmlint.conf is right\n");
    assertThat(codes()).hasSize(5);
    String all = Files.readString(here.resolve(".mpmlint.conf")).replaceAll("(?m)^#(?=[A-Z<]|    )", "").replaceAll("(?m)^ +# .*$", "");
    write(".mpmlint.conf", all);
    assertThat(run("config", "verify").out()).endsWith(".mpmlint.conf is right\n");
    Terminal.Outcome again = run("config", "init");
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("is there already");
    assertThat(here.resolve(".mpmlint.conf")).hasContent(all);
  }

  @ParameterizedTest
  @CsvSource({"15, 60, 5 or less, 5", "30, 60, 30 or less, 30", "2, 3, 2 or less, 2", "0, 3, 0, 0"})
  void theWayOutIsWhatTheOptionCallsShort(int longest, int written, String advice, int fixed) throws IOException {
    write(".mpmlint.conf", "<Rule MPM031>\nLongestKeepAliveTimeout " + longest + "\n</Rule>\n");
    String text =
        "Listen 80\nLoadModule mpm_prefork_module modules/mod_mpm_prefork.so\n<VirtualHost *:80>\nKeepAliveTimeout %d\n</VirtualHost>\n";
    Path file = write("httpd.conf", text.formatted(written));
    assertThat(run("check", "--format", "gcc", "--select", "MPM031", "httpd.conf").out())
        .contains("lets every idle client of this virtual host hold one of 256 processes", "; write " + advice + ", or change to event");
    run("check", "--fix", "--unsafe-fixes", "--select", "MPM031", "httpd.conf");
    assertThat(file).content().isEqualTo(text.formatted(fixed));
    assertThat(run("check", "--select", "MPM031", "httpd.conf").out()).startsWith("no findings");
  }

  @Test
  void whatIsShownIsASettingsFile() throws IOException {
    write(".mpmlint.conf", "Rule MPM028 off\nProfile strict\n<Rule MPM031>\nLongestKeepAliveTimeout 30\n</Rule>\n");
    String shown = run("config", "show", "httpd.conf").out();
    assertThat(run("check", "--show-settings", "--fail-on=never", "--profile=minimal", "--format=sarif", "httpd.conf").out())
        .contains("Profile minimal\n", "FailOn never\n", "Format sarif\n");
    assertThat(shown).contains("Profile strict\n", "Rule MPM028 off\n", "    LongestKeepAliveTimeout 30\n");
    write(".mpmlint.conf", shown);
    assertThat(run("config", "verify").out()).endsWith("is right\n");
    assertThat(run("config", "show", "httpd.conf").out().lines().filter(line -> !line.contains("#")))
        .containsExactlyElementsOf(shown.lines().filter(line -> !line.contains("#")).toList());
  }

  /// The line of the file, the option or the variable that sets it stands above each setting that is not the default.
  @Test
  void whereEachSettingComesFromIsShown() throws IOException {
    Path file = write(".mpmlint.conf", "\nProfile strict\nRule MPM028 off\nFailOn error\nMaxWarnings 3\n<Rule MPM031>\n  Severity error\n  LongestKeepAliveTimeout 30\n</Rule>\nDefine A\nDefine B\nEnv X 1\nEnv Y 2\n");
    String shown =
        new Terminal(here).with("MPMLINT_FAIL_ON", "never").run("check", "--show-settings", "-D", "C", "--env", "Y=3", "httpd.conf").out();
    assertThat(shown)
        .contains(
            "# " + file + ":2\nProfile strict\n", "# MPMLINT_FAIL_ON of the environment\nFailOn never\n",
            "# " + file + ":3\nRule MPM028 off\n", "# " + file + ":5\nMaxWarnings 3\n", "# " + file + ":7\nRule MPM031 error\n",
            "<Rule MPM031>\n    # " + file + ":8\n    LongestKeepAliveTimeout 30\n", "# " + file + ":11\nDefine B\n",
            "# -D\nDefine C\n", "# " + file + ":12\nEnv X \"1\"\n", "# --env\nEnv Y \"3\"\n", "\nSuppressions on\n");
    assertThat(run("check", "--show-settings", "--profile", "minimal", "httpd.conf").out()).contains("# --profile\nProfile minimal\n");
  }

  @Test
  void theEnvironmentGivesOptionsAndTheCommandLineWins() {
    assertThat(new Terminal(here).with("MPMLINT_SELECT", "MPM028").with("MPMLINT_FORMAT", "gcc").run("check", "httpd.conf").out().lines())
        .hasSize(2).allMatch(line -> line.endsWith("[MPM028]"));
    assertThat(new Terminal(here).with("MPMLINT_SELECT", "MPM028").run("check", "--select=MPM013", "--format=gcc", "httpd.conf").out())
        .contains("[MPM013]").doesNotContain("MPM028");
    assertThat(new Terminal(here).with("MPMLINT_FAIL_ON", "never").run("check", "httpd.conf").code()).isZero();
    assertThat(new Terminal(here).with("MPMLINT_EXIT_ZERO", "1").run("check", "httpd.conf").code()).isZero();
    assertThat(new Terminal(here).with("MPMLINT_EXIT_ZERO", "0").run("check", "httpd.conf").code()).isOne();
    assertThat(new Terminal(here).with("MPMLINT_FORMAT", "jsn").run("check", "httpd.conf").err()).contains("did you mean json?");
  }

  @Test
  void aBaselineHidesWhatIsKnownWhereverItsLineMoves() throws IOException {
    Terminal.Outcome written = run("check", "--baseline", "known", "--write-baseline", "httpd.conf");
    assertThat(written.out()).endsWith("known lists 5 findings\n");
    assertThat(written.code()).isZero();
    String text = Files.readString(here.resolve("httpd.conf"));
    write("httpd.conf", "# a new first line\n\n" + text.replace("MaxClients 256", "   MaxClients    256"));
    Terminal.Outcome quiet = run("check", "--baseline", "known", "httpd.conf");
    assertThat(quiet.out()).startsWith("no findings").contains("5 findings known by known");
    assertThat(quiet.code()).isZero();

    write("httpd.conf", text.replace("MaxClients 256", "MaxClients 257"));
    Terminal.Outcome changed = run("check", "--baseline", "known", "httpd.conf");
    assertThat(changed.code()).isOne();
    assertThat(changed.out()).contains("MPM013", "stale in known: MPM028 httpd.conf MaxClients 256");

    assertThat(run("check", "--baseline", "known", "--prune-baseline", "httpd.conf").out()).contains("stale lines taken out");
    assertThat(Files.readString(here.resolve("known"))).doesNotContain("MaxClients 256").contains("legacy/old.conf");
  }

  @Test
  void aBaselineKeepsWhatItsRunDidNotLookAt() throws IOException {
    write("other.conf", "MaxClients 10\n");
    run("check", "--baseline", "known", "--write-baseline", "httpd.conf", "other.conf");
    assertThat(run("check", "--baseline", "known", "other.conf").out()).doesNotContain("stale");
    Files.delete(here.resolve("other.conf"));
    assertThat(run("check", "--baseline", "known", "httpd.conf").out()).contains("stale in known: MPM028 other.conf");
  }

  @Test
  void twoOfTheSameLineAreTwoInABaseline() throws IOException {
    write("twice.conf", "MaxClients 10\n");
    run("check", "--baseline", "known", "--write-baseline", "--fragment", "twice.conf");
    write("twice.conf", "MaxClients 10\nMaxClients 10\n");
    assertThat(run("check", "--baseline", "known", "--select", "MPM028", "--fragment", "--format=gcc", "twice.conf").out().lines()).hasSize(1);
  }

  @Test
  void aFileThatIsNoBaselineIsNotTakenForOne() throws IOException {
    write("known", "hello\n");
    assertThat(run("check", "--baseline", "known", "httpd.conf").err()).contains("is no baseline; --write-baseline makes one");
    assertThat(run("check", "--baseline", "none", "httpd.conf").err()).contains("there is no such file; --write-baseline makes one");
  }

  @Test
  void statisticsCountEachRule() {
    assertThat(run("check", "--statistics", "httpd.conf").out()).startsWith("2  MPM028  [*]  deprecated-directive-name\n");
    assertThat(run("check", "--statistics", "--format", "json", "httpd.conf").out()).contains("\"fixable\": 2");
    assertThat(run("check", "--statistics", "--format", "gcc", "httpd.conf").err()).contains("--statistics comes as text or json");
  }
}
