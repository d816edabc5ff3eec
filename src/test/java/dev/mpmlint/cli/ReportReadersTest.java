package dev.mpmlint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.bjurr.violations.lib.ViolationsApi;
import se.bjurr.violations.lib.ViolationsLogger;
import se.bjurr.violations.lib.model.SEVERITY;
import se.bjurr.violations.lib.model.Violation;
import se.bjurr.violations.lib.reports.Parser;

/// Formats for build servers, read by programs of others that read them there: the library of the bots that comment on
/// merge requests, and Maven's reader of JUnit's reports. Each sees every finding, at its place.
class ReportReadersTest {
  private static List<Tuple> places = List.of();

  @BeforeAll
  static void findingsAsThePlainestFormatHasThem() {
    places =
        report("gcc").lines()
            .filter(line -> !line.contains(": note: "))
            .map(line -> line.split(":", 4))
            .map(parts -> tuple(parts[0], Integer.valueOf(parts[1])))
            .toList();
    assertThat(places).hasSizeGreaterThan(5);
  }

  private static String report(String format) {
    return new Terminal(Path.of("").toAbsolutePath()).run("check", "--format", format, "samples/broken").out();
  }

  /// Fails where the reader has something to complain of.
  private static final ViolationsLogger STRICT =
      new ViolationsLogger() {
        @Override
        public void log(Level level, String message) {
          assertThat(level.intValue()).as(message).isLessThan(Level.WARNING.intValue());
        }

        @Override
        public void log(Level level, String message, Throwable cause) {
          throw new AssertionError(message, cause);
        }
      };

  @ParameterizedTest
  @CsvSource({"gitlab, CODECLIMATE", "checkstyle, CHECKSTYLE", "sarif, SARIF", "gcc, CLANG"})
  void aReaderOfTheFormatSeesEveryFinding(String format, Parser parser, @TempDir Path here) throws IOException {
    Files.writeString(here.resolve("report"), report(format));
    Set<Violation> read =
        ViolationsApi.violationsApi()
            .withViolationsLogger(STRICT)
            .findAll(parser)
            .inFolder(here.toString())
            .withPattern(".*/report$")
            .violations();

    // Notes of gcc's belong to the finding before them; the sample has no finding of that severity.
    assertThat(read)
        .filteredOn(v -> parser != Parser.CLANG || v.getSeverity() != SEVERITY.INFO)
        .extracting(Violation::getFile, Violation::getStartLine)
        .containsExactlyInAnyOrderElementsOf(places);
  }

  @Test
  void mavenSeesEachFindingAsATestThatFailed() throws Exception {
    byte[] junit = report("junit").getBytes(StandardCharsets.UTF_8);
    List<ReportTestSuite> suites =
        new TestSuiteXmlParser(new NullConsoleLogger())
            .parse(new InputStreamReader(new ByteArrayInputStream(junit), StandardCharsets.UTF_8));

    List<ReportTestCase> failed =
        suites.stream().flatMap(s -> s.getTestCases().stream()).filter(ReportTestCase::hasFailure).toList();
    assertThat(failed)
        .extracting(c -> tuple(c.getFullClassName(), Integer.valueOf(c.getName().replaceAll(".* at (\\d+):.*", "$1"))))
        .containsExactlyInAnyOrderElementsOf(places);
    assertThat(failed).allMatch(c -> c.getFailureType().matches("error|warning|info"));
    assertThat(suites.stream().mapToInt(ReportTestSuite::getNumberOfFailures).sum()).isEqualTo(places.size());
    assertThat(suites.stream().mapToInt(ReportTestSuite::getNumberOfTests).sum()).isEqualTo(places.size() + 1);
  }
}
