package dev.mpmlint.rules;

import dev.mpmlint.config.Condition;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.source.TextEdit;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// The names of httpd 2.2, which 2.4 takes without a word.
final class DeprecatedDirectiveName implements Rule.OfDirective {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM028",
          "deprecated-directive-name",
          Severity.WARNING,
          "The name that a directive had up to httpd 2.2",
          "0.1");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Set<String> listensTo() {
    return Set.of("maxclients", "maxrequestsperchild");
  }

  @Override
  public void check(Occurrence occurrence, Subject subject, Consumer<Finding> out) {
    HttpdVersion version = subject.configuration().options().version();
    MpmDirective directive = MpmDirective.find(occurrence.key()).orElseThrow();
    Mpm mpm = Lines.mpmOf(occurrence, subject);
    if (directive.names(version).size() < 2
        || occurrence.place().scope() != null
        || mpm != null && !mpm.facts().has(directive, version)) {
      return;
    }
    String write = "write " + directive;
    Mpm whose = mpm != null ? mpm : guard(occurrence);
    String number = directive == MpmDirective.MAX_REQUEST_WORKERS ? clientsNumber(whose) : "AH00545";
    out.accept(
        Finding.at(
                INFO,
                occurrence,
                occurrence.statement().nameSpan(),
                MpmNames.spelled(occurrence.statement().name()) + " is the name that " + directive
                    + " had up to httpd 2.2; httpd takes it and does not show its hint (" + number + "); " + write)
            .labelled(write)
            .fixedBy(
                new Fix(
                    write,
                    Fix.Safety.SAFE,
                    Lines.isVerbatim(occurrence)
                        ? List.of(new TextEdit(occurrence.statement().nameSpan(), directive.directive()))
                        : List.of())));
  }

  private static String clientsNumber(@org.jspecify.annotations.Nullable Mpm mpm) {
    return mpm == Mpm.PREFORK ? "AH00188" : mpm == Mpm.WORKER ? "AH00324" : "AH00521";
  }

  /// The MPM whose section the line stands in; null where it stands in none.
  private static @org.jspecify.annotations.Nullable Mpm guard(Occurrence occurrence) {
    for (Condition c = occurrence.place().condition(); c != null; c = c.outer()) {
      Mpm tested = c.kind() == Condition.Kind.IF_MODULE && !c.negated() ? Mpm.ofModule(c.test()).orElse(null) : null;
      if (tested != null) {
        return tested;
      }
    }
    return null;
  }
}
