package dev.mpmlint.report.html;

import java.util.ArrayList;
import java.util.List;

/// A table of a page: a caption, columns, rows. On a narrow screen it scrolls by itself, so that the page need not; or, for
/// rows with much text, each row becomes a block. Used by one thread.
public final class Table {
  private final String caption;
  private final List<String> titles = new ArrayList<>();
  private final List<Boolean> right = new ArrayList<>();
  private final List<Html> rows = new ArrayList<>();
  private boolean blocks;

  /// @param caption what the table shows
  /// @param titles the columns' titles; those of right-aligned columns begin with `>`
  public Table(String caption, String... titles) {
    this(caption, List.of(titles));
  }

  public Table(String caption, List<String> titles) {
    this.caption = caption;
    for (String title : titles) {
      boolean alignedRight = title.startsWith(">");
      right.add(alignedRight);
      this.titles.add(alignedRight ? title.substring(1) : title);
    }
  }

  /// On a narrow screen each row shall be a block, with the columns' titles before its cells. Said before the first row.
  public Table blocks() {
    blocks = true;
    return this;
  }

  /// The first cell names the row.
  public Table row(String... cells) {
    List<Html> texts = new ArrayList<>();
    for (String cell : cells) {
      texts.add(Html.text(cell));
    }
    return row(texts);
  }

  /// The first cell names the row.
  public Table row(List<? extends Html> cells) {
    if (cells.size() != titles.size()) {
      throw new IllegalArgumentException(cells.size() + " cells for " + titles.size() + " columns");
    }
    List<Html> row = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      Html.Element cell = i == 0 ? Html.element("th", cells.get(i)).with("scope", "row") : Html.element("td", cells.get(i));
      row.add(role(i == 0 ? "rowheader" : "cell", right.get(i) ? cell.classed("r") : cell, titles.get(i)));
    }
    rows.add(role("row", Html.element("tr", row), ""));
    return this;
  }

  /// A row that names those below it, up to the next such. Not in a table of blocks.
  public Table group(String name) {
    Html.Element cell =
        Html.element("th", Html.text(name)).with("scope", "rowgroup").with("colspan", Integer.toString(titles.size()));
    rows.add(Html.element("tr", cell).classed("group"));
    return this;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  public Html.Element html() {
    List<Html> head = new ArrayList<>();
    for (int i = 0; i < titles.size(); i++) {
      Html.Element title = Html.element("th", Html.text(titles.get(i))).with("scope", "col");
      head.add(role("columnheader", right.get(i) ? title.classed("r") : title, ""));
    }
    Html.Element table =
        Html.element(
            "table",
            Html.element("caption", Html.text(caption)),
            Html.element("thead", role("row", Html.element("tr", head), "")),
            Html.element("tbody", rows));
    table = blocks ? role("table", table, "").classed("blocks") : table;
    return Html.element("div", table).classed("scroll").with("tabindex", "0").with("role", "region").with("aria-label", caption);
  }

  /// Parts of a table that are shown as blocks are none any more for readers of the screen, unless it is said.
  private Html.Element role(String role, Html.Element part, String title) {
    if (!blocks) {
      return part;
    }
    Html.Element said = part.with("role", role);
    return title.isEmpty() ? said : said.with("data-title", title);
  }
}
