package dev.mpmlint.rules;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.httpd.AhNumber;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmOutcome;
import dev.mpmlint.source.TextEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// More than one MPM in one server.
final class SeveralMpmsLoaded implements Rule.OfConfiguration {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM002",
          "several-mpms-loaded",
          Severity.ERROR,
          "More than one MPM is loaded, so httpd does not start",
          "0.1");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Consumer<Finding> out) {
    if (!(subject.mpm() instanceof MpmOutcome.Several(List<LoadedModule> modules))) {
      return;
    }
    Configuration configuration = subject.configuration();
    List<String> names = new ArrayList<>();
    LoadedModule second = modules.getLast();
    for (LoadedModule module : modules) {
      names.add(shortName(module));
    }
    Choice choice = choose(modules, configuration);
    String message =
        "more than one MPM is loaded: " + String.join(", then ", names)
            + "; httpd refuses to start (AH00534); keep one: " + choice.name + ", " + choice.why;
    Finding finding = Lines.atModule(INFO, second, configuration, message).labelled("and " + names.getLast() + " here");
    List<TextEdit> edits = new ArrayList<>();
    for (LoadedModule module : modules) {
      Occurrence by = module.by();
      if (by != null && module != second) {
        finding = finding.seeing(by.span(), shortName(module) + " is loaded here" + Lines.chain(by.place().site()));
      }
      if (!shortName(module).equals(choice.name)) {
        edits.addAll(Lines.commentOut(by));
      }
    }
    boolean complete = edits.size() == modules.size() - 1;
    out.accept(
        finding
            .fixedBy(
                new Fix(
                    "comment out the LoadModule of all but " + choice.name,
                    Fix.Safety.UNSAFE,
                    complete ? edits : List.of()))
            .claiming(
                new Claim.RefusesToStart(
                    new AhNumber(534),
                    configuration.options().layout().program()
                        + ": Configuration error: More than one MPM loaded.")));
  }

  private record Choice(String name, String why) {}

  /// Which one to keep: what other modules need comes first, then what scales best.
  private static Choice choose(List<LoadedModule> modules, Configuration configuration) {
    for (LoadedModule module : modules) {
      if (module.compiledIn()) {
        return new Choice(shortName(module), "which is compiled in");
      }
    }
    List<LoadedModule> unsafe = ThreadUnsafeModuleWithThreadedMpm.modules(configuration);
    if (!unsafe.isEmpty()) {
      return new Choice("prefork", "since " + unsafe.getFirst().identifier() + " is not thread-safe");
    }
    if (configuration.module("mpm_itk_module").isPresent()) {
      return new Choice("prefork", "since mpm_itk_module needs it");
    }
    for (Mpm best : List.of(Mpm.EVENT, Mpm.WORKER)) {
      for (LoadedModule module : modules) {
        if (shortName(module).equals(best.shortName())) {
          return new Choice(best.shortName(), "since no module here needs prefork");
        }
      }
    }
    return new Choice(shortName(modules.getFirst()), "the first");
  }

  private static String shortName(LoadedModule module) {
    return Mpm.ofModule(module.identifier()).map(Mpm::shortName).orElse(module.identifier());
  }
}
