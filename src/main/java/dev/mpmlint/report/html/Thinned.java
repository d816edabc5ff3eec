package dev.mpmlint.report.html;

import dev.mpmlint.report.html.Series.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Fewer points that look the same: of those that fall into one column of a drawing the first, the lowest, the highest and
/// the last stay. Stateless.
final class Thinned {
  private Thinned() {}

  /// @param columns how many the drawing has
  static List<Point> of(List<Point> points, double from, double to, int columns) {
    if (points.size() <= columns * 2) {
      return points;
    }
    List<Point> kept = new ArrayList<>();
    int begin = 0;
    while (begin < points.size()) {
      int column = column(points.get(begin), from, to, columns);
      int end = begin + 1;
      while (end < points.size() && column(points.get(end), from, to, columns) == column) {
        end++;
      }
      keep(points, begin, end, kept);
      begin = end;
    }
    return kept;
  }

  private static int column(Point point, double from, double to, int columns) {
    return (int) ((point.x() - from) / (to - from) * columns);
  }

  private static void keep(List<Point> points, int begin, int end, List<Point> kept) {
    int low = begin;
    int high = begin;
    int gap = -1;
    for (int i = begin; i < end; i++) {
      if (points.get(i).isGap()) {
        gap = i;
      } else {
        low = points.get(low).isGap() || points.get(i).y() < points.get(low).y() ? i : low;
        high = points.get(high).isGap() || points.get(i).y() > points.get(high).y() ? i : high;
      }
    }
    TreeSet<Integer> places = new TreeSet<>(List.of(begin, low, high, end - 1));
    if (gap >= 0) {
      places.add(gap);
    }
    places.forEach(i -> kept.add(points.get(i)));
  }
}
