package dev.mpmlint.rules;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.InputKind;
import dev.mpmlint.httpd.AhNumber;
import java.util.function.Consumer;

/// A configuration without a Listen. `httpd -t` takes it; the server ends as soon as it wants to open its sockets.
final class NoListen implements Rule.OfConfiguration {
  static final RuleInfo INFO =
      new RuleInfo("CFG011", "no-listen", Severity.ERROR, "No line tells httpd on which port to listen", "0.2");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Consumer<Finding> out) {
    Configuration configuration = subject.configuration();
    if (configuration.options().kind() == InputKind.WHOLE
        && configuration.options().version().major() >= 2
        && configuration.all("Listen").isEmpty()
        && Lines.isReadToTheEnd(configuration)) {
      out.accept(
          Lines.atTop(
                  INFO,
                  configuration,
                  "there is no Listen, so httpd does not start: no listening sockets available, shutting down (AH00015); write"
                          + " Listen 80, or the port that is meant")
              .claiming(new Claim.RefusesToStart(new AhNumber(15), "Unable to open logs")));
    }
  }
}
