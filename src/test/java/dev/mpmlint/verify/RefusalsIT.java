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
import dev.mpmlint.verify.model.FindingVerdict;
import dev.mpmlint.verify.model.Outcome;
import dev.mpmlint.verify.model.Verdict;
import dev.mpmlint.verify.model.VerifyReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// What httpd says of a configuration that it refuses is predicted, and both servers say it of the scratch copy; `httpd -t`
/// says it of the configuration itself, and so does `mpmlint serve`.
@RequiresProgram("apache2")
class RefusalsIT {
  private static final String MODULES = "/usr/lib/apache2/modules/mod_";
  private static final Path HTTPD = Path.of("/usr/sbin/apache2");

  @TempDir Path folder;

  @TestFactory
  List<DynamicTest> bothRefuseAsPredicted() throws Exception {
    String text;
    try (var in = RefusalsIT.class.getResourceAsStream("refusals.txt")) {
      text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    List<DynamicTest> tests = new ArrayList<>();
    for (String part : text.split("\n== ", -1)) {
      if (!part.startsWith("#")) {
        int end = part.indexOf('\n');
        tests.add(DynamicTest.dynamicTest(part.substring(0, end), () -> refuses(part.substring(end + 1).stripTrailing())));
      }
    }
    assertThat(tests).hasSizeGreaterThan(30);
    return tests;
  }

  /// httpd stops at the first line that it refuses: each other one is tried without the others.
  @Test
  void bothRefuseEachLineBehindTheFirst() throws Exception {
    VerifyReport report =
        report(
            write(
                """
                @macro
                @alias
                Frobnicate on
                KeepAliveTimeout abc
                <Macro Site $name $t>
                # a comment
                <VirtualHost *:8000>
                ServerName $name
                KeepAliveTimeout $t
                Redirect 999 /x /y
                </VirtualHost>
                </Macro>
                Use Site a abc
                Use Site b 5
                <Directory />
                Listen 99
                </Directory>
                """));
    VerifyReport reading =
        report(
            write(
                """
                @macro
                KeepAliveTimeout abc
                <Macro Inc $x>
                ServerName a

                Include /nowhere/$x
                </Macro>
                Use Inc y
                </Files>
                """));

    assertThat(refusals(report)).containsExactly("CFG001 PROVED", "CFG005 PROVED", "CFG005 PROVED", "CFG005 PROVED", "MPM042 PROVED");
    assertThat(refusals(reading)).containsExactly("CFG005 PROVED", "INC001 PROVED", "SYN001 PROVED");
    assertThat(List.of(report, reading)).allSatisfy(r -> assertThat(r.count(Outcome.PROVED)).isEqualTo(2L * refusals(r).size()));
  }

  /// `httpd -t` is content with it.
  @Test
  void bothRefuseWithoutAListen() throws Exception {
    Path file = Files.writeString(folder.resolve("httpd.conf"), "ServerName localhost\n" + load("mpm_event") + load("authz_core"));

    VerifyReport report = report(file);

    assertThat(refusals(report)).containsExactly("CFG011 PROVED");
    assertThat(report.count(Outcome.PROVED)).isEqualTo(2);
  }

  private static List<String> refusals(VerifyReport report) {
    return report.findings().stream().filter(f -> f.predicts().contains("refuses")).map(f -> f.code() + " " + f.outcome()).toList();
  }

  private static VerifyReport report(Path file) throws Exception {
    Settings settings =
        new Settings(InputKind.WHOLE, Layouts.find("debian").orElseThrow(), null, null, null, null, List.of(), Map.of(), false);
    Checked checked = Linter.lint(List.of(new Input.OnDisk(file)), settings).checked().getFirst();
    List<Engine> engines =
        List.of(
            new dev.mpmlint.verify.engine.BundledServer(BundledServer.program(), "mpmlint"), InstalledHttpd.of(HTTPD));
    Verifier.Order order = new Verifier.Order(engines, false, Set.of(Experiment.START));
    try (Scratch scratch = Scratch.create()) {
      return Verifier.verify(checked, order, Machine.ofThis(true), scratch, Progress.SILENT);
    }
  }

  private void refuses(String lines) throws Exception {
    Path file = write(lines);
    VerifyReport report = report(file);
    String said = said(List.of(HTTPD.toString(), "-t", "-f", file.toString()));
    assertThat(said(List.of(BundledServer.program().toString(), "serve", "--whole", "--layout", "debian", file.toString())))
        .satisfies(own -> assertThat(once(own)).isEqualTo(once(said)));
    for (EngineRun run : report.engines()) {
      Verdict verdict = run.verdict("start.starts").orElseThrow();
      assertThat(verdict.outcome()).as("%s: %s", run.engine(), verdict).isEqualTo(Outcome.PROVED);
      String words = verdict.observed().words();
      assertThat(words).startsWith("refuses: ").contains("yntax error on line");
      // Without the lines that led there, which are the copy's. Of a file that includes itself httpd does not come to the end.
      if (!lines.contains("itself.conf")) {
        assertThat(said.replace(":\n", ": ")).contains(words.substring("refuses: ".length()));
      }
    }
    assertThat(report.findings().stream().filter(f -> f.predicts().contains("refuses")).map(FindingVerdict::outcome))
        .contains(Outcome.PROVED)
        .doesNotContain(Outcome.REFUTED);
  }

  /// A file that includes itself is named as often as it was read, until httpd has no room for more. What mod_macro warns of is
  /// no refusal.
  private static String once(String said) {
    return said.replaceAll("(/itself.conf: ).*", "$1").replaceAll("(?m)^\\[.* \\[macro:warn] .*\n", "");
  }

  private Path write(String lines) throws Exception {
    StringBuilder before = new StringBuilder("ServerRoot \"" + folder + "\"\nListen 18080\nServerName localhost\n");
    StringBuilder own = new StringBuilder();
    for (String module : List.of("mpm_event", "authz_core")) {
      before.append(load(module));
    }
    for (String line : lines.split("\n", -1)) {
      if (line.startsWith("@")) {
        before.append(load(line.substring(1)));
      } else {
        own.append(line.replace("FOLDER", folder.toString())).append('\n');
      }
    }
    Files.createDirectories(folder.resolve("logs"));
    Files.writeString(folder.resolve("itself.conf"), "# a comment\nInclude " + folder + "/itself.conf\n");
    Files.writeString(folder.resolve("stray.conf"), "ServerName a\n</Files>\n");
    Files.writeString(folder.resolve("value.conf"), "ServerName a\nKeepAlive sometimes\n");
    String text = before.append(own).toString();
    for (String octet : List.of("ef", "bb", "bf", "c3", "bc")) {
      text = text.replace("\\x" + octet, String.valueOf((char) Integer.parseInt(octet, 16)));
    }
    if (text.contains("\u00ef\u00bb\u00bf")) {
      text = "\u00ef\u00bb\u00bf" + text.replace("\u00ef\u00bb\u00bf", "");
    }
    return Files.write(folder.resolve("httpd.conf"), text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String load(String module) {
    return "LoadModule " + module + "_module " + MODULES + module + ".so\n";
  }

  private static String said(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("%s: %s", command, said).isNotZero();
    return said;
  }
}
