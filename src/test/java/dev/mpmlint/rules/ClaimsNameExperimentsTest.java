package dev.mpmlint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.verify.model.Experiment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A rule that predicts what a server does names the experiment that tries it, in its claims and on its page.
class ClaimsNameExperimentsTest {
  @TempDir Path scratch;

  @Test
  void everyClaimOfEveryFixtureHasAnExperimentThatItsPageNames() throws IOException {
    Set<String> predicting = new TreeSet<>();
    Set<String> wrong = new TreeSet<>();
    int n = 0;
    for (Fixture fixture : RuleFixturesTest.all()) {
      for (Finding finding : Checking.findings(fixture, scratch.resolve(Integer.toString(n++)))) {
        for (Claim claim : finding.claims()) {
          predicting.add(finding.rule().code());
          boolean known = Experiment.find(claim.experiment()).isPresent();
          String page = Pages.of(finding.rule());
          int at = page.indexOf("mpmlint verify --only ");
          boolean named = at >= 0 && page.substring(at, page.indexOf('\n', at)).contains(claim.experiment());
          if (!known || !named) {
            wrong.add(finding.rule().code() + ": " + claim.experiment());
          }
        }
      }
    }

    assertThat(predicting).hasSizeGreaterThan(30);
    assertThat(wrong).isEmpty();
  }

  /// A page that names no experiment says that there is none, and why.
  @Test
  void pagesWithoutAnExperimentSayWhy() {
    Set<String> wrong = new TreeSet<>();
    int without = 0;
    for (Rule rule : Registry.rules()) {
      String page = Pages.of(rule.info());
      String said = page.substring(page.indexOf("## How verify proves it")).lines().skip(2).findFirst().orElse("");
      boolean none = said.startsWith("It does not") || said.startsWith("Nothing to run") || said.startsWith("Not tried")
          || said.startsWith("There is nothing to prove") || said.startsWith("`httpd -t`");
      if (!page.contains("mpmlint verify --only ")) {
        without++;
        if (!none) {
          wrong.add(rule.info().code() + ": " + said);
        }
      }
    }

    assertThat(without).isGreaterThan(10);
    assertThat(wrong).isEmpty();
  }
}
