package dev.mpmlint.rules;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.mpm.Catalogue;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.mpm.MpmOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// A line that only another MPM than the one that reads it knows.
final class DirectiveOfAnotherMpm implements Rule.OfDirective {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM008",
          "directive-of-another-mpm",
          Severity.ERROR,
          "A directive that the MPM that runs does not know",
          "0.1");

  // What every build has, whatever its MPM.
  private static final Set<String> OF_CORE =
      Set.of(
          "maxconnectionsperchild",
          "maxrequestsperchild",
          "threadstacksize",
          "maxmemfree",
          "listenbacklog",
          "listencoresbucketsratio",
          "listentcpdeferaccept",
          "sendbuffersize",
          "receivebuffersize");

  private static final List<String> USUAL = List.of("prefork", "worker", "event");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Set<String> listensTo() {
    Set<String> names = new TreeSet<>(MpmNames.ofNumbers());
    names.removeAll(OF_CORE);
    for (String own : Catalogue.itk().own().keySet()) {
      names.add(own.toLowerCase(Locale.ROOT));
    }
    return names;
  }

  @Override
  public void check(Occurrence occurrence, Subject subject, Consumer<Finding> out) {
    Configuration configuration = subject.configuration();
    HttpdVersion version = configuration.options().version();
    Mpm mpm = Lines.mpmOf(occurrence, subject);
    // Of the directives of an MPM of old times too little is known.
    if (mpm == null || !HistoricMpm.TODAY.contains(mpm) || isNumberOf(mpm, occurrence.key(), version)) {
      return;
    }
    List<Mpm> owners = Catalogue.owners(occurrence.key(), version);
    if (owners.contains(mpm)) {
      return;
    }
    String spelled = MpmNames.spelled(occurrence.statement().name());
    boolean ofItk = isOfItk(occurrence.key());
    if (ofItk && (!version.loadsMpm() || configuration.module("mpm_itk_module").isPresent() || !runs(mpm, subject))) {
      return;
    }
    String whose = ofItk ? "mpm_itk_module, which is not loaded" : whose(owners, version) + "; " + mpm + " is loaded";
    Finding finding =
        Finding.at(
                INFO,
                occurrence,
                occurrence.statement().nameSpan(),
                spelled + " belongs to " + whose + "; httpd refuses the line as an invalid command; take it out"
                    + (ofItk ? "" : ", or put it into an <IfModule> of its MPM"))
            .labelled(ofItk ? "needs mpm_itk_module" : mpm + " does not know it")
            .fixedBy(new Fix("comment out the line", Fix.Safety.UNSAFE, Lines.commentOut(occurrence)))
            .claiming(new Claim.RefusesToStart(null, InvalidCommand.text(occurrence)));
    out.accept(subject.mpm() instanceof MpmOutcome.One(var plan) ? Lines.seeingMpm(finding, plan) : finding);
  }

  private static boolean isNumberOf(Mpm mpm, String key, HttpdVersion version) {
    MpmDirective number = MpmDirective.find(key).orElse(null);
    return number != null && mpm.facts().has(number, version);
  }

  private static boolean runs(Mpm mpm, Subject subject) {
    return subject.mpm() instanceof MpmOutcome.One(var plan)
        && plan.mpm() == mpm
        && subject.configuration().options().kind() == dev.mpmlint.config.InputKind.WHOLE;
  }

  private static boolean isOfItk(String key) {
    for (String own : Catalogue.itk().own().keySet()) {
      if (own.equalsIgnoreCase(key)) {
        return true;
      }
    }
    return false;
  }

  /// The owners that people run; all of them where none of those is one.
  private static String whose(List<Mpm> owners, HttpdVersion version) {
    List<String> names = new ArrayList<>();
    for (Mpm owner : owners) {
      if (USUAL.contains(owner.shortName())) {
        names.add(owner.shortName());
      }
    }
    if (names.isEmpty()) {
      owners.forEach(owner -> names.add(owner.shortName()));
    }
    return names.isEmpty() ? "no MPM of httpd " + version : Lines.list(names);
  }
}
