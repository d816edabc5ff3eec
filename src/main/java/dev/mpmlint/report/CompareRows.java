package dev.mpmlint.report;

import dev.mpmlint.report.html.Unit;
import dev.mpmlint.verify.compare.Comparison;
import dev.mpmlint.verify.compare.Load;
import dev.mpmlint.verify.compare.Run;
import dev.mpmlint.verify.compare.Side;
import dev.mpmlint.verify.compare.Stretch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The figures of a comparison: a row each, a value for each side. Stateless.
record CompareRows(String phase, String figure, List<String> values) {
  static List<CompareRows> of(Comparison comparison) {
    List<CompareRows> rows = new ArrayList<>();
    List<Load.Phase> phases = comparison.load().phases();
    for (int i = 0; i < phases.size(); i++) {
      int index = i;
      Load.Phase phase = phases.get(i);
      String name = phase.name() + ", " + Unit.SECONDS.show(phase.seconds());
      add(rows, comparison, index, name, "visitors wait, median", s -> millis(s.median()));
      add(rows, comparison, index, name, "one in twenty waits longer than", s -> millis(s.slowest()));
      add(rows, comparison, index, name, "longest wait", s -> millis(s.longest()));
      add(rows, comparison, index, name, "answers to visitors", s -> Integer.toString(s.answers()));
      if (lost(comparison, index)) {
        add(rows, comparison, index, name, "visitors without an answer", s -> Integer.toString(s.lost()));
      }
      add(rows, comparison, index, name, "processes at most", s -> Integer.toString(s.processes()));
      add(rows, comparison, index, name, "busy workers at most", s -> Integer.toString(s.busy()));
      add(rows, comparison, index, name, "connections that wait, at most", s -> Integer.toString(s.waiting()));
    }
    List<String> memory = new ArrayList<>();
    for (Side side : comparison.sides()) {
      memory.add(side.run() instanceof Run.Served(_, _, double mib) && mib >= 0 ? Unit.BYTES.show(mib * 1024 * 1024) : "–");
    }
    rows.add(new CompareRows("in all", "memory of all children, at most", memory));
    return rows;
  }

  private static boolean lost(Comparison comparison, int index) {
    return comparison.sides().stream()
        .anyMatch(side -> side.run() instanceof Run.Served(_, List<Stretch> stretches, _) && stretches.get(index).lost() > 0);
  }

  private static void add(
      List<CompareRows> rows, Comparison comparison, int index, String phase, String figure, Function<Stretch, String> value) {
    List<String> values = new ArrayList<>();
    for (Side side : comparison.sides()) {
      values.add(side.run() instanceof Run.Served(_, List<Stretch> stretches, _) ? value.apply(stretches.get(index)) : "–");
    }
    rows.add(new CompareRows(phase, figure, values));
  }

  private static String millis(double millis) {
    return Double.isNaN(millis) ? "–" : Unit.SECONDS.show(millis / 1000);
  }
}
