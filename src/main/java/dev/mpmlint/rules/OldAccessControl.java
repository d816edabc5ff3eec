package dev.mpmlint.rules;

import dev.mpmlint.config.Condition;
import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.Occurrence;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Order, Allow, Deny and Satisfy where they still work: with mod_access_compat, which httpd calls deprecated.
final class OldAccessControl implements Rule.OfConfiguration {
  static final RuleInfo INFO =
      new RuleInfo(
          "CFG015",
          "old-access-control",
          Severity.INFO,
          "Order, Allow and Deny are the access control of httpd 2.2, which only mod_access_compat keeps alive",
          "0.2");

  private static final String MODULE = "access_compat_module";

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Consumer<Finding> out) {
    Configuration configuration = subject.configuration();
    if (!occurs(configuration)) {
      return;
    }
    for (AccessControl access : AccessControl.all(configuration)) {
      List<Occurrence> old = access.old().isEmpty() ? access.satisfy() : access.old();
      if (!old.isEmpty() && !isGuarded(old.getFirst())) {
        out.accept(finding(access, old, configuration));
      }
    }
  }

  /// Whether the old directives work: what a fragment is for nobody knows, so that they may.
  static boolean isCompatible(Configuration configuration) {
    return configuration.options().kind() != InputKind.WHOLE || configuration.module(MODULE).isPresent();
  }

  static boolean occurs(Configuration configuration) {
    return configuration.options().version().atLeast(2, 4, 0)
        && (!configuration.all("order").isEmpty()
            || !configuration.all("allow").isEmpty()
            || !configuration.all("deny").isEmpty()
            || !configuration.all("satisfy").isEmpty());
  }

  private static Finding finding(AccessControl access, List<Occurrence> old, Configuration configuration) {
    Set<String> names = new TreeSet<>();
    old.forEach(o -> names.add(o.statement().name()));
    Optional<Fix> fix = RequireInstead.of(access, configuration);
    String instead = access.translated().filter(l -> l.size() == 1 && access.isOrdered()).map(List::getFirst).orElse("Require");
    boolean one = names.size() == 1;
    Finding finding =
        Finding.at(
                INFO,
                old.getFirst(),
                Lines.list(List.copyOf(names)) + (one ? " is" : " are")
                    + " of httpd 2.2 and deprecated; "
                    + (isCompatible(configuration)
                        ? "mod_access_compat keeps " + (one ? "it" : "them") + " alive"
                        : "mod_access_compat is not loaded")
                    + "; write " + instead + " instead")
            .labelled("deprecated");
    return fix.map(finding::fixedBy).orElse(finding);
  }

  /// Whether it is written for an older httpd on purpose.
  private static boolean isGuarded(Occurrence line) {
    for (Condition c = line.place().condition(); c != null; c = c.outer()) {
      if (c.kind() == Condition.Kind.IF_MODULE || c.kind() == Condition.Kind.IF_VERSION || c.kind() == Condition.Kind.IF_DEFINE) {
        return true;
      }
    }
    return false;
  }
}
