package dev.mpmlint.rules;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Problem;
import dev.mpmlint.config.Standing;
import dev.mpmlint.httpd.AhNumber;
import dev.mpmlint.httpd.Layout;
import dev.mpmlint.httpd.ModuleSpec;
import dev.mpmlint.httpd.Modules;
import dev.mpmlint.mpm.MpmOutcome;
import java.util.function.Consumer;

/// A whole configuration that no MPM runs.
final class NoMpmLoaded implements Rule.OfConfiguration {
  static final RuleInfo INFO =
      new RuleInfo("MPM001", "no-mpm-loaded", Severity.ERROR, "No MPM is loaded, so httpd does not start", "0.1");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Consumer<Finding> out) {
    Configuration configuration = subject.configuration();
    if (!(subject.mpm() instanceof MpmOutcome.None) || isReadInPart(configuration)) {
      return;
    }
    Layout layout = configuration.options().layout();
    String load = "LoadModule mpm_" + layout.defaultMpm() + "_module …/mod_mpm_" + layout.defaultMpm() + ".so";
    Finding finding =
        Lines.atTop(
                INFO, configuration, "no MPM is loaded; httpd refuses to start (AH00534); load one, as with " + load)
            .labelled("and in nothing that it includes")
            .fixedBy(Fix.advice(layout.title() + ": " + layout.mpmChosenIn()))
            .claiming(
                new Claim.RefusesToStart(
                    new AhNumber(534), layout.program() + ": Configuration error: No MPM loaded."));
    for (Occurrence line : configuration.all("loadmodule")) {
      String identifier = Lines.argument(line, 0);
      if (line.place().standing() instanceof Standing.SwitchedOff(var by) && isMpm(identifier)) {
        finding = finding.seeing(line.span(), identifier + " is switched off here: " + by.reason());
      } else if (line.active() && identifier.equals("mpm_itk_module")) {
        finding = finding.seeing(line.span(), "mpm_itk_module is no MPM: it needs prefork beside it");
      }
    }
    out.accept(finding);
  }

  /// Whether the missing line may stand in what could not be read.
  private static boolean isReadInPart(Configuration configuration) {
    for (Problem problem : configuration.problems()) {
      boolean lost =
          switch (problem.kind()) {
            case INCLUDE_NOT_FOUND, INCLUDE_NO_MATCH, INCLUDE_CYCLE, BAD_LOAD_MODULE, MISSING_SERVER_ROOT ->
                problem.fatal();
            case INCLUDE_UNREADABLE, INCLUDE_OUTSIDE_ROOT, INCLUDE_BROKEN_LINK, TOO_DEEP, TOO_LARGE, LINE_TOO_LONG ->
                true;
            case STRAY_CLOSE, MISMATCHED_CLOSE, UNCLOSED_SECTION, MALFORMED_TAG, MISSING_ARGUMENT, TEXT_AFTER_TAG,
                NUL_BYTE, BYTE_ORDER_MARK, CONTINUATION_AT_END, CONTINUED_COMMENT,
                UNDEFINED_VARIABLE, BAD_DEFINE, BAD_CONDITION, BAD_MACRO, MODULE_ALREADY_LOADED, BAD_ARGUMENTS,
                MISSING_MODULE_FILE ->
                false;
          };
      if (lost) {
        return true;
      }
    }
    return false;
  }

  private static boolean isMpm(String identifier) {
    return Modules.find(identifier).filter(ModuleSpec::isMpm).isPresent();
  }
}
