package dev.mpmlint.rules;

import dev.mpmlint.config.Condition;
import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Problem;
import dev.mpmlint.config.Site;
import dev.mpmlint.mpm.Decision;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmOutcome;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.source.Display;
import dev.mpmlint.source.Span;
import dev.mpmlint.source.TextEdit;
import dev.mpmlint.syntax.Word;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What several rules ask of a configuration's lines. Stateless.
final class Lines {
  private Lines() {}

  /// An argument as it may be put into a message; empty where there is none.
  static String argument(Occurrence occurrence, int index) {
    List<Word> words = occurrence.words();
    return index < words.size() ? Display.of(words.get(index).value()) : "";
  }

  /// The whole line as it may be put into a message.
  static String shown(Occurrence occurrence) {
    return Display.of(occurrence.statement().text());
  }

  /// The span of an argument, or of the line where it is missing.
  static Span spanOf(Occurrence occurrence, int index) {
    List<Word> words = occurrence.words();
    return index < words.size() ? words.get(index).span() : occurrence.span();
  }

  /// `, included from FILE:LINE` for each level, the nearest first; empty in the main file.
  static String chain(Site site) {
    StringBuilder chain = new StringBuilder();
    for (Occurrence by = site.includedBy(); by != null; by = by.place().site().includedBy()) {
      chain.append(", included from ").append(by.span());
    }
    return chain.toString();
  }

  /// Where the file that reading began with begins: for what no line says.
  static Finding atTop(RuleInfo rule, Configuration configuration, String message) {
    Span top = new Span(configuration.main(), 0, 0);
    Site site = configuration.files().isEmpty() ? null : configuration.files().getFirst();
    return new Finding(rule, rule.severity(), message, top, "", site, List.of(), List.of(), List.of());
  }

  /// At the LoadModule line of a module, or at the top where none loads it.
  static Finding atModule(RuleInfo rule, LoadedModule module, Configuration configuration, String message) {
    Occurrence by = module.by();
    return by == null ? atTop(rule, configuration, message) : Finding.at(rule, by, message);
  }

  /// Adds the line that decides which MPM runs, where there is one.
  static Finding seeingMpm(Finding finding, MpmPlan plan) {
    return switch (plan.decidedBy()) {
      case Decision.Loaded(Occurrence by) ->
          finding.seeing(by.span(), plan.mpm() + " is loaded here" + chain(by.place().site()));
      case Decision.CompiledIn _, Decision.Assumed _ -> finding;
    };
  }

  /// Puts a `#` before a statement; empty where what stands in the file is not what is read there (a macro's body, a
  /// variable's value, a continued line).
  static List<TextEdit> commentOut(@Nullable Occurrence occurrence) {
    if (occurrence == null || !isVerbatim(occurrence)) {
      return List.of();
    }
    Span line = occurrence.span();
    return List.of(new TextEdit(new Span(line.file(), line.start(), line.start()), "#"));
  }

  /// Whether the statement stands in its file exactly as it is read, so that it can be edited.
  static boolean isVerbatim(Occurrence occurrence) {
    return occurrence.span().text().equals(occurrence.statement().text());
  }

  /// The MPM that a line is read under: the one that runs, or in a fragment the one whose `<IfModule>` is around it;
  /// null where nothing tells.
  static @Nullable Mpm mpmOf(Occurrence occurrence, Subject subject) {
    Mpm running = subject.mpm() instanceof MpmOutcome.One(MpmPlan plan) ? plan.mpm() : null;
    for (Condition c = occurrence.place().condition(); c != null; c = c.outer()) {
      if (c.truth() == Condition.Truth.ASSUMED && c.kind() == Condition.Kind.IF_MODULE) {
        Mpm tested = Mpm.ofModule(c.test()).orElse(null);
        if (tested != null && !c.negated()) {
          return tested;
        }
        if (tested != null && tested == running) {
          return null;
        }
      }
    }
    return running;
  }

  /// `a`, `a and b`, `a, b and c`.
  static String list(List<?> things) {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < things.size(); i++) {
      list.append(i == 0 ? "" : i == things.size() - 1 ? " and " : ", ").append(things.get(i));
    }
    return list.toString();
  }

  /// Whether every open question around one line is also one around the other, so that it counts whenever that does.
  static boolean countsWith(Occurrence later, Occurrence line) {
    if (later.place().condition() == line.place().condition()) {
      return true;
    }
    for (Condition c = later.place().condition(); c != null; c = c.outer()) {
      if (c.truth() == Condition.Truth.ASSUMED && !isAround(c, line)) {
        return false;
      }
    }
    return true;
  }

  /// Whether a line stands under the same test, in this section or in another one.
  private static boolean isAround(Condition test, Occurrence line) {
    for (Condition c = line.place().condition(); c != null; c = c.outer()) {
      if (c.kind() == test.kind() && c.negated() == test.negated() && c.test().equals(test.test())) {
        return true;
      }
    }
    return false;
  }

  /// Whether nothing is missing of what is to be read, so that it can be said that no line says something. In a tree that
  /// stands elsewhere, an IncludeOptional that matches nothing may match on its own machine.
  static boolean isReadToTheEnd(Configuration configuration) {
    for (Problem problem : configuration.problems()) {
      if (problem.fatal() || problem.kind().name().startsWith("INCLUDE_")) {
        return false;
      }
    }
    if (configuration.options().checkFiles()) {
      return true;
    }
    Set<Occurrence> including = new HashSet<>();
    for (Site site : configuration.files()) {
      if (site.includedBy() != null) {
        including.add(site.includedBy());
      }
    }
    return including.containsAll(configuration.active("include")) && including.containsAll(configuration.active("includeoptional"));
  }

  /// The edit that takes a whole line out, with its line feed; empty where [#commentOut] is.
  static List<TextEdit> remove(Occurrence occurrence) {
    if (!isVerbatim(occurrence)) {
      return List.of();
    }
    Span at = occurrence.span();
    String text = at.file().text();
    int start = at.start();
    while (start > 0 && text.charAt(start - 1) != '\n') {
      start--;
    }
    int end = text.indexOf('\n', at.end());
    return List.of(new TextEdit(new Span(at.file(), start, end < 0 ? text.length() : end + 1), ""));
  }
}
