package dev.mpmlint.report.simulation;

import dev.mpmlint.advise.simulate.Durations;
import dev.mpmlint.advise.simulate.Outcome;
import dev.mpmlint.report.Style;
import dev.mpmlint.report.TextTable;
import dev.mpmlint.report.Tone;
import dev.mpmlint.report.html.Unit;
import java.io.PrintStream;
import java.util.List;

/// For people.
public final class SimulationText {
  private final PrintStream out;
  private final Style style;

  public SimulationText(PrintStream out, Style style) {
    this.out = out;
    this.style = style;
  }

  public void print(Results results) {
    int wide = Facts.of(results).keySet().stream().mapToInt(String::length).max().orElse(0);
    Facts.of(results)
        .forEach((name, text) -> out.println(style.paint(Tone.STRONG, name) + " ".repeat(wide - name.length() + 2) + style.safe(text)));
    out.println();
    TextTable table = new TextTable(TITLES.toArray(String[]::new));
    for (Outcome o : results.outcomes()) {
      table.row(cells(o).toArray(String[]::new));
    }
    table.print(out, style);
    List<String> notes = Notes.of(results);
    if (!notes.isEmpty()) {
      out.println();
      notes.forEach(note -> out.println(style.safe(note)));
    }
  }

  static final List<String> TITLES =
      List.of(
          "", ">workers", ">busy", ">wait p50", ">p95", ">p99", ">response p50", ">p95", ">p99", ">refused", ">processes",
          ">memory");

  static List<String> cells(Outcome o) {
    return List.of(
        o.scenario().label(),
        Integer.toString(o.scenario().server().workers()),
        Facts.percent(o.utilisation()),
        quantile(o.waits(), 0.5),
        quantile(o.waits(), 0.95),
        quantile(o.waits(), 0.99),
        quantile(o.responses(), 0.5),
        quantile(o.responses(), 0.95),
        quantile(o.responses(), 0.99),
        o.refused() == 0 ? "0" : Facts.percent(o.refusedShare()),
        Integer.toString(o.mostProcesses()),
        Unit.BYTES.show(o.mostMemory()));
  }

  /// Of nobody there is nothing to tell.
  private static String quantile(Durations durations, double share) {
    return durations.count() == 0 ? "–" : Facts.time(durations.quantile(share));
  }
}
