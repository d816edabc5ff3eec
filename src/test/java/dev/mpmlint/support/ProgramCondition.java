package dev.mpmlint.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/// Decides for [RequiresProgram].
final class ProgramCondition implements ExecutionCondition {
  private final Programs programs;
  private final boolean mustRun;

  ProgramCondition() {
    this(Programs.ofThisMachine(), System.getenv());
  }

  ProgramCondition(Programs programs, Map<String, String> environment) {
    this.programs = programs;
    this.mustRun = "true".equals(environment.get("CI"));
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<RequiresProgram> wanted =
        context.getElement().flatMap(e -> AnnotationSupport.findAnnotation(e, RequiresProgram.class));
    return wanted.isEmpty()
        ? ConditionEvaluationResult.enabled("needs no program")
        : evaluate(List.of(wanted.get().value()));
  }

  /// @throws IllegalStateException when a program is missing where tests must run; JUnit reports it as a failure
  ConditionEvaluationResult evaluate(List<String> wanted) {
    List<String> missing = new ArrayList<>();
    for (String name : wanted) {
      if (programs.find(name).isEmpty()) {
        missing.add(name);
      }
    }
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("installed: " + String.join(", ", wanted));
    }
    String names = String.join(" and ", missing) + (missing.size() == 1 ? " is" : " are") + " not installed";
    if (mustRun) {
      throw new IllegalStateException(names + ", and with CI=true no test may be skipped; .ci/run installs what is needed");
    }
    return ConditionEvaluationResult.disabled("skipped: " + names);
  }
}
