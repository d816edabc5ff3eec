package dev.mpmlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.mpmlint.rules.Rule;
import dev.mpmlint.rules.RuleSet;
import dev.mpmlint.rules.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What httpd would not find on this machine has a severity of its own: it is told apart in every format, and can be asked
/// for, raised and let pass.
class MissingFilesTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path here;

  @BeforeEach
  void aServerWhoseSiteIsElsewhere() throws IOException {
    Files.writeString(
        here.resolve("httpd.conf"),
        """
        ServerRoot "%s"
        Listen 8080
        LoadModule mpm_event_module /dev/null
        LoadModule reqtimeout_module /dev/null
        DocumentRoot /nowhere/to/be/found
        """
            .formatted(here));
  }

  private Terminal.Outcome check(String... options) {
    List<String> args = new java.util.ArrayList<>(List.of("check"));
    args.addAll(List.of(options));
    args.add("httpd.conf");
    return new Terminal(here).run(args.toArray(String[]::new));
  }

  @Test
  void nothingIsMissedUnlessFilesAreChecked() {
    assertThat(check().out()).startsWith("no findings in 1 file");
  }

  @Test
  void textAndItsSummaryNameTheSeverity() {
    Terminal.Outcome outcome = check("--check-files");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).startsWith("missing[CFG006] DocumentRoot /nowhere/to/be/found: ").contains("\n1 missing in 1 file (");
  }

  @Test
  void jsonAndSarifNameItToo() {
    JsonObject report = JsonParser.parseString(check("--check-files", "--format", "json").out()).getAsJsonObject();
    JsonElement finding = report.getAsJsonArray("findings").get(0);
    assertThat(finding.getAsJsonObject().get("severity").getAsString()).isEqualTo("missing");
    assertThat(report.getAsJsonObject("summary").get("missing").getAsInt()).isEqualTo(1);
    assertThat(report.getAsJsonObject("summary").get("errors").getAsInt()).isZero();
    JsonObject run =
        JsonParser.parseString(check("--check-files", "--format", "sarif").out())
            .getAsJsonObject().getAsJsonArray("runs").get(0).getAsJsonObject();
    JsonObject result = run.getAsJsonArray("results").get(0).getAsJsonObject();
    assertThat(result.get("level").getAsString()).isEqualTo("error");
    assertThat(result.getAsJsonObject("properties").get("severity").getAsString()).isEqualTo("missing");
  }

  /// Their readers refuse any other word for how bad a thing is.
  @ParameterizedTest
  @CsvSource({
    "gcc,        ': error: missing on this machine: DocumentRoot '",
    "github,     '::error title=mpmlint (CFG006)'",
    "github,     '::missing on this machine: DocumentRoot '",
    "gitlab,     '\"description\": \"missing on this machine: DocumentRoot '",
    "gitlab,     '\"severity\": \"critical\"'",
    "checkstyle, ' severity=\"error\" message=\"missing on this machine: DocumentRoot '",
    "junit,      ' type=\"missing\"'"
  })
  void formatsThatKnowErrorsOnlySayItInTheMessage(String format, String words) {
    assertThat(check("--check-files", "--format", format).out()).contains(words);
  }

  @ParameterizedTest
  @CsvSource({"error, 0", "missing, 1", "warning, 1", "info, 1", "never, 0"})
  void theExitCodeMayLetItPass(String failOn, int code) {
    assertThat(check("--check-files", "--fail-on", failOn).code()).isEqualTo(code);
    assertThat(check("--check-files", "--fail-on", failOn, "--max-warnings", "0").code()).isEqualTo(code);
  }

  @Test
  void anErrorIsWorse() throws IOException {
    Files.writeString(here.resolve("httpd.conf"), Files.readString(here.resolve("httpd.conf")) + "Timeout 10 20\n");
    Terminal.Outcome outcome = check("--check-files", "--fail-on", "error");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).contains("\n1 error, 1 missing in 1 file (");
  }

  @Test
  void settingsRaiseLowerAndAskForIt() throws IOException {
    Path settings = here.resolve(".mpmlint.conf");
    Files.writeString(settings, "CheckFiles on\nFailOn error\n");
    assertThat(check().code()).isZero();
    Files.writeString(settings, "CheckFiles on\nFailOn error\nRule CFG006 error\n");
    assertThat(check().out()).startsWith("error[CFG006]");
    assertThat(check().code()).isEqualTo(1);
    Files.writeString(settings, "CheckFiles on\nFailOn missing\nRule CFG006 warning\n");
    assertThat(check().code()).isZero();
    Files.writeString(settings, "CheckFiles on\nFailOn missing\nRule CFG missing\n");
    assertThat(check("--show-settings").out()).contains("Rule CFG010 missing");
    assertThat(check("--profile", "minimal").code()).isEqualTo(1);
  }

  /// Those that keep httpd from starting, and no others: of the rest that files are looked at for, httpd only warns.
  @Test
  void rulesSayThatTheyDependOnTheMachine() {
    assertThat(RuleSet.all().rules().stream().map(Rule::info).filter(i -> i.severity() == Severity.MISSING).map(i -> i.code()))
        .containsExactlyInAnyOrder("CFG006", "CFG007", "CFG008", "SYN022", "SYN023");
    Terminal terminal = new Terminal(here);
    assertThat(terminal.run("explain", "CFG007").out()).startsWith("CFG007 log-folder-not-found (missing)\n").contains("depend on the machine");
    assertThat(terminal.run("rules").out()).containsPattern("SYN023 +module-file-not-found +missing ");
  }
}
