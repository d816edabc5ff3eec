package dev.mpmlint.rules;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.source.Display;
import java.util.List;
import java.util.function.Consumer;

/// A `.htaccess` that httpd does not read, because AllowOverride is None in its folder. Said only where the server's whole configuration is looked at too.
final class HtaccessIgnored implements Rule.OfConfiguration {
  static final RuleInfo INFO =
      new RuleInfo(
          "CFG021", "htaccess-ignored", Severity.WARNING, "AllowOverride of the folder keeps httpd from reading the .htaccess", "0.2");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Consumer<Finding> out) {
    Surroundings around = subject.surroundings();
    Configuration configuration = subject.configuration();
    if (around == null || configuration.options().kind() != InputKind.HTACCESS || configuration.occurrences().isEmpty()) {
      return;
    }
    List<AllowedOverrides> allowed = AllowedOverrides.of(around);
    if (allowed.isEmpty() || allowed.stream().anyMatch(AllowedOverrides::isRead)) {
      return;
    }
    Occurrence by = allowed.getFirst().by();
    if (by != null) {
      out.accept(
          Lines.atTop(
                  INFO,
                  configuration,
                  Lines.shown(by) + " at " + by.span() + " holds for " + Display.of(around.folder())
                      + ", so httpd never reads this file; move its lines into a <Directory> section, or allow what it needs")
              .labelled("never read")
              .seeing(by.span(), "nothing is allowed here"));
    }
  }
}
