package dev.mpmlint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tests of the set of rules itself.
class RuleSetTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/mpmlint/rules");

  static List<Rule> rules() {
    return RuleSet.all().rules();
  }

  @Test
  void holdsEveryRuleClassThatThereIs() throws Exception {
    Set<String> onDisk = new TreeSet<>();
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        Class<?> type = Class.forName("dev.mpmlint.rules." + name.replace("package-info", "Rule"));
        if (Rule.class.isAssignableFrom(type) && !type.isInterface()) {
          onDisk.add(name);
        }
      }
    }
    Set<String> registered = new TreeSet<>();
    rules().forEach(rule -> registered.add(rule.getClass().getSimpleName()));

    assertThat(onDisk).hasSizeGreaterThan(10);
    assertThat(registered).isEqualTo(onDisk);
    assertThat(rules())
        .containsAll(List.of(ReadingFault.values()))
        .containsAll(List.of(DirectiveFault.values()))
        .containsAll(List.of(SuppressionFault.values()));
  }

  @Test
  void isSortedByCodesThatAreUnique() {
    List<String> codes = rules().stream().map(rule -> rule.info().code()).toList();

    assertThat(codes).doesNotHaveDuplicates().isSorted();
    assertThat(rules().stream().map(rule -> rule.info().name()).toList()).doesNotHaveDuplicates();
  }

  @Test
  void findsRulesByCodeAndName() {
    assertThat(RuleSet.all().find("mpm001")).containsInstanceOf(NoMpmLoaded.class);
    assertThat(RuleSet.all().find("no-mpm-loaded")).containsInstanceOf(NoMpmLoaded.class);
    assertThat(RuleSet.all().find("MPM")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void noRuleHoldsState(Rule rule) {
    for (Field field : rule.getClass().getDeclaredFields()) {
      assertThat(Modifier.isFinal(field.getModifiers())).as(field.toString()).isTrue();
      boolean own = rule instanceof Enum<?>;
      assertThat(own || Modifier.isStatic(field.getModifiers())).as(field + " is static").isTrue();
    }
    assertThat(Modifier.isFinal(rule.getClass().getModifiers())).as(rule.getClass() + " is final").isTrue();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void everyRuleIsNamedAsItsClass(Rule rule) {
    String camel = rule instanceof Enum<?> fault ? fault.name() : rule.getClass().getSimpleName();
    String kebab =
        rule instanceof Enum<?>
            ? camel.toLowerCase(java.util.Locale.ROOT).replace('_', '-')
            : camel.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);

    assertThat(rule.info().name()).isEqualTo(kebab);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void everyRuleOwnsFixturesForWhatItFindsAndWhatItMustNotFind(Rule rule) {
    String code = rule.info().code();
    Path folder = RuleFixturesTest.ROOT.resolve(code + "-" + rule.info().name());

    assertThat(folder.resolve("positive")).isNotEmptyDirectory();
    assertThat(folder.resolve("negative")).isNotEmptyDirectory();
    for (Fixture fixture : Fixture.below(folder.resolve("positive"))) {
      assertThat(Expectations.of(fixture).codes()).as(fixture.name()).contains(code);
    }
    for (Fixture fixture : Fixture.below(folder.resolve("negative"))) {
      assertThat(Expectations.of(fixture).codes()).as(fixture.name()).doesNotContain(code);
    }
  }

  @Test
  void everyFixtureFolderBelongsToARule() {
    List<String> named = new ArrayList<>();
    rules().forEach(rule -> named.add(rule.info().code() + "-" + rule.info().name()));

    assertThat(RuleFixturesTest.folders().stream().map(f -> f.getFileName().toString()).toList())
        .containsExactlyInAnyOrderElementsOf(named);
  }

  @Test
  void everyPageBelongsToARule() throws IOException {
    Set<String> named = new TreeSet<>();
    rules().forEach(rule -> named.add(rule.info().code() + ".md"));
    Set<String> pages = new TreeSet<>();
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/dev/mpmlint/rules/pages"))) {
      files.forEach(file -> pages.add(file.getFileName().toString()));
    }

    assertThat(pages).isEqualTo(named);
  }

  @Test
  void aFaultInAFileThatIsIncludedTwiceIsFoundOnce(@TempDir Path folder) throws IOException {
    Fixture twice =
        Fixture.of(
            "",
            Map.of(Fixture.MAIN, "Include a.conf\nInclude a.conf\n", "a.conf", "ListenBacklog 0\n"),
            Fixture.MAIN);

    assertThat(Checking.findings(twice, folder)).hasSize(1);
  }

  @Test
  void aFloodOfTheSameFaultIsCutShortAndSaysSo(@TempDir Path folder) throws IOException {
    Fixture flood = Fixture.of("", Map.of(Fixture.MAIN, "ListenBacklog 0\n".repeat(5000)), Fixture.MAIN);

    List<Finding> rejected =
        Checking.findings(flood, folder).stream().filter(f -> f.rule().code().equals("MPM043")).toList();

    assertThat(rejected).hasSize(Findings.MOST + 1);
    assertThat(rejected.getLast().message())
        .isEqualTo("the same again: 4900 more of MPM043 value-httpd-rejects in this file are not listed");
    assertThat(rejected.getLast().at().line()).isEqualTo(Findings.MOST + 1);
  }

  @Test
  void aFloodOverManyFilesIsCutShortAndSaysSo(@TempDir Path folder) throws IOException {
    Map<String, String> files = new HashMap<>();
    StringBuilder main = new StringBuilder();
    int many = Findings.MOST_IN_ALL / Findings.MOST + 3;
    for (int i = 0; i < many; i++) {
      files.put(i + ".conf", "ListenBacklog 0\n".repeat(Findings.MOST));
      main.append("Include ").append(i).append(".conf\n");
    }
    files.put(Fixture.MAIN, main.toString());

    List<Finding> rejected =
        Checking.findings(Fixture.of("", files, Fixture.MAIN), folder).stream()
            .filter(f -> f.rule().code().equals("MPM043"))
            .toList();

    assertThat(rejected).hasSize(Findings.MOST_IN_ALL + 1);
    assertThat(rejected)
        .filteredOn(f -> f.message().startsWith("the same again"))
        .singleElement()
        .extracting(Finding::message)
        .isEqualTo("the same again: 300 more of MPM043 value-httpd-rejects in this file and others are not listed");
  }
}
