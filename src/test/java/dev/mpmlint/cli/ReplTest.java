package dev.mpmlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.support.DebianTree;
import dev.mpmlint.support.RequiresProgram;
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

/// `repl` through a pipe.
class ReplTest {
  private static final String CONFIGURATION =
      """
      ServerRoot /etc/httpd
      Listen 80
      LoadModule mpm_event_module modules/mod_mpm_event.so
      #LoadModule mpm_prefork_module modules/mod_mpm_prefork.so
      LoadModule reqtimeout_module modules/mod_reqtimeout.so
      Timeout 60
      Include tuning.conf
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path here;

  @BeforeEach
  void aConfiguration() throws IOException {
    Files.writeString(here.resolve("httpd.conf"), CONFIGURATION.replace("Include tuning", "Include " + here + "/tuning"));
    Files.writeString(here.resolve("tuning.conf"), "ThreadsPerChild 25\nMaxRequestWorkers 260\n");
  }

  private Terminal.Outcome say(String... lines) {
    return new Terminal(here).typing(String.join("\n", lines) + "\n").run("repl", "httpd.conf");
  }

  private String tuning() throws IOException {
    return Files.readString(here.resolve("tuning.conf"), StandardCharsets.ISO_8859_1);
  }

  @Test
  void everyChangeIsFollowedByALineOnWhatItMade() {
    Terminal.Outcome said =
        say("set MaxRequestWorkers 400", "MaxRequestWorkers 410", "ThreadsPerChild 50", "undo", "redo", "undo", "undo", "undo");

    assertThat(said.err()).isEmpty();
    assertThat(said.out().lines().toList())
        .containsExactly(
            "better: gone MPM013 max-request-workers-not-multiple-of-threads-per-child (warning);"
                + " new MPM026 server-limit-without-slack (info);"
                + " MaxRequestWorkers 250 → 400, processes 10 → 16, requests at once 250 → 400",
            "worse: new MPM013 max-request-workers-not-multiple-of-threads-per-child (warning)",
            "neither better nor worse: gone MPM026 server-limit-without-slack (info); ThreadsPerChild 25 → 50, processes 16 → 8",
            "undone: ThreadsPerChild 50; neither better nor worse: new MPM026 server-limit-without-slack (info);"
                + " ThreadsPerChild 50 → 25, processes 8 → 16",
            "done again: ThreadsPerChild 50; neither better nor worse: gone MPM026 server-limit-without-slack (info);"
                + " ThreadsPerChild 25 → 50, processes 16 → 8",
            "undone: ThreadsPerChild 50; neither better nor worse: new MPM026 server-limit-without-slack (info);"
                + " ThreadsPerChild 50 → 25, processes 8 → 16",
            "undone: MaxRequestWorkers 410; better: gone MPM013 max-request-workers-not-multiple-of-threads-per-child (warning)",
            "undone: MaxRequestWorkers 400; worse: gone MPM026 server-limit-without-slack (info);"
                + " new MPM013 max-request-workers-not-multiple-of-threads-per-child (warning);"
                + " MaxRequestWorkers 400 → 250, processes 16 → 10, requests at once 400 → 250");
    assertThat(said.code()).isZero();
  }

  @Test
  void nothingIsWrittenUntilItIsAskedFor() throws IOException {
    Terminal.Outcome said = say("MaxRequestWorkers 300");
    assertThat(tuning()).contains("MaxRequestWorkers 260");
    assertThat(said.err()).isEqualTo("mpmlint: the changes in 1 file are not written\n");

    Terminal.Outcome written = say("MaxRequestWorkers 300", "StartServers 4", "write", "undo", "diff");
    assertThat(tuning()).isEqualTo("ThreadsPerChild 25\nMaxRequestWorkers 300\nStartServers 4\n");
    assertThat(written.out()).contains("written tuning.conf\n").endsWith("nothing is changed\n");
    assertThat(written.err()).isEqualTo("mpmlint: line 4: there is nothing to undo\n");
  }

  @Test
  void theCommandsOfTheProgramSeeWhatIsNotWritten() {
    Terminal.Outcome said = say("check --quiet --format gcc", "MaxRequestWorkers 250", "check --quiet --format gcc", "mpm");

    assertThat(said.out()).containsOnlyOnce("tuning.conf:2:19: warning: MaxRequestWorkers 260 is no multiple");
    assertThat(said.out()).containsPattern("MaxRequestWorkers +250 +250 +tuning.conf:2");
    assertThat(said.code()).isZero();
  }

  @Test
  void theExitCodeIsThatOfTheLastCheckUnlessSomethingFailed() {
    assertThat(say("check").code()).isEqualTo(1);
    assertThat(say("check", "MaxRequestWorkers 300", "check", "quit", "nonsense").code()).isZero();
    assertThat(say("nonsense", "MaxRequestWorkers 300", "check").code()).isEqualTo(2);
    assertThat(new Terminal(here).typing("").run("repl", "gone.conf").code()).isEqualTo(2);
    assertThat(new Terminal(here).typing("").run("repl", "-").err()).contains("standard input is what is said here");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "MaxRequestWorker 3; MaxRequestWorker is neither a command nor a directive; did you mean",
        "set Foo 3; Foo is no directive of httpd",
        "ThreadsPerChild; ThreadsPerChild needs a value: ThreadsPerChild VALUE",
        "why; why needs more: why DIRECTIVE",
        "undo; there is nothing to undo",
        "redo; there is nothing to redo",
        "switch evnt; evnt is no MPM",
        "load nosuch; no module is known as nosuch",
        "unload php; php is not loaded",
        "load reqtimeout; reqtimeout_module is loaded already",
        "load mpm_worker; is an MPM, of which there is to be one",
        "source gone; gone: there is no such file",
        "unset KeepAlive; no line of the server sets KeepAlive",
        "explain nosuchthing; nothing is known of nosuchthing",
        "quit now; quit takes nothing more",
        "<VirtualHost *:80>; <VirtualHost> is not closed",
      })
  void whatCannotBeIsSaidInASentence(String line, String sentence) {
    Terminal.Outcome said = say(line);
    assertThat(said.err()).contains(sentence).hasLineCount(1);
    assertThat(said.code()).isEqualTo(2);
  }

  @Test
  void whyNamesEachLineAndTheOneThatWins() {
    Terminal.Outcome said =
        say("why MaxRequestWorkers", "why ThreadLimit", "why MinSpareServers", "why KeepAlive", "KeepAlive Off", "why KeepAlive");

    assertThat(said.out())
        .contains("MaxRequestWorkers is 250: tuning.conf:2, included from httpd.conf:7 asks for 260\n", "AH00513")
        .contains("ThreadLimit is 64: nothing sets it, default 64\n")
        .contains("MinSpareServers is no number of event")
        .contains("nothing sets KeepAlive; default On")
        .contains("httpd.conf:8 KeepAlive Off: counts");
  }

  @Test
  void linesGoOnAfterABackslashAndWhileASectionIsOpen() {
    Terminal.Outcome said =
        say("ThreadsPerChild \\", "50", "<VirtualHost *:80>", "  ServerName a", "  <Directory />", "  </Directory>", "</VirtualHost>", "diff");

    assertThat(said.err()).doesNotContain("line");
    assertThat(said.out())
        .contains("+ThreadsPerChild 50\n")
        .contains("+<VirtualHost *:80>\n+  ServerName a\n+  <Directory />\n+  </Directory>\n+</VirtualHost>\n");
  }

  @Test
  void anotherMpmAndModules() {
    Terminal.Outcome said = say("switch prefork", "load rewrite", "effective", "unload rewrite", "diff", "undo", "undo", "undo", "diff");

    assertThat(said.out())
        .contains("MPM event → prefork")
        .contains("prefork: 250 requests at once\n")
        .containsPattern("MaxRequestWorkers +250 +tuning.conf:2")
        .contains("-#LoadModule mpm_prefork_module modules/mod_mpm_prefork.so\n", "\n+LoadModule mpm_prefork_module")
        .contains("-ThreadsPerChild 25\n", "+#ThreadsPerChild 25\n")
        .endsWith("nothing is changed\n");
  }

  @Test
  void linesFromAFileAndAnswersFromTheScript() throws IOException {
    Files.writeString(here.resolve("said"), "MaxRequestWorkers 300\nnonsense\n");
    Terminal.Outcome sourced = say("source said");
    assertThat(sourced.out()).contains("MaxRequestWorkers 250 → 300");
    assertThat(sourced.err()).contains("said:2: nonsense is neither");

    Terminal.Outcome asked =
        say("ask", "none", "no", "perhaps", "yes", "2G", "10M", "100", "80ms", "", "yes", "diff");
    assertThat(asked.out())
        .contains("perhaps is no answer; say yes or no\n")
        .contains("Recommended MPM: event")
        .contains("Confidence: high")
        .contains("-MaxRequestWorkers 260\n");
    assertThat(asked.code()).isZero();
  }

  @Test
  void aFileThatSourcesItselfEnds() throws IOException {
    Files.writeString(here.resolve("loop"), "source loop\n");
    Terminal.Outcome said = say("source loop", "undo");
    assertThat(said.err()).contains("files source each other more than 16 levels deep", "line 2: there is nothing to undo");
    assertThat(said.code()).isEqualTo(2);
  }

  @Test
  void bytesThatAreNoUtf8AndNamesWithBlanksSurvive() throws IOException {
    Files.write(here.resolve("tuning.conf"), "# caf\u00e9\nMaxRequestWorkers 300\n".getBytes(StandardCharsets.ISO_8859_1));
    Terminal.Outcome said = say("ServerAdmin m\u00fcller@example.org", "write 'a copy.conf'", "MaxRequestWorkers 325", "write");

    assertThat(said.err()).isEmpty();
    assertThat(tuning()).isEqualTo("# caf\u00e9\nMaxRequestWorkers 325\n");
    assertThat(Files.readString(here.resolve("a copy.conf"), StandardCharsets.ISO_8859_1))
        .endsWith("ServerAdmin m\u00fcller@example.org\n");
  }

  @Test
  void somebodyElsesChangeIsNotOverwritten() throws IOException {
    // What changes the file while the conversation goes on: the conversation itself, under the file's other name.
    Terminal.Outcome said = say("MaxRequestWorkers 300", "write tuning.conf", "write");
    assertThat(said.err()).contains("was changed by someone else meanwhile");
    assertThat(said.code()).isEqualTo(2);
  }

  @Test
  @RequiresProgram({"apache2", "/usr/lib/apache2/modules/libphp8.2.so"})
  void debiansLinksComeAndGoInMemoryUntilTheyAreWritten() throws Exception {
    DebianTree tree = DebianTree.in(here.resolve("root"), "mpm_prefork", "php8.2");
    Path event = tree.top().resolve("mods-enabled/mpm_event.load");

    Terminal.Outcome said =
        new Terminal(tree.top())
            .typing("switch event\ncheck --quiet\nmpm\ndiff\nset ThreadsPerChild 50\nundo\nundo\ndiff\n")
            .run("repl", "apache2.conf");
    assertThat(said.err()).isEmpty();
    assertThat(said.out())
        .contains("MPM prefork → event")
        .contains("event, decided by mods-enabled/mpm_event.load:2")
        .contains("+++ b/mods-enabled/mpm_event.load\n", "--- a/mods-enabled/php8.2.load\n")
        .contains("ThreadsPerChild 25 → 50")
        .endsWith("nothing is changed\n");
    assertThat(said.code()).isZero();
    assertThat(event).doesNotExist();

    Terminal.Outcome written =
        new Terminal(tree.top()).typing("switch event\nset ThreadsPerChild 50\nwrite\n").run("repl", "apache2.conf");
    assertThat(written.code()).as(written.err()).isZero();
    assertThat(event).isSymbolicLink();
    assertThat(tree.top().resolve("mods-available/mpm_event.conf")).content().containsPattern("ThreadsPerChild\\s+50");
    assertThat(tree.test().err()).contains("Syntax OK");
    assertThat(tree.modules().out()).contains("mpm_event_module").doesNotContain("php_module");
  }

  @Test
  void helpListsAllThatCanBeSaid() {
    assertThat(say("help").out().lines().map(line -> line.split(" ", 2)[0]).toList())
        .containsAll(
            List.of(
                "check", "mpm", "effective", "why", "explain", "set", "load", "unload", "switch", "undo", "redo", "diff", "advise",
                "simulate", "verify", "ask", "write", "source", "help", "quit"));
  }
}
