package dev.mpmlint.rules;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Scope;
import dev.mpmlint.judge.Sections;
import java.util.Set;
import java.util.function.Consumer;

/// A LoadModule inside a section that gives a context. httpd loads the module while it reads the line, for the whole server.
final class LoadModuleInSection implements Rule.OfDirective {
  static final RuleInfo INFO =
      new RuleInfo(
          "CFG019",
          "load-module-in-section",
          Severity.INFO,
          "A module is loaded inside a section, and is there for the whole server",
          "0.2");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Set<String> listensTo() {
    return Set.of("loadmodule", "loadfile");
  }

  @Override
  public void check(Occurrence o, Subject subject, Consumer<Finding> out) {
    Scope scope = o.place().scope();
    if (scope == null) {
      return;
    }
    out.accept(
        Finding.at(
                INFO,
                o,
                Lines.shown(o) + " stands in " + Sections.title(scope)
                    + ", and httpd loads it for the whole server all the same; write it outside of all sections")
            .labelled("holds for the whole server")
            .seeing(scope.open().span(), "inside this section"));
  }
}
