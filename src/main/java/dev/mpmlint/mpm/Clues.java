package dev.mpmlint.mpm;

import dev.mpmlint.config.Condition;
import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.source.Display;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What tells whose numbers a fragment holds. Stateless.
///
/// Asked in this order, and the first kind of clue that there is decides: lines that load an MPM, `<IfModule>` sections
/// around MPM directives, directives that the usual MPMs do not share, the file's name.
final class Clues {
  /// The ones that a bare directive can be meant for.
  private static final List<Mpm> USUAL = List.of(Mpm.PREFORK, Mpm.WORKER, Mpm.EVENT);

  private Clues() {}

  /// MPM → the clue, in the order of [Mpm]; empty when the fragment has no MPM directive or could be for any.
  static Map<Mpm, String> of(Configuration configuration) {
    Map<Mpm, String> clues = new EnumMap<>(Mpm.class);
    List<Occurrence> numbers = numbers(configuration);
    if (configuration.options().kind() == InputKind.HTACCESS) {
      return clues;
    }
    for (LoadedModule m : configuration.modules()) {
      Occurrence by = m.by();
      Optional<Mpm> mpm = by == null ? Optional.empty() : Mpm.ofModule(m.identifier());
      if (by != null && mpm.isPresent()) {
        clues.put(mpm.get(), "LoadModule " + m.identifier() + " at " + by.span());
      }
    }
    if (clues.isEmpty()) {
      guards(numbers, clues);
    }
    if (clues.isEmpty()) {
      fileName(configuration, numbers, clues);
    }
    if (clues.isEmpty()) {
      bare(configuration.options().version(), numbers, clues);
    }
    return clues;
  }

  private static List<Occurrence> numbers(Configuration configuration) {
    List<Occurrence> numbers = new ArrayList<>();
    for (MpmDirective d : MpmDirective.all()) {
      numbers.addAll(configuration.active(d.directive()));
      d.alias().ifPresent(alias -> numbers.addAll(configuration.active(alias)));
    }
    return numbers;
  }

  private static void guards(List<Occurrence> numbers, Map<Mpm, String> clues) {
    for (Occurrence o : numbers) {
      for (Condition c = o.place().condition(); c != null; c = c.outer()) {
        if (c.kind() == Condition.Kind.IF_MODULE && !c.negated()) {
          String clue = "<IfModule " + Display.of(c.test()) + "> at " + c.section().span();
          Mpm.ofModule(c.test()).ifPresent(mpm -> clues.putIfAbsent(mpm, clue));
        }
      }
    }
  }

  private static void fileName(Configuration configuration, List<Occurrence> numbers, Map<Mpm, String> clues) {
    if (numbers.isEmpty()) {
      return;
    }
    String path = configuration.main().name();
    String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase(Locale.ROOT);
    for (Mpm mpm : Mpm.all()) {
      if (name.contains("mpm_" + mpm.shortName()) || name.contains("mpm-" + mpm.shortName())) {
        clues.put(mpm, "the file's name, " + Display.of(name));
      }
    }
  }

  /// The MPMs that have every bare directive, unless all the usual ones do: then nothing is told.
  private static void bare(HttpdVersion version, List<Occurrence> numbers, Map<Mpm, String> clues) {
    List<Mpm> candidates = new ArrayList<>(USUAL);
    String clue = "";
    for (Occurrence o : numbers) {
      MpmDirective d = MpmDirective.find(o.key()).orElseThrow();
      if (candidates.removeIf(mpm -> !mpm.facts().has(d, version)) && clue.isEmpty()) {
        clue = d + " at " + o.span();
      }
    }
    if (candidates.size() < USUAL.size()) {
      for (Mpm mpm : candidates) {
        clues.put(mpm, clue);
      }
    }
  }
}
