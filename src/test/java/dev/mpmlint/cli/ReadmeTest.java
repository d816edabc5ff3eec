package dev.mpmlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.rules.Rule;
import dev.mpmlint.rules.RuleSet;
import dev.mpmlint.support.Block;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// README tells the truth: what it shows is run, what it names is there. `mvn test -Dtest=ReadmeTest
/// -Dmpmlint.rewrite=true` puts the output of today into it.
class ReadmeTest {
  private static final Path PROJECT = Path.of("").toAbsolutePath();
  private static final Path README = PROJECT.resolve("README.md");

  /// The kinds of blocks, and which tests execute each of them.
  private static final Map<String, List<String>> EXECUTED_BY =
      Map.of(
          "console", List.of("cli.ReadmeTest"),
          "console measured", List.of("ReadmeIT", "verify.compare.CompareIT"),
          "sh", List.of("PreCommitIT", "ReadmeIT"),
          "yaml", List.of("PreCommitIT", "ReadmeIT"),
          "apache", List.of("ReadmeIT"),
          "lua", List.of("lsp.ReadmeEditorsIT"),
          "elisp", List.of("lsp.ReadmeEditorsIT"),
          "toml", List.of("lsp.ReadmeEditorsIT"),
          "json", List.of("lsp.ReadmeEditorsIT"),
          "text", List.of("cli.ReadmeTest"));

  @Test
  void everyExamplePrintsWhatIsShown() throws IOException {
    List<String> lines = Files.readAllLines(README);
    List<Example> examples = Example.allIn(lines);
    assertThat(examples).hasSizeGreaterThan(5);
    List<String> today = new ArrayList<>();
    int done = 0;
    for (Example example : examples) {
      today.addAll(lines.subList(done, example.line() - 1));
      today.addAll(example.runIn(PROJECT).text());
      done = example.line() - 1 + example.height();
    }
    today.addAll(lines.subList(done, lines.size()));
    if (Boolean.getBoolean("mpmlint.rewrite")) {
      Files.write(README, today);
    } else {
      assertThat(lines).as("README.md; -Dmpmlint.rewrite=true brings it up to date").isEqualTo(today);
    }
  }

  /// A block of another kind, or one that is only indented, would be shown and never tried.
  @Test
  void everyBlockIsOfAKindThatIsExecuted() throws IOException {
    List<Block> blocks = Block.ofReadme();
    assertThat(blocks).extracting(Block::kind).allMatch(EXECUTED_BY::containsKey).containsAll(EXECUTED_BY.keySet());
    for (Map.Entry<String, List<String>> kind : EXECUTED_BY.entrySet()) {
      for (String test : kind.getValue()) {
        Path source = PROJECT.resolve("src/test/java/dev/mpmlint/" + test.replace('.', '/') + ".java");
        assertThat(source).content().contains("\"" + kind.getKey() + "\"");
      }
    }
    List<String> outside = new ArrayList<>(Files.readAllLines(README));
    for (Block block : blocks) {
      Collections.fill(outside.subList(block.line() - 1, block.line() + block.lines().size() + 1), "");
    }
    assertThat(outside).noneMatch(line -> line.startsWith("    "));
    assertThat(Block.ofReadme("sh")).hasSize(3).element(1).extracting(Block::text).isEqualTo("mvn verify\n");
    assertThat(Block.ofReadme("console measured")).hasSize(2);
    assertThat(Block.ofReadme("text")).hasSize(2);
  }

  @Test
  void theHouseIsAsItIsDrawn() throws IOException {
    Matcher arrow = Pattern.compile("─([a-z]+)→").matcher(Block.ofReadme("text").getLast().text());
    List<String> drawn = arrow.results().map(m -> m.group(1)).toList();
    assertThat(drawn).hasSizeGreaterThan(4).allMatch(name -> Files.isDirectory(PROJECT.resolve("src/main/java/dev/mpmlint/" + name)));
  }

  @Test
  void elapsedTimesDifferAndLinesAreLeftOut() {
    assertThat(Example.matches(List.of("a", "…", "c (3 ms)"), List.of("a", "b", "b", "c (41 ms)"))).isTrue();
    assertThat(Example.matches(List.of("a", "…", "c"), List.of("a", "c"))).isFalse();
    assertThat(Example.matches(List.of("a", "b"), List.of("a", "b", "c"))).isFalse();
    assertThat(Example.matches(List.of("a (3 ms)"), List.of("b (3 ms)"))).isFalse();
  }

  @Test
  void everyRuleThatIsNamedIsOne() throws IOException {
    Set<String> named = all("\\b(?:MPM|SYN|INC|CFG|SUP)[0-9]{3}\\b");
    assertThat(named).hasSizeGreaterThan(15);
    assertThat(RuleSet.all().rules().stream().map(Rule::info).map(info -> info.code()).toList()).containsAll(named);
  }

  @Test
  void everyOptionThatIsNamedIsOne() throws IOException {
    Set<String> options = new TreeSet<>();
    for (String command : Commands.words()) {
      options.addAll(all("--[a-z-]+", new Terminal(PROJECT).run(command, "--help-all").out()));
    }
    Set<String> named = all("(?<![\\w-])--[a-z][a-z-]+");
    assertThat(named).hasSizeGreaterThan(8);
    assertThat(options).containsAll(named);
  }

  @Test
  void everyPathThatIsNamedIsThere() throws IOException {
    Set<String> paths = all("(?<![\\w/])(?:samples|src|grammar)/[\\w./-]*[\\w/]");
    assertThat(paths).hasSizeGreaterThan(8);
    assertThat(paths).allMatch(path -> Files.exists(PROJECT.resolve(path)));
  }

  @Test
  void theCasesAreAsManyAsItSays() throws IOException {
    String cases = "src/test/resources/dev/mpmlint/config/reading-cases.txt";
    assertThat(Files.readAllLines(PROJECT.resolve(cases), StandardCharsets.ISO_8859_1))
        .filteredOn(line -> line.startsWith("----"))
        .hasSizeGreaterThan(200);
    assertThat(Files.readString(README)).containsPattern("`" + cases + "`, more than\\s+200");
  }

  @Test
  void theCommandOfTheBuildServerIsTheOneForTests() throws IOException {
    assertThat(Files.readString(README)).contains("\nmvn verify\n");
    assertThat(Files.readString(PROJECT.resolve(".ci/run"))).containsPattern("(?m)^mvn (-\\S+ )*verify$");
  }

  @Test
  void everyDebianPackageThatTheTestsWantIsNamed() throws IOException {
    String script = Files.readString(PROJECT.resolve(".ci/run"));
    String list = script.substring(script.indexOf("packages=("), script.indexOf("\n)"));
    Set<String> packages = all("(?m)^  [a-z][\\w.-]+", list);
    assertThat(packages).hasSizeGreaterThan(3);
    assertThat(packages).allMatch(name -> read().contains(name.strip()));
  }

  private static Set<String> all(String pattern) throws IOException {
    return all(pattern, Files.readString(README));
  }

  private static Set<String> all(String pattern, String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }

  private static String read() {
    try {
      return Files.readString(README);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
