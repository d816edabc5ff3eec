package dev.mpmlint.mpm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExplanationsTest {
  @ParameterizedTest
  @MethodSource("dev.mpmlint.mpm.Explanations#names")
  void everyNameHasAPage(String name) {
    String page = Explanations.find(name, Written.NEWEST).orElseThrow();

    assertThat(page).startsWith("# " + name + "\n").endsWith("\n");
    assertThat(page.lines().toList()).hasSizeBetween(8, 60).allMatch(line -> line.length() <= 120);
    assertThat(page).doesNotContain("\n\n\n");
    assertThat(Explanations.find(name.toUpperCase(Locale.ROOT), Written.NEWEST)).contains(page);
  }

  @ParameterizedTest
  @EnumSource
  void pagesNameTheNumbersOfTheirMpm(Mpm mpm) {
    String page = Explanations.find(mpm.identifier(), Written.NEWEST).orElseThrow();

    assertThat(page).contains("- threaded: " + mpm.facts().threadedWords());
    for (MpmFacts.Limit l : mpm.facts().limits(Written.NEWEST)) {
      assertThat(page).contains("- " + l.directive() + " " + l.fallback());
    }
  }

  /// A number in the prose that no code knows would be a slip of the pen.
  @Test
  void pagesOfDirectivesNameTheNumbersOfTheirMessages() {
    assertThat(Explanations.find("ServerLimit", Written.NEWEST).orElseThrow())
        .contains("AH00175", "AH00300", "AH00497", "- event: 16, at most 20000", "- prefork: 256, at most 200000");
    assertThat(Explanations.find("MaxClients", Written.NEWEST))
        .isEqualTo(Explanations.find("MaxRequestWorkers", Written.NEWEST));
  }

  @Test
  void itkHasAPageUnderAllItsNames() {
    assertThat(Explanations.find("itk", Written.NEWEST).orElseThrow()).contains("on top of prefork", "- AssignUserID");
    assertThat(Explanations.find("mpm_itk_module", Written.NEWEST)).isPresent();
  }

  @Test
  void otherNamesHaveNone() {
    assertThat(Explanations.find("DocumentRoot", Written.NEWEST)).isEmpty();
  }
}
