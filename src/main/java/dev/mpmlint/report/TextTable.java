package dev.mpmlint.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// Columns of text, each as wide as its widest cell, the last one free.
public final class TextTable {
  private static final String GAP = "  ";

  private final List<String> titles = new ArrayList<>();
  private final List<Boolean> right = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  /// @param titles the columns' titles; those of right-aligned columns begin with `>`
  public TextTable(String... titles) {
    for (String title : titles) {
      boolean alignedRight = title.startsWith(">");
      right.add(alignedRight);
      this.titles.add(alignedRight ? title.substring(1) : title);
    }
  }

  public void row(String... cells) {
    if (cells.length != titles.size()) {
      throw new IllegalArgumentException(cells.length + " cells for " + titles.size() + " columns");
    }
    rows.add(List.of(cells));
  }

  public void print(PrintStream out, Style style) {
    print(out, style, true);
  }

  /// Without the titles.
  public void printRows(PrintStream out, Style style) {
    print(out, style, false);
  }

  private void print(PrintStream out, Style style, boolean titled) {
    List<List<String>> safe = rows.stream().map(row -> row.stream().map(style::safe).toList()).toList();
    int[] widths = new int[titles.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Width.of(titles.get(i));
      for (List<String> row : safe) {
        widths[i] = Math.max(widths[i], Width.of(row.get(i)));
      }
    }
    if (titled) {
      out.println(style.paint(Tone.STRONG, line(titles, widths)));
    }
    safe.forEach(row -> out.println(line(row, widths)));
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String fill = " ".repeat(widths[i] - Width.of(cells.get(i)));
      line.append(i == 0 ? "" : GAP);
      line.append(right.get(i) ? fill + cells.get(i) : cells.get(i) + fill);
    }
    return line.toString().stripTrailing();
  }
}
