package dev.mpmlint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.source.TextEdit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Runs every fixture of every rule, in every way of writing it, through all rules. `-Dfixture=MPM017` runs those whose
/// name contains it.
class RuleFixturesTest {
  static final Path ROOT = Path.of("src/test/resources/rules");

  @TempDir Path scratch;

  @TestFactory
  Stream<DynamicTest> findsWhatTheCommentsAnnounceAndNothingElse() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Fixture fixture : selected()) {
      for (Fixture.Variant variant : Fixture.Variant.values()) {
        if (!fixture.settings().but().contains(variant)) {
          Fixture written = fixture.as(variant);
          tests.add(DynamicTest.dynamicTest(written.name(), () -> isAsAnnounced(written, scratchFor(written))));
        }
      }
    }
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> aFixRemovesItsFindingAndBringsNoOther() {
    return selected().stream()
        .map(fixture -> DynamicTest.dynamicTest(fixture.name(), () -> fixesWork(fixture, scratchFor(fixture))));
  }

  private static void isAsAnnounced(Fixture fixture, Path folder) throws IOException {
    List<Finding> findings = Checking.findings(fixture, folder);

    assertThat(Expectations.of(fixture).differences(fixture, findings)).as(fixture.name()).isEmpty();
    for (Map.Entry<String, String> file : fixture.files().entrySet()) {
      if (Fixture.isLink(file.getKey())) {
        continue;
      }
      assertThat(Files.readAllBytes(folder.resolve(file.getKey())))
          .as("reading changes no byte of " + file.getKey())
          .isEqualTo(file.getValue().getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private static void fixesWork(Fixture fixture, Path folder) throws IOException {
    List<Finding> before = Checking.findings(fixture, folder.resolve("before"));
    int n = 0;
    for (Finding finding : before) {
      for (Fix fix : finding.fixes()) {
        if (!fix.edits().isEmpty()) {
          Fixture fixed = applied(fixture, fix.edits(), folder.resolve("before"));
          List<Finding> after = Checking.findings(fixed, folder.resolve("after" + n++));
          List<String> expected = codes(before);
          expected.remove(finding.rule().code());
          List<Finding> faults = after.stream().filter(f -> f.severity() != Severity.INFO).toList();
          assertThat(expected).as(fix.description() + " in\n" + fixed.files()).containsAll(codes(faults));
          assertThat(count(after, finding)).isLessThan(count(before, finding));
        }
      }
    }
  }

  private static List<String> codes(List<Finding> findings) {
    List<String> codes = new ArrayList<>();
    findings.forEach(f -> codes.add(f.rule().code()));
    return codes;
  }

  private static long count(List<Finding> findings, Finding like) {
    return findings.stream().filter(f -> f.rule().equals(like.rule())).count();
  }

  private static Fixture applied(Fixture fixture, List<TextEdit> edits, Path folder) {
    Map<String, String> files = new LinkedHashMap<>(fixture.files());
    List<TextEdit> backwards = new ArrayList<>(edits);
    backwards.sort(Comparator.comparingInt((TextEdit e) -> e.at().start()).reversed());
    for (TextEdit edit : backwards) {
      String path = folder.relativize(folder.resolve(edit.at().file().name())).toString();
      assertThat(files).as("what a fix edits").containsKey(path);
      String text = files.getOrDefault(path, "");
      files.put(path, text.substring(0, edit.at().start()) + edit.replacement() + text.substring(edit.at().end()));
    }
    return new Fixture(fixture.name() + " fixed", fixture.settings(), files, fixture.main());
  }

  private Path scratchFor(Fixture fixture) {
    return scratch.resolve(fixture.name().replace('/', '_').replace(' ', '_'));
  }

  private static List<Fixture> selected() {
    String wanted = System.getProperty("fixture", "");
    return all().stream().filter(f -> f.name().contains(wanted)).toList();
  }

  /// Every fixture on disk.
  static List<Fixture> all() {
    List<Fixture> fixtures = new ArrayList<>();
    for (Path rule : folders()) {
      fixtures.addAll(Fixture.below(rule.resolve("positive")));
      fixtures.addAll(Fixture.below(rule.resolve("negative")));
    }
    return fixtures;
  }

  static List<Path> folders() {
    try (Stream<Path> entries = Files.list(ROOT).sorted()) {
      return entries.toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
