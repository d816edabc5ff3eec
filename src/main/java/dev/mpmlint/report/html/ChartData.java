package dev.mpmlint.report.html;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// The numbers of a chart as a table that can be opened; the script reads them from there. Stateless.
final class ChartData {
  /// No more rows than a person would scroll through.
  private static final int MOST = 400;

  private ChartData() {}

  static Html of(Chart chart) {
    List<Double> places = places(chart);
    Unit over = chart.over().unit();
    int every = (places.size() + MOST - 1) / MOST;
    List<Html> head = new ArrayList<>();
    head.add(th(chart.over().title().isEmpty() ? "at" : chart.over().title()));
    for (Chart.Panel panel : chart.panels()) {
      for (Series series : panel.series()) {
        head.add(th(title(chart, panel, series)));
      }
    }
    List<Html> rows = new ArrayList<>();
    for (int i = 0; i < places.size(); i += every) {
      double x = places.get(i);
      List<Html> cells = new ArrayList<>();
      cells.add(Html.element("th", Html.text(exact(over, x))).with("scope", "row"));
      for (Chart.Panel panel : chart.panels()) {
        for (Series series : panel.series()) {
          double y = series.at(x);
          cells.add(Html.element("td", Html.text(Double.isNaN(y) ? "–" : panel.unit().show(y))));
        }
      }
      rows.add(Html.element("tr", cells).with("data-x", Double.toString(x)));
    }
    String shown = every == 1 ? rows.size() + " rows" : "one row in " + every + " of " + places.size();
    return Html.element(
        "details",
        Html.element("summary", Html.text("Numbers of this chart (" + shown + ")")),
        Html.element(
                "div",
                Html.element(
                    "table",
                    Html.element("caption", Html.text(chart.title())),
                    Html.element("thead", Html.element("tr", head)),
                    Html.element("tbody", rows)))
            .classed("scroll")
            .with("tabindex", "0")
            .with("role", "region")
            .with("aria-label", "Numbers: " + chart.title()));
  }

  private static List<Double> places(Chart chart) {
    TreeSet<Double> places = new TreeSet<>();
    for (Chart.Panel panel : chart.panels()) {
      for (Series series : panel.series()) {
        series.points().forEach(point -> places.add(point.x()));
      }
    }
    return new ArrayList<>(places);
  }

  private static String title(Chart chart, Chart.Panel panel, Series series) {
    boolean alone = chart.panels().size() == 1 || series.name().equals(panel.title());
    return alone ? series.name() : panel.title() + ": " + series.name();
  }

  /// Times are told to the millisecond, since rows may be closer than a duration in words tells.
  private static String exact(Unit unit, double x) {
    return unit == Unit.SECONDS && Math.abs(x) < 3600 ? Math.round(x * 1000) / 1000.0 + " s" : unit.show(x);
  }

  private static Html th(String text) {
    return Html.element("th", Html.text(text)).with("scope", "col");
  }
}
