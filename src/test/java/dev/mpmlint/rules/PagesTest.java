package dev.mpmlint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.source.Display;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The documentation pages say what is true: their examples are run.
///
/// An example is a fenced block ```` ```apache whole layout=debian ````, its words as in [Settings]; a further block
/// ```` ```apache file=NAME ```` is a file beside it.
class PagesTest {
  @TempDir Path scratch;

  static List<Rule> rules() {
    return RuleSet.all().rules();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void everyPageHasItsTitleAndHeadings(Rule rule) {
    String page = Pages.of(rule.info());
    List<String> headings = new ArrayList<>();
    page.lines().filter(line -> line.startsWith("## ")).forEach(line -> headings.add(line.substring(3)));

    assertThat(page).startsWith("# " + rule.info().code() + " " + rule.info().name() + "\n");
    assertThat(headings).isEqualTo(Pages.HEADINGS);
    for (String heading : Pages.HEADINGS) {
      assertThat(section(page, heading).strip()).as(heading).isNotEmpty();
    }
    assertThat(page.lines().filter(line -> line.length() > 120)).as("lines longer than 120").isEmpty();
    for (RuleOption option : rule.info().options()) {
      assertThat(page).contains("`" + option.name() + "`", Integer.toString(option.usual()));
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theExampleTriggersThisRuleAndNoOther(Rule rule) throws IOException {
    Fixture example = example(rule, "Example");

    assertThat(codes(Checking.findings(example, scratch), rule)).isEqualTo(Set.of(rule.info().code()));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void whatToUseInsteadIsClean(Rule rule) throws IOException {
    Fixture instead = example(rule, "Use instead");

    assertThat(codes(Checking.findings(instead, scratch), rule)).isEmpty();
  }

  /// What is wrong, and what the rule itself says; the hints of others are left out.
  private static Set<String> codes(List<Finding> findings, Rule rule) {
    Set<String> codes = new TreeSet<>();
    for (Finding finding : findings) {
      if (finding.severity() != Severity.INFO || finding.rule().equals(rule.info())) {
        codes.add(finding.rule().code());
      }
    }
    return codes;
  }

  private static Fixture example(Rule rule, String heading) {
    Map<String, String> files = new LinkedHashMap<>();
    Settings settings = Settings.parse("");
    String file = "";
    for (String line : section(Pages.of(rule.info()), heading).lines().toList()) {
      if (line.startsWith("```apache")) {
        String words = line.substring("```apache".length()).strip();
        file = words.startsWith("file=") ? words.substring("file=".length()) : Fixture.MAIN;
        settings = words.startsWith("file=") ? settings : Settings.parse(words);
        files.put(file, "");
      } else if (line.startsWith("```")) {
        file = "";
      } else if (!file.isEmpty()) {
        files.merge(file, Display.toBytes(line) + "\n", String::concat);
      }
    }
    assertThat(files).as(heading + " has an example").containsKey(Fixture.MAIN);
    files.replaceAll((_, text) -> Fixture.expand(unescape(text)));
    return new Fixture(rule.info().code() + " " + heading, settings, files, Fixture.MAIN);
  }

  /// A page shows bytes that no page can hold as findings do: `\x00`.
  private static String unescape(String text) {
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (int at = text.indexOf("\\x"); at >= 0; at = text.indexOf("\\x", from)) {
      out.append(text, from, at).append((char) Integer.parseInt(text.substring(at + 2, at + 4), 16));
      from = at + 4;
    }
    return out.append(text, from, text.length()).toString();
  }

  private static String section(String page, String heading) {
    int start = page.indexOf("\n## " + heading + "\n");
    assertThat(start).as("## " + heading).isNotNegative();
    int next = page.indexOf("\n## ", start + 1);
    return page.substring(start + heading.length() + 5, next < 0 ? page.length() : next);
  }
}
