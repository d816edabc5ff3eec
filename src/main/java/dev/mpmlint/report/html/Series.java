package dev.mpmlint.report.html;

import java.util.List;

/// Values over time under one name.
///
/// @param name as the direct label says it, such as `busy`
/// @param shape how the values are joined
/// @param look colour, dashes and marker; the same thing should look the same in every chart of a page
/// @param points in the order of time
public record Series(String name, Shape shape, Look look, List<Point> points) {
  /// How the values between two points are thought of.
  public enum Shape {
    /// Joined by straight lines: latency, rates.
    LINE,
    /// A value holds until the next one: counts of processes.
    STEP,
    /// Each value is a bar of its own, from its x to the next one's.
    BARS
  }

  /// @param x seconds since the start, or what the chart's axis counts; finite
  /// @param y the value; NaN where there is none, which leaves a gap
  public record Point(double x, double y) {
    public Point {
      if (!Double.isFinite(x) || Double.isInfinite(y)) {
        throw new IllegalArgumentException("no point of a chart: " + x + ", " + y);
      }
    }

    boolean isGap() {
      return Double.isNaN(y);
    }
  }

  public Series {
    points = List.copyOf(points);
    for (int i = 1; i < points.size(); i++) {
      if (points.get(i).x() < points.get(i - 1).x()) {
        throw new IllegalArgumentException("the points of " + name + " go back in time at " + points.get(i).x());
      }
    }
  }

  public static Series line(String name, Look look, List<Point> points) {
    return new Series(name, Shape.LINE, look, points);
  }

  public static Series step(String name, Look look, List<Point> points) {
    return new Series(name, Shape.STEP, look, points);
  }

  public static Series bars(String name, Look look, List<Point> points) {
    return new Series(name, Shape.BARS, look, points);
  }

  /// The value that holds or was measured last at this x; NaN before the first.
  double at(double x) {
    double found = Double.NaN;
    for (Point p : points) {
      if (p.x() > x + 1e-9) {
        break;
      }
      found = p.y();
    }
    return found;
  }

  /// How far the last point reaches: a bar as far as the one before, else nothing.
  double lastWidth() {
    int n = points.size();
    return shape != Shape.BARS ? 0 : n < 2 ? 1 : points.get(n - 1).x() - points.get(n - 2).x();
  }
}
