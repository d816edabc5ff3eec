package dev.mpmlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.OptionSpec;

class AppTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path here;

  @BeforeEach
  void twoConfigurations() throws IOException {
    Files.writeString(
        here.resolve("clean.conf"),
        """
        ServerRoot "%s"
        LoadModule mpm_event_module modules/mod_mpm_event.so
        LoadModule reqtimeout_module modules/mod_reqtimeout.so
        Listen 8080
        """
            .formatted(here));
    Files.writeString(
        here.resolve("broken.conf"),
        """
        ServerRoot "%s"
        LoadModule mpm_event_module modules/mod_mpm_event.so
        LoadModule mpm_prefork_module modules/mod_mpm_prefork.so
        Listen 8080
        """
            .formatted(here));
  }

  private Terminal.Outcome run(String... args) {
    return new Terminal(here).run(args);
  }

  @Test
  void aCleanConfigurationEndsWithZero() {
    Terminal.Outcome outcome = run("check", "clean.conf");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).matches("no findings in 1 file \\(\\d+ ms\\)\n");
    assertThat(outcome.code()).isZero();
  }

  @Test
  void aFindingEndsWithOneAndIsShown() {
    Terminal.Outcome outcome = run("check", "broken.conf");
    assertThat(outcome.out())
        .startsWith("error[MPM002] ")
        .contains("   ┌ broken.conf\n", "3 │ LoadModule mpm_prefork_module", "└ more: mpmlint explain MPM002")
        .containsPattern("\n1 error in 1 file \\(\\d+ ms\\)\n1 fixable with --fix --unsafe-fixes\n$");
    assertThat(outcome.code()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"error,1", "warning,1", "info,1", "never,0", "NEVER,0"})
  void failOnSaysFromWhereOnItIsAFailure(String level, int code) {
    assertThat(run("check", "--fail-on", level, "broken.conf").code()).isEqualTo(code);
  }

  @Test
  void checkFilesMissesTheModulesThatAreNotHere() {
    assertThat(run("check", "clean.conf").code()).isZero();
    Terminal.Outcome outcome = run("check", "--check-files", "clean.conf");
    assertThat(outcome.out()).contains("modules/mod_mpm_event.so");
    assertThat(outcome.code()).isEqualTo(1);
  }

  @Test
  void quietLeavesOutTheSummary() {
    assertThat(run("check", "-q", "clean.conf").out()).isEmpty();
    assertThat(run("check", "--quiet", "broken.conf").out()).endsWith("mpmlint explain MPM002\n\n");
  }

  @Test
  void jsonAndGccAreTheSameAtEachRun() {
    assertThat(run("check", "--format", "json", "broken.conf")).isEqualTo(run("check", "--format=json", "broken.conf"));
    assertThat(run("check", "--format", "gcc", "broken.conf")).isEqualTo(run("check", "--format=gcc", "broken.conf"));
  }

  @Test
  void jsonTellsTheFileRelativeToTheWorkingDirectory() {
    JsonObject report = JsonParser.parseString(run("check", "--format", "json", "broken.conf").out()).getAsJsonObject();
    assertThat(report.getAsJsonArray("findings").get(0).getAsJsonObject().get("file").getAsString())
        .isEqualTo("broken.conf");
    assertThat(report.getAsJsonObject("summary").get("errors").getAsInt()).isEqualTo(1);
  }

  @Test
  void gccFormIsALineForEachPlace() {
    assertThat(run("check", "--format", "gcc", "broken.conf").out())
        .containsPattern("(?m)^broken\\.conf:3:1: error: .* \\[MPM002]$");
  }

  @Test
  void standardInputIsAFragmentUnlessItsNameSaysMore() {
    Terminal.Outcome fragment = new Terminal(here).typing("</VirtualHost>\n").run("check", "-");
    assertThat(fragment.out()).contains("error[SYN001]", "┌ <stdin>\n", "1 error in 1 file");
    Terminal.Outcome named =
        new Terminal(here).typing("</VirtualHost>\n").run("check", "-", "--stdin-filename", "sites-available/a.conf");
    assertThat(named.out()).contains("┌ sites-available/a.conf\n").doesNotContain("MPM001");
    Terminal.Outcome whole = new Terminal(here).typing("Listen 80\n").run("check", "--whole", "--layout", "rhel", "-");
    assertThat(whole.out()).contains("error[MPM001]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                                  | name a command",
        "chek                              | there is no command chek; did you mean mpmlint check?",
        "--format json                     | the command comes first",
        "check --formt json                | mpmlint check has no option --formt; did you mean --format?",
        "check -x                          | mpmlint check has no option -x; mpmlint check --help lists them",
        "check --format                    | option --format needs a value: --format FORMAT",
        "check --format jsn clean.conf     | --format jsn is unknown; did you mean json?",
        "check --fail-on eror clean.conf   | --fail-on eror is unknown; did you mean error?",
        "check --color blue clean.conf     | --color blue is unknown; choose auto, always or never",
        "check --quiet=yes clean.conf      | option '--quiet' should be specified without 'yes' parameter",
        "check --format --quiet clean.conf | option --format needs a value: --format FORMAT",
        "check -qx clean.conf              | mpmlint check has no option -x; mpmlint check --help lists them",
        "check --color=                    | --color  is unknown; choose auto, always or never",
        "check -D                          | option -D needs a value: -D NAME",
        "check @clean.conf                 | @clean.conf does not exist",
        "check -- -q                       | -q does not exist",
        "--version=3                       | option '--version' should be specified without '3' parameter",
        "help chek                         | there is no command chek; did you mean mpmlint check?",
        "explain event worker              | mpmlint explain takes one name, and worker is a second one",
        "check --layout debain clean.conf  | --layout debain is unknown; did you mean debian?",
        "check --httpd-version x           | --httpd-version x is no version",
        "check --httpd-version 1.3         | --httpd-version 1.3 is unknown; mpmlint knows httpd 2.0, 2.2 and 2.4",
        "check --httpd-v none clean.conf   | cannot read --httpd-v none: there is no such file",
        "check --httpd-v clean.conf        | cannot use --httpd-v clean.conf: ",
        "check --mpm evnt clean.conf       | --mpm evnt is unknown; did you mean event?",
        "check --mpm itk clean.conf        | --mpm itk: mpm-itk is a module on prefork",
        "check --root nowhere clean.conf   | --root nowhere is no folder",
        "check --env A clean.conf          | --env A has no value; write --env NAME=VALUE",
        "check --whole --fragment x        | --whole and --fragment exclude each other",
        "check nothing.conf                | nothing.conf does not exist",
        "check --stdin-filename a x        | x does not exist",
        "check --stdin-filename a clean.conf | --stdin-filename names standard input, but - is not among the files",
        "mpm clean.conf broken.conf        | mpmlint mpm takes one FILE",
        "rules MPM002                      | did you mean mpmlint explain MPM002?",
        "explain                           | name one thing to explain",
        "explain MaxClient                 | nothing is known of MaxClient; did you mean MaxClients",
        "explain qqqqqqqqqqqqqqq           | nothing is known of qqqqqqqqqqqqqqq; mpmlint rules lists the codes",
      })
  void whatCannotBeRunIsOneSentenceAndTwo(@org.jspecify.annotations.Nullable String args, String sentence) {
    Terminal.Outcome outcome = args == null ? run() : run(args.split(" +", -1));
    assertThat(outcome.err()).startsWith("mpmlint: ").contains(sentence).doesNotContain("\tat ", "Exception");
    assertThat(outcome.err().lines()).hasSize(1);
    assertThat(outcome.err()).doesNotEndWith(".\n");
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "check --help", "mpm -h", "explain --help", "rules --help", "help check", "simulate --help", "help"})
  void helpFitsAScreen(String args) {
    Terminal.Outcome outcome = run(args.split(" ", -1));
    assertThat(outcome.code()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).startsWith("Usage: mpmlint ");
    assertThat(outcome.out().lines().toList()).hasSizeBetween(8, 32).allMatch(line -> line.length() <= 80);
  }

  @ParameterizedTest
  @EnumSource(Commands.class)
  void helpOfEachCommandFitsAScreenAndHasAnExample(Commands command) {
    helpFitsAScreen(command.word() + " --help");
    assertThat(run(command.word(), "--help").out()).containsPattern("(?m)^  (mpmlint|.*\\| mpmlint|.*<\\(mpmlint) " + command.word());
  }

  @Test
  void helpNamesEveryOptionOfItsCommand() {
    for (Commands command : Commands.values()) {
      String help = run(command.word(), "--help-all").out();
      List<OptionSpec> options = command.line().getCommandSpec().options();
      assertThat(options).isNotEmpty();
      for (OptionSpec option : options) {
        assertThat(help).contains(option.names()).contains(option.description());
      }
    }
  }

  @Test
  void helpOfMpmlintNamesEveryCommand() {
    assertThat(run("--help").out()).contains(Commands.words()).contains("all that check looks for", "--version");
  }

  @Test
  void helpIsInColourWhereItIsAskedFor() {
    assertThat(run("check", "--help", "--color", "always").out()).contains("\u001b[1m");
    assertThat(new Terminal(here).asTerminal().run("--help").out()).contains("\u001b[1m");
    assertThat(new Terminal(here).asTerminal().run("check", "--help", "--color=never").out()).doesNotContain("\u001b");
    assertThat(new Terminal(here).asTerminal().with("NO_COLOR", "1").run("--help").out()).doesNotContain("\u001b");
  }

  @Test
  void theVersionIsThatOfTheBuild() {
    List<String> lines = run("--version").out().lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).matches("mpmlint \\d+\\.\\d+\\.\\d+");
    assertThat(lines.get(1))
        .matches("built from the sources of \\d{4}-\\S+Z with ANTLR [\\d.]+, picocli [\\d.]+, Gson [\\d.]+");
    assertThat(lines.get(2)).matches("knows httpd up to 2\\.4\\.\\d+");
    assertThat(lines.get(3)).matches("runs on Java 25\\S*, \\S.*");
  }

  @Test
  void coloursComeOnATerminalAndWhenAskedFor() {
    assertThat(new Terminal(here).run("check", "broken.conf").out()).doesNotContain("\u001b");
    assertThat(new Terminal(here).asTerminal().run("check", "broken.conf").out()).contains("\u001b[1;31merror");
    assertThat(new Terminal(here).asTerminal().with("TERM", "dumb").run("check", "broken.conf").out())
        .doesNotContain("\u001b");
    assertThat(new Terminal(here).asTerminal().with("NO_COLOR", "1").run("check", "broken.conf").out())
        .doesNotContain("\u001b");
    assertThat(new Terminal(here).asTerminal().with("NO_COLOR", "").run("check", "broken.conf").out())
        .contains("\u001b");
    assertThat(new Terminal(here).with("CLICOLOR_FORCE", "1").run("check", "broken.conf").out()).contains("\u001b");
    assertThat(new Terminal(here).with("CLICOLOR_FORCE", "0").run("check", "broken.conf").out())
        .doesNotContain("\u001b");
    assertThat(new Terminal(here).with("NO_COLOR", "1").run("check", "--color", "always", "broken.conf").out())
        .contains("\u001b");
    assertThat(new Terminal(here).asTerminal().run("check", "--color=never", "broken.conf").out())
        .doesNotContain("\u001b");
  }

  @Test
  void aTerminalThatHasNoUnicodeGetsNone() {
    Terminal.Outcome outcome = new Terminal(here).in(StandardCharsets.US_ASCII).run("check", "broken.conf");
    assertThat(outcome.out()).matches("[\\x20-\\x7e\\n]*").contains("   , broken.conf\n", " 3 | LoadModule");
  }

  @Test
  void mpmTellsWhichLineDecides() {
    Terminal.Outcome outcome = run("mpm", "clean.conf");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .startsWith("event, decided by clean.conf:2\n\nServer MPM:     event\n  threaded:     yes (fixed thread count)\n")
        .contains("    forked:     yes (variable process count)\n", "Compiled in modules:\n  core.c\n")
        .containsPattern("(?m)^directive +requested +effective +from +why changed$")
        .containsPattern("(?m)^MaxRequestWorkers +400 +400 +default$");
  }

  @Test
  void mpmTellsThatThereAreTooMany() {
    Terminal.Outcome outcome = run("mpm", "broken.conf");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out())
        .startsWith("more than one MPM: httpd refuses to start (AH00534)\n")
        .contains("  mpm_event_module, loaded by broken.conf:2\n  mpm_prefork_module, loaded by broken.conf:3\n");
  }

  @Test
  void mpmShowsWhatHttpdChangesAndWhy() throws IOException {
    Files.writeString(
        here.resolve("tuned.conf"),
        Files.readString(here.resolve("clean.conf")) + "MaxRequestWorkers 256\nThreadsPerChild 25\n");
    Terminal.Outcome outcome = run("mpm", "tuned.conf");
    assertThat(outcome.out())
        .containsPattern("(?m)^MaxRequestWorkers +256 +250 +tuned.conf:5 +AH00513$")
        .contains("AH00513: WARNING: MaxRequestWorkers of 256 is not an integer multiple of ThreadsPerChild of 25")
        .contains("250 simultaneous requests");
    JsonObject json = JsonParser.parseString(run("mpm", "--format", "json", "tuned.conf").out()).getAsJsonObject();
    JsonObject plan = json.getAsJsonArray("plans").get(0).getAsJsonObject();
    assertThat(json.get("outcome").getAsString()).isEqualTo("one");
    assertThat(plan.get("simultaneousRequests").getAsInt()).isEqualTo(250);
    assertThat(plan.getAsJsonObject("decidedBy").get("file").getAsString()).isEqualTo("tuned.conf");
    assertThat(plan.getAsJsonArray("corrections").get(0).getAsJsonObject().get("number").getAsString())
        .isEqualTo("AH00513");
  }

  @Test
  void explainKnowsMpmsDirectivesMessagesAndModules() {
    assertThat(run("explain", "event").out()).startsWith("event\n");
    assertThat(run("explain", "maxrequestworkers").out()).startsWith("MaxRequestWorkers\n").contains("mpm_event_module");
    assertThat(run("explain", "VirtualHost").out()).startsWith("The directive <VirtualHost>\n");
    assertThat(run("explain", "ah00513").out()).startsWith("AH00513 (warn)\n").contains("integer multiple");
    assertThat(run("explain", "http2_module").out()).startsWith("The module http2_module\n");
  }

  @Test
  void everyRuleCanBeExplained() {
    for (String line : run("rules").out().lines().toList()) {
      String code = line.substring(0, line.indexOf(' '));
      Terminal.Outcome outcome = run("explain", code);
      assertThat(outcome.out()).startsWith(code + " ").contains("What it does");
      assertThat(outcome.code()).isZero();
    }
  }

  @Test
  void rulesAreListedAsTextAndAsJson() {
    assertThat(run("rules").out()).containsPattern("(?m)^MPM002  [a-z-]+ +error +");
    JsonObject json = JsonParser.parseString(run("rules", "--format", "json").out()).getAsJsonObject();
    assertThat(json.getAsJsonArray("rules")).hasSameSizeAs(run("rules").out().lines().toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"root:x:0:0:root:/root:/bin/sh\nwww:x:33:33::/var/www:\n", "\u007fELF\0\0", "import os\n"})
  void whatIsNoConfigurationIsNotCheckedUnlessSaidToBeOne(String text) throws IOException {
    Files.writeString(here.resolve("other"), text);
    for (String command : List.of("check", "mpm")) {
      Terminal.Outcome outcome = run(command, "other");
      assertThat(outcome.err())
          .matches("mpmlint: \\S+other is no configuration of httpd: it has no directive that httpd knows; .*\n");
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.code()).isEqualTo(2);
    }
    assertThat(run("check", "--fragment", "other").err()).isEmpty();
    assertThat(new Terminal(here).typing(text).run("check", "-").code()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "\n\n", "# nothing here\n  # at all", "SecRuleEngine On\nSecAuditLog /x\n", "</VirtualHost>\n",
        "maxclients 3\n", "\u00ef\u00bb\u00bfListen 80\n", "AcceptMutex flock\nx:y\n"
      })
  void whatMayBeAConfigurationIsChecked(String text) {
    assertThat(new Terminal(here).typing(text).run("check", "-").err()).isEmpty();
  }
}
