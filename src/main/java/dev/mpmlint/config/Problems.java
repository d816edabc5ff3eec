package dev.mpmlint.config;

import dev.mpmlint.config.Problem.Kind;
import dev.mpmlint.source.Span;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Collects what goes wrong while reading; of a flood of the same fault only the first ones are kept.
final class Problems {
  /// How many of one kind are kept.
  static final int MOST_OF_A_KIND = 1000;

  private final List<Problem> all = new ArrayList<>();
  private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

  List<Problem> all() {
    return all;
  }

  /// A fault that makes httpd refuse the configuration.
  void fatal(Kind kind, String message, String httpd, Span at, int number, Site site) {
    add(new Problem(kind, true, message, httpd, at, number, site, null));
  }

  /// A fault that httpd lives with.
  void note(Kind kind, String message, @Nullable String httpd, Span at, Site site) {
    add(new Problem(kind, false, message, httpd, at, at.endLine(), site, null));
  }

  void add(Problem problem) {
    if (counts.merge(problem.kind(), 1, Integer::sum) <= MOST_OF_A_KIND) {
      all.add(problem);
    }
  }
}
