package dev.mpmlint.rules;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Problem;
import dev.mpmlint.httpd.AhNumber;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.source.Span;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The same MPM in two LoadModule lines: harmless by itself, and a sign that two files both choose the MPM.
final class MpmLoadedTwice implements Rule.OfProblem {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM003",
          "mpm-loaded-twice",
          Severity.WARNING,
          "The same MPM is loaded twice, and the second line is skipped",
          "0.1");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Set<Problem.Kind> kinds() {
    return Set.of(Problem.Kind.MODULE_ALREADY_LOADED);
  }

  @Override
  public void check(Problem problem, Subject subject, Consumer<Finding> out) {
    Configuration configuration = subject.configuration();
    Occurrence again = lineOf(problem, configuration);
    if (again == null || !isMpm(problem, configuration)) {
      return;
    }
    String identifier = Lines.argument(again, 0);
    Finding finding =
        Finding.at(
                INFO,
                again,
                identifier + " is loaded already; httpd skips this line (AH01574); choose the MPM in one place only")
            .labelled("skipped")
            .fixedBy(new Fix("comment out this line", Fix.Safety.SAFE, Lines.commentOut(again)))
            .claiming(
                new Claim.Logs(new AhNumber(1574), "module " + identifier + " is already loaded, skipping"));
    Occurrence first = configuration.module(identifier).map(m -> m.by()).orElse(null);
    if (first != null) {
      finding = finding.seeing(first.span(), "it is loaded here" + Lines.chain(first.place().site()));
    }
    out.accept(finding);
  }

  static boolean isMpm(Problem problem, Configuration configuration) {
    Occurrence line = lineOf(problem, configuration);
    return line != null && Optional.of(Lines.argument(line, 0)).flatMap(Mpm::ofModule).isPresent();
  }

  private static @org.jspecify.annotations.Nullable Occurrence lineOf(Problem problem, Configuration configuration) {
    Span at = problem.at();
    for (Occurrence line : configuration.all("loadmodule")) {
      Span span = line.span();
      if (span.file() == at.file() && span.start() <= at.start() && at.start() < span.end()) {
        return line;
      }
    }
    return null;
  }
}
