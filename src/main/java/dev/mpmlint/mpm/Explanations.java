package dev.mpmlint.mpm;

import dev.mpmlint.httpd.HttpdVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The pages that `mpmlint explain` prints for an MPM or one of its directives: Markdown, one page a resource, read when
/// it is asked for, with the numbers of the [Catalogue] at its end. Stateless.
public final class Explanations {
  private static final String ITK = "mpm_itk_module";

  private Explanations() {}

  /// The page for a name as people type it: an MPM by short name, identifier or source name, `itk`, a directive or its
  /// older name, any case where httpd does not care. Empty for everything else.
  public static Optional<String> find(String name, HttpdVersion version) {
    Optional<String> mpm = Mpm.find(name).map(Mpm::shortName);
    if (mpm.isEmpty() && (name.equalsIgnoreCase("itk") || name.equals(ITK) || name.equals("mpm_itk.c"))) {
      mpm = Optional.of("itk");
    }
    return mpm.isPresent()
        ? mpm.map(shortName -> page(Catalogue.find(shortName).orElseThrow(), version))
        : MpmDirective.find(name).map(directive -> page(directive, version));
  }

  private static String page(MpmFacts facts, HttpdVersion version) {
    StringBuilder page = new StringBuilder(Catalogue.read("explain/" + facts.name() + ".md"));
    page.append("\n## In short\n\n");
    page.append("- shown by `httpd -V` as: ").append(facts.shown(version)).append('\n');
    page.append("- threaded: ").append(facts.threadedWords()).append('\n');
    page.append("- forked: ").append(facts.forkedWords()).append('\n');
    page.append("- runs on: ").append(facts.platforms()).append('\n');
    page.append("- since: ").append(facts.since());
    String experimental = facts.experimentalUntil();
    if (experimental != null) {
      page.append(experimental.equals("never") ? ", always an experiment" : ", an experiment until " + experimental);
    }
    page.append('\n');
    if (facts.until() != null) {
      page.append("- gone with: ").append(facts.until()).append('\n');
    }
    if (facts.replacedBy() != null) {
      page.append("- take today: ").append(facts.replacedBy()).append('\n');
    }
    numbers(page, facts, version);
    return page.toString();
  }

  private static void numbers(StringBuilder page, MpmFacts facts, HttpdVersion version) {
    List<MpmFacts.Limit> limits = facts.limits(version);
    if (limits.isEmpty() && facts.own().isEmpty()) {
      return;
    }
    page.append("\n## Directives and defaults\n\n");
    for (MpmFacts.Limit l : limits) {
      page.append("- ").append(l.directive().names(version).getFirst()).append(' ');
      appendLimit(page, l);
    }
    facts.own().forEach((name, value) -> page.append(("- " + name + " " + value).stripTrailing()).append('\n'));
  }

  private static String page(MpmDirective directive, HttpdVersion version) {
    StringBuilder page = new StringBuilder(Catalogue.read("explain/directives/" + directive + ".md"));
    page.append("\n## Defaults and limits\n\n");
    for (Mpm mpm : Mpm.all()) {
      if (!mpm.facts().isIn(version)) {
        continue;
      }
      mpm.facts()
          .limit(directive, version)
          .ifPresent(
              l -> {
                page.append("- ").append(mpm).append(": ");
                appendLimit(page, l);
              });
    }
    return page.toString();
  }

  private static void appendLimit(StringBuilder page, MpmFacts.Limit limit) {
    page.append(limit.fallback());
    if (limit.most() != null) {
      page.append(", at most ").append(limit.most());
    }
    page.append('\n');
  }

  /// The names that have a page, as they are best typed, for completion and lists.
  public static List<String> names() {
    List<String> names = new ArrayList<>();
    for (MpmFacts facts : Catalogue.all()) {
      names.add(facts.name());
    }
    for (MpmDirective d : MpmDirective.all()) {
      names.add(d.directive());
    }
    return List.copyOf(names);
  }
}
