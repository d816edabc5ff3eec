package dev.mpmlint.rules;

import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.httpd.AhNumber;
import dev.mpmlint.mpm.MpmOutcome;
import java.util.Optional;
import java.util.function.Consumer;

/// mpm-itk beside worker or event: `httpd -t` says `Syntax OK`, the start fails.
final class ItkWithThreadedMpm implements Rule.OfConfiguration {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM005",
          "itk-with-threaded-mpm",
          Severity.ERROR,
          "mpm-itk is loaded beside an MPM that runs threads",
          "0.1");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Consumer<Finding> out) {
    Optional<LoadedModule> itk = subject.configuration().module("mpm_itk_module");
    if (itk.isPresent()
        && subject.mpm() instanceof MpmOutcome.One(var plan)
        && ThreadUnsafeModuleWithThreadedMpm.runsThreads(plan.mpm())) {
      Finding finding =
          Lines.atModule(
                  INFO,
                  itk.get(),
                  subject.configuration(),
                  "mpm_itk_module cannot work with " + plan.mpm()
                      + ", which runs threads; httpd -t accepts it, the start fails (AH00016); load prefork instead of "
                      + plan.mpm())
              .labelled("needs prefork")
              .claiming(
                  new Claim.RefusesToStart(
                      new AhNumber(16), "mpm-itk cannot use threaded MPMs; please use prefork."));
      out.accept(Lines.seeingMpm(finding, plan));
    }
  }
}
