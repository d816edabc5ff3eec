package dev.mpmlint.format;

import dev.mpmlint.syntax.Directive;
import dev.mpmlint.syntax.Line;
import java.util.Arrays;
import java.util.List;

/// How wide the gap between name and arguments becomes: one blank; but where directives on neighbouring lines stand in
/// columns, they go on doing so.
///
/// Neighbours are meant as a table when most of those with a shorter name than the longest have more than one blank
/// behind it. All of them have in the result, so the result is taken for a table again. Numbers that end in one column
/// stand flush right.
final class Tables {
  /// Longer names are no reason to move others.
  private static final int LONGEST_NAME = 40;

  private Tables() {}

  /// For each line the number of blanks, 0 where the gap stays as it is.
  static int[] gaps(List<Line> lines, List<LineLayout> layouts, Levels levels) {
    int[] gaps = new int[lines.size()];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = isFree(layouts, levels, i) ? 1 : 0;
    }
    for (int start = 0; start < gaps.length; ) {
      int end = start;
      while (end < gaps.length && gaps[end] == 1 && lines.get(end) instanceof Directive
          && levels.of(end) == levels.of(start)) {
        end++;
      }
      if (end > start) {
        align(lines.subList(start, end), layouts.subList(start, end), gaps, start);
      }
      start = Math.max(end, start + 1);
    }
    return gaps;
  }

  private static boolean isFree(List<LineLayout> layouts, Levels levels, int line) {
    return !layouts.get(line).gap().isFixed() && levels.inside(line) == Levels.Inside.DIRECTIVES;
  }

  private static void align(List<Line> lines, List<LineLayout> layouts, int[] gaps, int start) {
    int[] names = lines.stream().mapToInt(line -> ((Directive) line).nameEnd() - line.start()).toArray();
    if (endTogether(lines, layouts)) {
      int widest = lines.stream().mapToInt(Tables::contentLength).max().orElse(0) + 1;
      for (int i = 0; i < names.length; i++) {
        gaps[start + i] = widest - contentLength(lines.get(i));
      }
      return;
    }
    int longest = Arrays.stream(names).max().orElse(0);
    int shorter = 0;
    int wide = 0;
    for (int i = 0; i < names.length; i++) {
      if (names[i] < longest) {
        shorter++;
        wide += layouts.get(i).gap().length() > 1 || isTab(lines.get(i), layouts.get(i)) ? 1 : 0;
      }
    }
    if (longest > LONGEST_NAME || 2 * wide <= shorter) {
      return;
    }
    for (int i = 0; i < names.length; i++) {
      gaps[start + i] = longest + 1 - names[i];
    }
  }

  /// Numbers that stand flush right, as the MPM's often do, stay so.
  private static boolean endTogether(List<Line> lines, List<LineLayout> layouts) {
    int end = contentLength(lines.getFirst()) + layouts.getFirst().gap().length();
    boolean wide = false;
    for (int i = 0; i < lines.size(); i++) {
      Directive d = (Directive) lines.get(i);
      LineLayout.Place gap = layouts.get(i).gap();
      boolean number = d.args().chars().allMatch(c -> c >= '0' && c <= '9');
      boolean blanks = d.in().file().text().substring(gap.start(), gap.end()).chars().allMatch(c -> c == ' ');
      if (!number || !blanks || contentLength(d) + gap.length() != end || end > 2 * LONGEST_NAME) {
        return false;
      }
      wide |= gap.length() > 1;
    }
    return wide;
  }

  /// Name and arguments without the gap.
  private static int contentLength(Line line) {
    Directive d = (Directive) line;
    return d.nameEnd() - d.start() + d.argsEnd() - d.argsStart();
  }

  private static boolean isTab(Line line, LineLayout layout) {
    return line.in().file().text().charAt(layout.gap().start()) == '\t';
  }
}
