package dev.mpmlint.report;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Place;
import dev.mpmlint.config.Site;
import dev.mpmlint.config.Standing;
import dev.mpmlint.rules.Claim;
import dev.mpmlint.rules.Finding;
import dev.mpmlint.rules.Fix;
import dev.mpmlint.rules.Related;
import dev.mpmlint.rules.RuleInfo;
import dev.mpmlint.rules.Severity;
import dev.mpmlint.source.LogicalText;
import dev.mpmlint.source.SourceFile;
import dev.mpmlint.source.Span;
import dev.mpmlint.syntax.Directive;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Findings made by hand. Places are given by the text that stands there.
final class Samples {
  private static final RuleInfo TWO_MPMS =
      new RuleInfo("MPM002", "more-than-one-mpm", Severity.ERROR, "More than one MPM is loaded", "0.1.0");
  private static final RuleInfo NO_MULTIPLE =
      new RuleInfo("MPM013", "max-request-workers-no-multiple", Severity.WARNING, "It is no multiple", "0.1.0");

  private Samples() {}

  static SourceFile file(String name, String text) {
    return SourceFile.ofText(name, text);
  }

  static Span span(SourceFile file, String text) {
    return spanAfter(file, text, 0);
  }

  static Span spanAfter(SourceFile file, String text, int from) {
    String bytes = dev.mpmlint.source.Display.toBytes(text);
    int at = file.text().indexOf(bytes, from);
    if (at < 0) {
      throw new IllegalArgumentException(text + " is not in " + file);
    }
    return new Span(file, at, at + bytes.length());
  }

  static Site included(SourceFile file, SourceFile by, String line) {
    return included(file, by, line, new Site(by, null, 0));
  }

  static Site included(SourceFile file, SourceFile by, String line, Site bySite) {
    Span at = span(by, line);
    LogicalText text = LogicalText.plain(by);
    int nameEnd = by.text().indexOf(' ', at.start());
    String name = by.text().substring(at.start(), nameEnd);
    Directive directive =
        new Directive(
            text, name, name.toLowerCase(Locale.ROOT), at.start(), nameEnd, nameEnd + 1, at.end(), at.end());
    Place place = new Place(bySite, null, null, Standing.ACTIVE);
    return new Site(file, new Occurrence(directive, place), bySite.depth() + 1);
  }

  static Finding warning(String message, Span at, String label, @Nullable Site site, List<Related> related) {
    return new Finding(NO_MULTIPLE, Severity.WARNING, message, at, label, site, related, List.of(), List.of());
  }

  static Finding warning(String message, Span at, String label) {
    return warning(message, at, label, null, List.of());
  }

  static Finding error(String message, Span at, String label, @Nullable Site site, List<Related> related) {
    return new Finding(
        TWO_MPMS,
        Severity.ERROR,
        message,
        at,
        label,
        site,
        related,
        List.of(Fix.advice("keep one of the two LoadModule lines")),
        List.of(new Claim.RefusesToStart(new dev.mpmlint.httpd.AhNumber(534), "More than one MPM loaded.")));
  }
}
