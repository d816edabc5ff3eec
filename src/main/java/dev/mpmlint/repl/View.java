package dev.mpmlint.repl;

import dev.mpmlint.lint.CannotLintException;
import dev.mpmlint.lint.LintResult;
import dev.mpmlint.lint.Linter;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.mpm.MpmOutcome;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.mpm.Setting;
import dev.mpmlint.rules.Finding;
import dev.mpmlint.rules.Subject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A configuration as it would be at one moment of the conversation: what it is and what is wrong with it.
record View(Subject subject, List<Finding> findings) {
  View {
    findings = List.copyOf(findings);
  }

  static View of(Setup setup, dev.mpmlint.edit.ChangeSet changes) throws FailedException {
    try {
      LintResult result = Linter.lint(List.of(setup.main()), setup.settings().withOverlay(changes.overlay()));
      return new View(result.checked().getFirst().subjects().getFirst(), result.findings());
    } catch (CannotLintException e) {
      throw new FailedException(String.valueOf(e.getMessage()));
    }
  }

  /// The plan of the MPM that runs, or of the first that a fragment is meant for; null where there is none.
  @Nullable MpmPlan plan() {
    return switch (subject.mpm()) {
      case MpmOutcome.One(MpmPlan plan) -> plan;
      case MpmOutcome.Open(List<MpmPlan> plans) -> plans.isEmpty() ? null : plans.getFirst();
      case MpmOutcome.None _, MpmOutcome.Several _ -> null;
    };
  }

  /// The MPM in a word or two.
  String mpm() {
    return switch (subject.mpm()) {
      case MpmOutcome.One(MpmPlan plan) ->
          subject.configuration().module("mpm_itk_module").isPresent() ? "itk" : plan.mpm().shortName();
      case MpmOutcome.Open _ -> "fragment";
      case MpmOutcome.None _ -> "no MPM";
      case MpmOutcome.Several _ -> "several MPMs";
    };
  }

  /// Every number that is in effect, by its name.
  Map<String, String> numbers() {
    Map<String, String> numbers = new LinkedHashMap<>();
    MpmPlan plan = plan();
    if (plan != null) {
      for (Map.Entry<MpmDirective, Setting> each : plan.settings().entrySet()) {
        numbers.put(each.getKey().directive(), plain(each.getValue().effective()));
      }
      numbers.put("processes", Integer.toString(plan.processes()));
      numbers.put("requests at once", Integer.toString(plan.simultaneousRequests()));
    }
    return numbers;
  }

  static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
