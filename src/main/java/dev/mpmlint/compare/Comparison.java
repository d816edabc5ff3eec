package dev.mpmlint.compare;

import dev.mpmlint.rules.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What differs in effect between two configurations, and what it takes to get from one to the other.
///
/// @param reasons why a reload is not enough, worst first; empty where it is
/// @param changes in the order of [Change.Kind], within a kind section by section, there in reading order
public record Comparison(Need need, List<Reason> reasons, List<Change> changes) {
  public Comparison {
    reasons = List.copyOf(reasons);
    changes = List.copyOf(changes);
  }

  /// Compares what two inputs were read as: one subject for a whole configuration, several for a fragment.
  public static Comparison of(List<Subject> before, List<Subject> after) {
    Subject old = before.getFirst();
    Subject now = after.getFirst();
    List<Change> changes = new ArrayList<>();
    List<Reason> reasons = new ArrayList<>();
    PlanChanges.find(before, after, changes, reasons);
    DirectiveChanges.find(old.configuration(), now.configuration(), changes);
    changes.sort(Comparator.comparing(Change::kind).thenComparing(Change::scope));
    reasons.sort(Comparator.comparing(Reason::need).reversed());
    Need need = reasons.isEmpty() ? Need.RELOAD : reasons.getFirst().need();
    return changes.isEmpty()
        ? new Comparison(Need.NOTHING, List.of(), List.of())
        : new Comparison(need, reasons, changes);
  }
}
