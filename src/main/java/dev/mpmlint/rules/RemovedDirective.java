package dev.mpmlint.rules;

import dev.mpmlint.config.Condition;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.httpd.Directives;
import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.httpd.LegacyDirective;
import dev.mpmlint.httpd.Modules;
import dev.mpmlint.source.TextEdit;
import java.util.List;
import java.util.function.Consumer;

/// A directive that older httpds knew.
final class RemovedDirective implements Rule.OfConfiguration {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM036",
          "removed-directive",
          Severity.ERROR,
          "A directive of an older httpd that this one does not know",
          "0.1");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Consumer<Finding> out) {
    HttpdVersion version = subject.configuration().options().version();
    for (String name : subject.configuration().names()) {
      LegacyDirective legacy = Directives.legacy(name).filter(l -> isGone(l, version)).orElse(null);
      if (legacy != null) {
        for (Occurrence occurrence : subject.configuration().active(name)) {
          if (!isGuarded(occurrence)) {
            out.accept(finding(occurrence, legacy, version, Successor.of(occurrence, subject)));
          }
        }
      }
    }
  }

  private static Finding finding(Occurrence occurrence, LegacyDirective legacy, HttpdVersion version, String successor) {
    String instead = legacy.replacement();
    boolean none = instead.isEmpty() || instead.startsWith("none");
    String wayOut = !successor.isEmpty() ? "write " + successor : none ? "take it out" : "instead of it: " + instead;
    Finding finding =
        Finding.at(
            INFO,
            occurrence,
            occurrence.statement().nameSpan(),
            legacy.name() + " is gone since httpd " + goneSince(legacy) + "; httpd " + version
                + " refuses the line as an invalid command; " + wayOut)
            .labelled(none && successor.isEmpty() ? "take it out" : "gone");
    if (!successor.isEmpty()) {
      List<TextEdit> edits =
          Lines.isVerbatim(occurrence) ? List.of(new TextEdit(occurrence.span(), successor)) : List.of();
      finding = finding.fixedBy(new Fix("write " + successor, Fix.Safety.UNSAFE, edits));
    }
    return finding
        .fixedBy(new Fix("comment out the line", Fix.Safety.UNSAFE, Lines.commentOut(occurrence)))
        .claiming(new Claim.RefusesToStart(null, InvalidCommand.text(occurrence)));
  }

  private static boolean isGone(LegacyDirective legacy, HttpdVersion version) {
    return !legacy.trunkOnly() && !legacy.series().contains(version.major() + "." + (version.minor() / 2 * 2));
  }

  private static String goneSince(LegacyDirective legacy) {
    return legacy.series().contains("2.2") ? "2.4" : legacy.series().contains("2.0") ? "2.2" : "2.0";
  }

  /// Whether it stands in a section for a module that this httpd does not have either, and a fragment leaves open.
  private static boolean isGuarded(Occurrence occurrence) {
    for (Condition c = occurrence.place().condition(); c != null; c = c.outer()) {
      boolean open = c.truth() == Condition.Truth.ASSUMED;
      boolean otherModule =
          c.kind() == Condition.Kind.IF_MODULE
              && (c.negated() || Modules.find(c.test()).filter(m -> !m.status().equals("Removed")).isEmpty());
      boolean otherVersion = c.kind() == Condition.Kind.IF_DEFINE || c.kind() == Condition.Kind.IF_DIRECTIVE;
      if (open && (otherModule || otherVersion)) {
        return true;
      }
    }
    return false;
  }
}
