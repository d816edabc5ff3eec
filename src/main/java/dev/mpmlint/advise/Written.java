package dev.mpmlint.advise;

import dev.mpmlint.config.Condition;
import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Standing;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmDirective;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The lines that set an MPM's numbers when that MPM runs: those in sections for it as well, which are off while another
/// one does.
///
/// @param lines the one that wins for each number
/// @param vain lines that an other one overrides
record Written(Map<MpmDirective, Occurrence> lines, List<Occurrence> vain) {
  /// @param runs whether the MPM is the one that runs: then what is off is off
  static Written of(Configuration configuration, Mpm mpm, boolean runs) {
    Map<MpmDirective, Occurrence> lines = new EnumMap<>(MpmDirective.class);
    List<Occurrence> vain = new ArrayList<>();
    for (Occurrence o : configuration.occurrences()) {
      if (o.place().scope() != null || o.words().size() != 1 || !counts(o, mpm, runs)) {
        continue;
      }
      MpmDirective.find(o.statement().name())
          .filter(d -> mpm.facts().has(d, configuration.options().version()))
          .filter(d -> d.names(configuration.options().version()).stream().anyMatch(n -> n.equalsIgnoreCase(o.statement().name())))
          .ifPresent(
              d -> {
                Occurrence before = lines.put(d, o);
                if (before != null) {
                  vain.add(before);
                }
              });
    }
    return new Written(lines, vain);
  }

  /// What each line has.
  Map<MpmDirective, String> texts() {
    Map<MpmDirective, String> texts = new EnumMap<>(MpmDirective.class);
    lines.forEach((d, o) -> texts.put(d, o.words().getFirst().value()));
    return texts;
  }

  private static boolean counts(Occurrence o, Mpm mpm, boolean runs) {
    return switch (o.place().standing()) {
      case Standing.Active() -> agrees(o.place().condition(), mpm);
      case Standing.SwitchedOff(Condition by) -> !runs && tests(by, mpm) && !by.negated() && agrees(o.place().condition(), mpm);
      case Standing.InMacro _ -> false;
    };
  }

  private static boolean tests(Condition c, Mpm mpm) {
    return c.kind() == Condition.Kind.IF_MODULE && Mpm.ofModule(c.test()).filter(m -> m == mpm).isPresent();
  }

  /// Whether no section around it is for another MPM, or for any but this one.
  private static boolean agrees(@org.jspecify.annotations.Nullable Condition innermost, Mpm mpm) {
    for (Condition c = innermost; c != null; c = c.outer()) {
      if (c.kind() == Condition.Kind.IF_MODULE) {
        Mpm tested = Mpm.ofModule(c.test()).orElse(null);
        if (tested != null && (tested == mpm) == c.negated()) {
          return false;
        }
      }
    }
    return true;
  }
}
