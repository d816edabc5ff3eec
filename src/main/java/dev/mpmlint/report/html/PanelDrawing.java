package dev.mpmlint.report.html;

import dev.mpmlint.report.html.Chart.Limit;
import dev.mpmlint.report.html.Chart.Panel;
import dev.mpmlint.report.html.Series.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One panel of a chart: title, axis of values, limits, series and their names. Used once, by one thread.
final class PanelDrawing {
  /// Between two markers of a series.
  private static final double MARKERS = 64;

  private final Panel panel;
  private final Frame frame;
  private final Scale across;
  private final double width;

  PanelDrawing(Panel panel, Frame frame, Scale across, double width) {
    this.panel = panel;
    this.frame = frame;
    this.across = across;
    this.width = width;
  }

  /// The axis of values from the place `bottom` up to the place `top`.
  static Scale scale(Panel panel, double bottom, double top, int ticks) {
    List<Double> values = new ArrayList<>();
    panel.limits().forEach(limit -> values.add(limit.at()));
    for (Series series : panel.series()) {
      series.points().stream().filter(p -> !p.isGap()).forEach(p -> values.add(p.y()));
    }
    return Scale.values(values, panel.unit(), panel.logarithmic(), bottom, top, ticks);
  }

  /// Adds the panel below `from`.
  ///
  /// @return where it ends
  double draw(double from, double height, List<Html> parts) {
    parts.add(Drawing.label(panel.title(), across.start(), from + 13, "ptitle"));
    double top = from + 13 + 9;
    if (!frame.labelsBeside()) {
      top = key(top, parts);
    }
    double bottom = top + height;
    Scale up = scale(panel, bottom, top, 4);
    for (double tick : up.ticks()) {
      double y = up.place(tick);
      boolean axis = tick == up.ticks().getFirst();
      parts.add(
          Html.element("line").classed(axis ? "axis" : "grid").with("x1", across.start()).with("x2", across.end()).with("y1", y).with("y2", y));
      String text = panel.unit() == Unit.PER_SECOND ? Numbers.plain(tick) : panel.unit().show(tick);
      parts.add(Drawing.label(text, across.start() - 7, y + 4, "tick").with("text-anchor", "end"));
    }
    for (Limit limit : panel.limits()) {
      double y = up.place(limit.at());
      parts.add(Html.element("line").classed("limit").with("x1", across.start()).with("x2", across.end()).with("y1", y).with("y2", y));
    }
    List<Label> labels = new ArrayList<>();
    int number = 0;
    for (Series series : panel.series()) {
      List<Point> points = Thinned.of(series.points(), across.from(), across.to(), (int) (across.end() - across.start()));
      switch (series.shape()) {
        case LINE, STEP -> line(series, points, number, up, parts);
        case BARS -> bars(series, points, up, parts);
      }
      Point last = last(points);
      if (last != null) {
        labels.add(new Label(series, up.place(last.y())));
      }
      number++;
    }
    for (Limit limit : panel.limits()) {
      limitName(limit, up, top, parts);
    }
    if (frame.labelsBeside()) {
      beside(labels, top, bottom, parts);
    }
    return bottom;
  }

  private static @Nullable Point last(List<Point> points) {
    for (Point point : points.reversed()) {
      if (!point.isGap()) {
        return point;
      }
    }
    return null;
  }

  /// Above its line, or below where there is no room above; at that end, or in the middle, where it covers the least.
  private void limitName(Limit limit, Scale up, double top, List<Html> parts) {
    double y = up.place(limit.at());
    double base = y - 5 < top + 6 ? y + 14 : y - 5;
    double wide = Frame.width(limit.name());
    double free = across.end() - across.start() - wide - 8;
    double best = 0;
    int least = Integer.MAX_VALUE;
    for (double part : new double[] {1, 0, 0.5, 0.75, 0.25}) {
      double x = across.start() + 4 + Math.max(0, free) * part;
      int covered = covered(up, x, x + wide, base - 11, base + 3);
      if (covered < least) {
        least = covered;
        best = x;
      }
    }
    parts.add(Drawing.label(limit.name(), best, base, "lname"));
  }

  /// In how many columns of a box there is a series.
  private int covered(Scale up, double from, double to, double top, double bottom) {
    int covered = 0;
    for (double x = from; x <= to; x += 4) {
      double value = across.from() + (x - across.start()) / (across.end() - across.start()) * (across.to() - across.from());
      for (Series series : panel.series()) {
        double y = series.at(value);
        if (!Double.isNaN(y) && up.place(y) > top && up.place(y) < bottom) {
          covered++;
        }
      }
    }
    return covered;
  }

