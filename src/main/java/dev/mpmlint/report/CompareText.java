package dev.mpmlint.report;

import dev.mpmlint.report.html.Unit;
import dev.mpmlint.source.Display;
import dev.mpmlint.verify.compare.Comparison;
import dev.mpmlint.verify.compare.Run;
import dev.mpmlint.verify.compare.Side;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// `mpmlint compare` for people.
public final class CompareText {
  private final PrintStream out;
  private final Style style;
  private final PathNames names;

  public CompareText(PrintStream out, Style style, PathNames names) {
    this.out = out;
    this.style = style;
    this.names = names;
  }

  public void print(Comparison comparison) {
    for (Side side : comparison.sides()) {
      out.println(style.paint(Tone.STRONG, style.safe(side.label())) + style.safe(": " + names.of(side.file())));
      if (!side.summary().isEmpty()) {
        out.println(style.safe("  " + side.summary()));
      }
      out.println(style.safe("  " + side.engine() + ", " + Display.of(side.version())));
      if (side.run() instanceof Run.Failed(String why)) {
        out.println("  " + style.paint(Tone.ERROR, "does not serve") + ": " + style.safe(names.in(Display.of(why))));
      }
    }
    if (!comparison.scale().isNone()) {
      out.println(style.safe("scaled 1:" + comparison.scale().factor() + ": " + comparison.scale().reason()));
    }
    out.println();
    List<String> titles = new ArrayList<>(List.of("phase", "figure"));
    comparison.sides().forEach(side -> titles.add(">" + style.safe(side.label())));
    TextTable table = new TextTable(titles.toArray(String[]::new));
    String before = "";
    for (CompareRows row : CompareRows.of(comparison)) {
      List<String> cells = new ArrayList<>(List.of(row.phase().equals(before) ? "" : row.phase(), row.figure()));
      cells.addAll(row.values());
      table.row(cells.toArray(String[]::new));
      before = row.phase();
    }
    table.print(out, style);
    out.println();
    out.println(style.safe("the same load on " + comparison.sides().size() + " servers in " + Unit.SECONDS.show(comparison.took().toMillis() / 1000.0)));
  }
}
