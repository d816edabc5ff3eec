package dev.mpmlint.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.config.ConfigReader;
import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.Problem;
import dev.mpmlint.config.ReadOptions;
import dev.mpmlint.httpd.Layouts;
import dev.mpmlint.httpd.ModuleSpec;
import dev.mpmlint.httpd.Modules;
import dev.mpmlint.mpm.MpmOutcome;
import dev.mpmlint.mpm.Planner;
import dev.mpmlint.rules.Finding;
import dev.mpmlint.rules.RuleSet;
import dev.mpmlint.rules.Severity;
import dev.mpmlint.rules.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the judge refuses, `check` calls an error at the same line; and what the judge accepts, no rule that speaks for it
/// calls one. The cases are those of [AgreementTest], which asks httpd whether the judge is right; here nobody is asked, so
/// that there may be many: `-Dmpmlint.agreement=20000`.
class RefusalsAreFindingsTest {
  /// The rules that pass on what the judge says.
  private static final Set<String> SPOKESMEN = Set.of("CFG001", "CFG002", "CFG003", "CFG004", "CFG005", "CFG006", "CFG007");

  @TempDir Path scratch;

  @Test
  void everyRefusalIsAnErrorAtItsLineAndNothingElseIs() throws IOException {
    int count = Math.max(3000, Integer.getInteger("mpmlint.agreement", 0));
    long seed = Long.getLong("mpmlint.agreement.seed", 1);
    List<Path> bases = List.of(Path.of("src/test/resources/stock"), Path.of("samples"));
    List<String> wrong = new ArrayList<>();
    int refused = 0;
    for (Case each : new Cases(seed, Cases.below(bases)).make(count)) {
      Configuration configuration = read(each);
      Subject subject = new Subject(configuration, Planner.PLAIN.decide(configuration));
      List<Finding> errors =
          RuleSet.all().check(subject).stream().filter(f -> f.severity() == Severity.ERROR).toList();
      String differs = difference(configuration, subject.mpm(), errors);
      refused += Verdict.of(configuration, subject.mpm()) instanceof Verdict.Refused ? 1 : 0;
      if (!differs.isEmpty() && wrong.size() < 20) {
        wrong.add("--- " + each.family() + " (" + each.mpm() + ")\n" + each.text() + "\n" + differs);
      }
    }

    assertThat(refused).isBetween(count / 10, count - count / 10);
    assertThat(wrong).isEmpty();
  }

  /// Empty where all is as it should be.
  private static String difference(Configuration configuration, MpmOutcome mpm, List<Finding> errors) {
    if (!(Verdict.of(configuration, mpm) instanceof Verdict.Refused(var _, var file, int line, String message))) {
      return errors.stream()
          .filter(f -> SPOKESMEN.contains(f.rule().code()))
          .map(f -> "accepted, and yet " + f.rule().code() + " " + f.at() + " " + f.message())
          .findFirst()
          .orElse("");
    }
    if (file == null ? errors.isEmpty() : !isThere(configuration, file, line, errors)) {
      return "no error for " + message + " at " + file + ":" + line + " among " + errors.stream().map(Finding::message).toList();
    }
    for (Refusal refusal : Judge.refusals(configuration)) {
      if (!isThere(configuration, refusal.file(), refusal.number(), errors)) {
        return "no error for " + refusal.httpd() + " at " + refusal.at();
      }
    }
    return "";
  }

  /// Whether an error stands on the line that httpd names, which is the last one of a continued line, or, of a section that
  /// is not closed, where that is said. Of a hundred of one kind in a file no more are listed.
  private static boolean isThere(Configuration configuration, String file, int line, List<Finding> errors) {
    for (Finding error : errors) {
      boolean cutShort = error.message().startsWith("the same again");
      if (error.at().file().name().equals(file) && (cutShort || isOn(error, line))) {
        return true;
      }
    }
    for (Problem problem : configuration.problems()) {
      if (problem.number() == line && problem.fatal() && errors.stream().anyMatch(e -> e.at().equals(problem.at()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOn(Finding error, int line) {
    String[] lines = error.at().file().text().split("\n", -1);
    int end = error.at().line();
    while (end < line && end <= lines.length && lines[end - 1].stripTrailing().endsWith("\\")) {
      end++;
    }
    return end == line || error.at().line() <= line && line <= error.at().endLine();
  }

  private Configuration read(Case each) throws IOException {
    Path included = scratch.resolve("case.conf");
    Files.writeString(included, each.text(), StandardCharsets.ISO_8859_1);
    Path main = scratch.resolve(each.mpm() + ".conf");
    if (!Files.exists(main)) {
      StringBuilder text = new StringBuilder();
      text.append("ServerRoot ").append(scratch).append("\nListen 127.0.0.1:18080\n");
      for (ModuleSpec module : Modules.all()) {
        boolean chosen = module.isMpm() ? module.identifier().equals("mpm_" + each.mpm() + "_module") : !module.isThirdParty();
        if (chosen && module.inDebian() == ModuleSpec.Build.SHARED) {
          text.append("LoadModule ").append(module.identifier()).append(" modules/").append(module.files().getFirst()).append('\n');
        }
      }
      Files.writeString(main, text.append("Include ").append(included).append('\n'));
    }
    ReadOptions options = ReadOptions.of(InputKind.WHOLE, Layouts.find("debian").orElseThrow()).withServerRoot(scratch.toString());
    return ConfigReader.read(main, options);
  }
}