  private void line(Series series, List<Point> points, int number, Scale up, List<Html> parts) {
    StringBuilder path = new StringBuilder();
    List<Html> markers = new ArrayList<>();
    // Series with the same values have their markers side by side.
    double next = across.start() + number * 14;
    boolean pen = false;
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      if (point.isGap()) {
        pen = false;
        continue;
      }
      double x = across.place(point.x());
      double y = up.place(point.y());
      if (!pen) {
        path.append('M').append(Numbers.tenth(x)).append(' ').append(Numbers.tenth(y));
      } else if (series.shape() == Series.Shape.STEP) {
        path.append('H').append(Numbers.tenth(x)).append('V').append(Numbers.tenth(y));
      } else {
        path.append('L').append(Numbers.tenth(x)).append(' ').append(Numbers.tenth(y));
      }
      // A point between two gaps has no line that would show it.
      boolean alone = !pen && (i + 1 == points.size() || points.get(i + 1).isGap());
      pen = true;
      if (x >= next || alone) {
        markers.add(series.look().mark(x, y));
        next = x + MARKERS;
      }
    }
    if (!path.isEmpty()) {
      parts.add(series.look().stroke(path.toString()));
      parts.addAll(markers);
    }
  }

  private void bars(Series series, List<Point> points, Scale up, List<Html> parts) {
    double floor = up.place(Math.max(0, up.from()));
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      double end = i + 1 < points.size() ? points.get(i + 1).x() : point.x() + series.lastWidth();
      if (!point.isGap()) {
        double x = across.place(point.x());
        double wide = Math.max(1, across.place(end) - x - 1);
        path.append('M').append(Numbers.tenth(x + 0.5)).append(' ').append(Numbers.tenth(floor));
        path.append('V').append(Numbers.tenth(up.place(point.y())));
        path.append('h').append(Numbers.tenth(wide)).append('V').append(Numbers.tenth(floor)).append('z');
      }
    }
    if (!path.isEmpty()) {
      parts.add(Html.element("path").classed("bar " + series.look().css()).with("d", path.toString()));
    }
  }

  private record Label(Series series, double y) {}

  /// Names at the ends of their lines, moved apart where they would cover each other.
  private void beside(List<Label> labels, double top, double bottom, List<Html> parts) {
    List<Label> sorted = labels.stream().sorted(Comparator.comparingDouble(Label::y)).toList();
    double[] at = Spread.of(sorted.stream().mapToDouble(Label::y).toArray(), Frame.LINE - 1, top - 4, bottom + 4);
    for (int i = 0; i < at.length; i++) {
      Label label = sorted.get(i);
      double x = across.end();
      if (Math.abs(at[i] - label.y()) > 1) {
        String leader = "M" + Numbers.tenth(x + 2) + " " + Numbers.tenth(label.y()) + "L" + Numbers.tenth(x + 9) + " " + Numbers.tenth(at[i]);
        parts.add(Html.element("path").classed("leader").with("d", leader));
      }
      sample(label.series(), x + 10, at[i], parts);
      parts.add(Drawing.label(label.series().name(), x + 36, at[i] + 4, "name"));
    }
  }

  /// Names above the plot, as many in a line as fit.
  ///
  /// @return where the plot can begin
  private double key(double from, List<Html> parts) {
    if (panel.series().size() < 2 && panel.series().stream().allMatch(s -> s.name().equals(panel.title()))) {
      return from;
    }
    double x = across.start();
    double y = from;
    for (Series series : panel.series()) {
      double wide = 26 + Frame.width(series.name()) + 12;
      if (x > across.start() && x + wide > width) {
        x = across.start();
        y += Frame.LINE;
      }
      sample(series, x, y + 4, parts);
      parts.add(Drawing.label(series.name(), x + 26, y + 8, "name"));
      x += wide;
    }
    return y + Frame.LINE + 2;
  }

  /// A short piece of the line, with its marker.
  private static void sample(Series series, double x, double y, List<Html> parts) {
    if (series.shape() == Series.Shape.BARS) {
      String path = "M" + Numbers.tenth(x + 5) + " " + Numbers.tenth(y - 5) + "h12v10h-12z";
      parts.add(Html.element("path").classed("bar " + series.look().css()).with("d", path));
      return;
    }
    parts.add(series.look().stroke("M" + Numbers.tenth(x) + " " + Numbers.tenth(y) + "h22"));
    parts.add(series.look().mark(x + 11, y));
  }
}
