package dev.mpmlint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.lint.Checked;
import dev.mpmlint.lint.Input;
import dev.mpmlint.lint.LintResult;
import dev.mpmlint.lint.Linter;
import dev.mpmlint.lint.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What distributions ship is right: every finding there would be a false one.
class StockConfigurationsTest {
  static List<Path> trees() throws IOException {
    try (Stream<Path> entries = Files.list(Path.of("src/test/resources/stock"))) {
      return entries.filter(Files::isDirectory).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("trees")
  void givesNoErrorAndNoWarning(Path tree) throws Exception {
    Path root = tree.toAbsolutePath();
    Settings settings = new Settings(null, null, null, null, null, root, List.of(), Map.of(), false);

    LintResult result = Linter.lint(List.of(new Input.OnDisk(root)), settings);

    List<String> wrong = new ArrayList<>();
    for (Checked checked : result.checked()) {
      for (Finding f : checked.findings()) {
        if (f.severity() != Severity.INFO) {
          wrong.add(f.rule().code() + " at " + f.at() + ": " + f.message());
        }
      }
    }
    assertThat(result.checked()).isNotEmpty();
    assertThat(wrong).isEmpty();
  }
}
