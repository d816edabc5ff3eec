package dev.mpmlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The samples show what they are there for. What is found in the broken and in the mistuned one, README shows, and
/// [ReadmeTest] compares it.
class SamplesTest {
  private static final Path PROJECT = Path.of("").toAbsolutePath();

  @ParameterizedTest
  @ValueSource(strings = {"event", "worker", "prefork-php", "itk", "fragments"})
  void aGoodOneHasNoErrorAndNoWarning(String sample) {
    Terminal.Outcome outcome = run("check", "samples/" + sample);
    assertThat(outcome.out()).doesNotContain("error[", "warning[");
    assertThat(outcome.code()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"broken, 1", "mistuned, 1", "sites, 1"})
  void aBadOneIsFound(String sample, int code) {
    assertThat(run("check", "samples/" + sample).code()).isEqualTo(code);
    assertThat(run("check", "samples/" + sample, "--fail-on", "never").code()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"event, event, 300", "worker, worker, 400", "prefork-php, prefork, 60", "itk, prefork, 100"})
  void aGoodOneHasTheNumbersThatItsCommentsTell(String sample, String mpm, int requests) {
    var told = JsonParser.parseString(run("mpm", "--format", "json", "samples/" + sample).out()).getAsJsonObject();
    var plan = told.getAsJsonArray("plans").get(0).getAsJsonObject();
    assertThat(plan.get("shown").getAsString()).isEqualTo(mpm);
    assertThat(plan.get("simultaneousRequests").getAsInt()).isEqualTo(requests);
    assertThat(plan.getAsJsonArray("corrections")).isEmpty();
  }

  @Test
  void theBrokenOneHasFaultsOfManyKinds() {
    assertThat(codes("broken"))
        .contains("MPM002", "MPM009", "MPM017", "MPM036", "MPM042", "SYN002", "SYN004", "INC001");
  }

  @Test
  void theSitesNobodySeesAreNamed() {
    assertThat(codes("sites")).containsExactly("CFG012", "CFG014", "CFG020");
  }

  /// The whole folder is what the distribution is trained on.
  @Test
  void everyConfigurationFileIsReadWhenTheFolderOfSamplesIs() throws IOException {
    long files;
    try (Stream<Path> all = Files.walk(PROJECT.resolve("samples"))) {
      files = all.filter(path -> path.getFileName().toString().matches(".*\\.(conf|load)|\\.htaccess")).count();
    }
    Terminal.Outcome outcome = run("check", "samples");
    assertThat(outcome.out()).contains(" in " + files + " files (");
    assertThat(outcome.err()).isEmpty();
  }

  private static Set<String> codes(String sample) {
    var findings =
        JsonParser.parseString(run("check", "--format", "json", "samples/" + sample).out())
            .getAsJsonObject()
            .getAsJsonArray("findings");
    return Stream.of(findings.asList().toArray(JsonElement[]::new))
        .map(finding -> finding.getAsJsonObject().get("code").getAsString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Terminal.Outcome run(String... args) {
    return new Terminal(PROJECT).run(args);
  }
}
