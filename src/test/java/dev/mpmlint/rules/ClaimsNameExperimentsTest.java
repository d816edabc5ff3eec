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
}
