package dev.mpmlint.report;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Site;
import dev.mpmlint.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a file came to be read: the Include or Use line nearest to it first, that of the main file last.
record IncludeChain(List<Step> steps) {
  /// So many steps are named before the middle of a long chain is left out.
  private static final int MOST = 6;

  /// @param used whether a macro was used there, rather than a file included
  record Step(Span at, boolean used) {}

  static IncludeChain of(Site site) {
    List<Step> steps = new ArrayList<>();
    Occurrence by = site.includedBy();
    while (by != null) {
      steps.add(new Step(by.span(), by.key().equals("use")));
      by = by.place().site().includedBy();
    }
    return new IncludeChain(List.copyOf(steps));
  }

  /// `included from conf.d/a.conf:3, from conf/httpd.conf:56`; empty for a main file.
  Optional<String> text(PathNames names) {
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < steps.size(); i++) {
      boolean cut = steps.size() > MOST && i == MOST / 2;
      if (cut) {
        int left = steps.size() - MOST;
        text.append(", from ").append(left).append(" more");
        i += left;
      }
      Step step = steps.get(i);
      String how = step.used ? "used at " : i == 0 ? "included from " : "from ";
      text.append(text.isEmpty() ? "" : ", ").append(how);
      text.append(names.of(step.at.file().name())).append(':').append(step.at.line());
    }
    return Optional.of(text.toString());
  }
}
