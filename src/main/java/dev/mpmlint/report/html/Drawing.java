package dev.mpmlint.report.html;

import dev.mpmlint.report.html.Chart.Panel;
import dev.mpmlint.report.html.Chart.Phase;
import java.util.ArrayList;
import java.util.List;

/// A chart as SVG, for one of the two widths. Used once, by one thread.
final class Drawing {
  /// Between the edge of the drawing and its content.
  private static final double EDGE = 6;

  private final Chart chart;
  private final Frame frame;
  private final List<Html> behind = new ArrayList<>();
  private final List<Html> parts = new ArrayList<>();
  private final double left;
  private final double right;
  private final Scale across;
  /// How far down the drawing has come.
  private double down;

  private Drawing(Chart chart, Frame frame) {
    this.chart = chart;
    this.frame = frame;
    double labels = 0;
    double ticks = 0;
    for (Panel panel : chart.panels()) {
      for (Series series : panel.series()) {
        labels = Math.max(labels, Frame.width(series.name()));
      }
      for (double tick : PanelDrawing.scale(panel, 0, 1, 4).ticks()) {
        ticks = Math.max(ticks, Frame.width(panel.unit().show(tick)));
      }
    }
    left = EDGE + ticks + 8;
    right = frame.width() - (frame.labelsBeside() && labels > 0 ? Math.min(labels + 40, 230) : 14);
    double[] span = chart.span();
    across = Scale.exactly(span[0], span[1], chart.over().unit(), left, right, frame.ticksAlong());
  }

  static Html.Element of(Chart chart, Frame frame) {
    return new Drawing(chart, frame).draw();
  }

  private Html.Element draw() {
    down = chart.phases().isEmpty() ? EDGE : EDGE + Frame.LINE;
    double top = down;
    boolean first = true;
    for (Panel panel : chart.panels()) {
      down += first ? 0 : 10;
      double height = first ? frame.firstHeight() : frame.height();
      PanelDrawing drawing = new PanelDrawing(panel, frame, across, frame.width());
      down = drawing.draw(down, height, parts);
      first = false;
    }
    phases(top);
    ticks();
    Html cursor = Html.element("line").classed("cursor").with("y1", top).with("y2", down).with("x1", left).with("x2", left);
    double height = down + 22 + (chart.over().title().isEmpty() ? 0 : Frame.LINE);
    String name = chart.id() + "-" + frame.css();
    List<Html> all = new ArrayList<>();
    all.add(Html.element("title", Html.text(chart.title())).with("id", name + "-title"));
    all.add(Html.element("desc", Html.text(chart.summary())).with("id", name + "-desc"));
    all.addAll(behind);
    all.addAll(parts);
    all.add(cursor);
    return Html.element("svg", all)
        .classed(frame.css())
        .with("viewBox", "0 0 " + Numbers.tenth(frame.width()) + " " + Numbers.tenth(height))
        .with("role", "img")
        .with("aria-labelledby", name + "-title " + name + "-desc")
        .with("data-from", Double.toString(across.from()))
        .with("data-to", Double.toString(across.to()))
        .with("data-left", left)
        .with("data-right", right);
  }

  /// Bands and lines behind everything; named where the name fits, else by its number in the list below the drawing.
  private void phases(double top) {
    List<Phase> phases = chart.phases();
    double free = 0;
    for (int i = 0; i < phases.size(); i++) {
      Phase phase = phases.get(i);
      double from = across.place(phase.from());
      double to = across.place(phase.to());
      if (to > from) {
        behind.add(Html.element("rect").classed("band").with("x", from).with("y", top).with("width", to - from).with("height", down - top));
      }
      behind.add(Html.element("line").classed("edge").with("x1", from).with("x2", from).with("y1", top - 12).with("y2", down));
      double next = right;
      for (Phase other : phases) {
        double start = across.place(other.from());
        next = start > from ? Math.min(next, start) : next;
      }
      String number = Integer.toString(i + 1);
      String name = Math.max(from, free) + Frame.width(phase.name()) + 8 < next ? phase.name() : number;
      double x = Math.max(from + 3, free);
      behind.add(label(name, x, top - 3, "phase"));
      free = x + Frame.width(name) + 3;
    }
  }

  private void ticks() {
    Unit unit = chart.over().unit();
    double free = 0;
    for (double tick : across.ticks()) {
      double x = across.place(tick);
      parts.add(Html.element("line").classed("axis").with("x1", x).with("x2", x).with("y1", down).with("y2", down + 4));
      String text = unit.show(tick);
      double half = Frame.width(text) / 2;
      double middle = Math.min(x, frame.width() - half - 1);
      if (middle - half > free) {
        parts.add(label(text, middle, down + 17, "tick").with("text-anchor", "middle"));
        free = middle + half + 6;
      }
    }
    down += 4;
    if (!chart.over().title().isEmpty()) {
      parts.add(label(chart.over().title(), (left + right) / 2, down + 29, "tick").with("text-anchor", "middle"));
    }
  }

  static Html.Element label(String text, double x, double y, String css) {
    return Html.element("text", Html.text(text)).classed(css).with("x", x).with("y", y);
  }
}
