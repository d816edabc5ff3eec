package dev.mpmlint.format;

import dev.mpmlint.source.SourceFile;
import dev.mpmlint.source.Span;
import dev.mpmlint.source.TextEdit;
import dev.mpmlint.syntax.Blank;
import dev.mpmlint.syntax.ConfigFile;
import dev.mpmlint.syntax.Line;
import java.util.ArrayList;
import java.util.List;

/// Lays out one file: the package's one entry. What httpd reads stays the same to the byte, and so does every line's
/// number: lines are indented by the sections around them, one blank (or a column, see [Tables]) stands behind a
/// directive's name, none at the end of a line, and a line feed at the end of the file. Comments, arguments and
/// continued lines keep their text, the kind of line end stays. Formatting twice changes nothing more. Stateless.
public final class Formatter {
  private Formatter() {}

  /// What to change, in the order of the file, no two edits touching each other; empty for a file that is laid out well,
  /// and for one with more lines than are read.
  public static List<TextEdit> edits(SourceFile file, Indent indent) {
    ConfigFile parsed = ConfigFile.parse(file);
    if (parsed.cut()) {
      return List.of();
    }
    List<Line> lines = parsed.lines();
    Levels levels = Levels.of(lines);
    List<LineLayout> layouts = layouts(lines, levels);
    int[] gaps = Tables.gaps(lines, layouts, levels);
    List<TextEdit> edits = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      LineLayout layout = layouts.get(i);
      if (!(lines.get(i) instanceof Blank)) {
        put(file, layout.lead(), indent.at(levels.of(i)), edits);
      }
      if (gaps[i] > 0) {
        put(file, layout.gap(), " ".repeat(gaps[i]), edits);
      }
      put(file, layout.tail(), "", edits);
    }
    endLastLine(file, edits);
    return edits;
  }

  private static List<LineLayout> layouts(List<Line> lines, Levels levels) {
    List<LineLayout> layouts = new ArrayList<>(lines.size());
    int begin = 0;
    int first = 0;
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      layouts.add(levels.inside(i) == Levels.Inside.CODE ? LineLayout.FIXED : LineLayout.of(line, begin, first));
      begin = line.lineEnd() + 1;
      first = line.in().offset(line.lineEnd()) + 1;
    }
    return layouts;
  }

  private static void put(SourceFile file, LineLayout.Place place, String instead, List<TextEdit> edits) {
    if (!place.isFixed() && !(place.length() == instead.length() && file.text().startsWith(instead, place.start()))) {
      edits.add(new TextEdit(new Span(file, place.start(), place.end()), instead));
    }
  }

  /// A last line without a line feed gets one, unless it is empty by now, or a backslash would then continue it.
  private static void endLastLine(SourceFile file, List<TextEdit> edits) {
    String text = file.text();
    int end = file.length();
    int content = end;
    while (content > 0 && text.charAt(content - 1) != '\n' && text.charAt(content - 1) <= ' ') {
      content--;
    }
    if (content == 0 || text.charAt(content - 1) == '\n' || text.charAt(content - 1) == '\\' || text.endsWith("\n")) {
      return;
    }
    int firstEnd = text.indexOf('\n');
    String lineEnd = firstEnd > 0 && text.charAt(firstEnd - 1) == '\r' ? "\r\n" : "\n";
    TextEdit last = edits.isEmpty() ? null : edits.getLast();
    if (last != null && last.at().end() == end) {
      edits.set(edits.size() - 1, new TextEdit(last.at(), last.replacement() + lineEnd));
    } else {
      edits.add(new TextEdit(new Span(file, end, end), lineEnd));
    }
  }
}
