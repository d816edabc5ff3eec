package dev.mpmlint.rules;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.config.Occurrence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// A virtual host whose requests run as the server's own user, although mpm-itk is there to prevent just that.
final class AssignUserIdMissing implements Rule.OfConfiguration {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM033",
          "assign-user-id-missing",
          Severity.WARNING,
          "A virtual host under mpm-itk says no user, so it runs as the server's own",
          "0.1");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Consumer<Finding> out) {
    Configuration configuration = subject.configuration();
    List<Occurrence> assignments = Itk.assignments(configuration);
    Optional<LoadedModule> itk = configuration.module(Itk.MODULE);
    if (assignments.isEmpty()) {
      if (itk.isPresent() && configuration.options().kind() == InputKind.WHOLE) {
        out.accept(
            Lines.atModule(
                    INFO,
                    itk.get(),
                    configuration,
                    "mpm-itk is loaded and no AssignUserID says for which user, so everything runs as the server's"
                        + " own user; write one for each virtual host, or do without the module")
                .labelled("loaded for nothing")
                .as(Severity.INFO));
      }
      return;
    }
    Set<Occurrence> assigned = new HashSet<>();
    for (Occurrence line : assignments) {
      Occurrence host = Itk.virtualHost(line);
      if (host == null) {
        // At server level, or in a <Directory>: what other hosts inherit cannot be told apart.
        return;
      }
      assigned.add(host);
    }
    for (Occurrence host : new ArrayList<>(configuration.active("VirtualHost"))) {
      if (!assigned.contains(host)) {
        out.accept(
            Finding.at(
                    INFO,
                    host,
                    "this virtual host has no AssignUserID, and others have one; its requests run as the server's own"
                        + " user; write AssignUserID USER GROUP in it")
                .labelled("no AssignUserID here")
                .seeing(assignments.getFirst().span(), "another virtual host has one here")
                .fixedBy(Fix.advice("write AssignUserID USER GROUP in this virtual host")));
      }
    }
  }
}
