package dev.mpmlint.rules;

import dev.mpmlint.config.Occurrence;
import java.util.Set;
import java.util.function.Consumer;

/// Requests that are to run as root.
final class AssignUserIdRoot implements Rule.OfDirective {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM034", "assign-user-id-root", Severity.ERROR, "AssignUserID names root or its group", "0.1");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Set<String> listensTo() {
    return Set.of("assignuserid");
  }

  @Override
  public void check(Occurrence occurrence, Subject subject, Consumer<Finding> out) {
    for (int i = 0; i < 2; i++) {
      String name = Lines.argument(occurrence, i);
      if (Itk.isRoot(name)) {
        String who = i == 0 ? "user " : "group ";
        out.accept(
            Finding.at(
                    INFO,
                    occurrence,
                    Lines.spanOf(occurrence, i),
                    "AssignUserID gives requests the " + who + name
                        + "; mpm-itk answers them with 500, and where its range is lifted serves them with all rights;"
                        + " name an unprivileged " + who.strip())
                .labelled("no unprivileged " + who.strip())
                .claiming(new Claim.RunsAs(name)));
        return;
      }
    }
  }
}
