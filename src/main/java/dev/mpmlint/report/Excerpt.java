package dev.mpmlint.report;

import dev.mpmlint.source.SourceFile;
import dev.mpmlint.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// The lines of one file that a finding is about, with carets under what is meant.
final class Excerpt {
  /// A place to point at.
  ///
  /// @param primary whether it is what the finding is about: carets, where others have dashes
  record Mark(Span at, String label, boolean primary) {}

  /// The part of a mark that lies in one line. The label stands in the last part only.
  private record Part(int start, int end, String label, boolean primary) {}

  private final SourceFile file;
  private final TreeMap<Integer, List<Part>> lines = new TreeMap<>();

  /// @param marks at least one, all in files of the same text
  Excerpt(List<Mark> marks) {
    this.file = marks.getFirst().at().file();
    for (Mark mark : marks) {
      add(mark);
    }
  }

  SourceFile file() {
    return file;
  }

  /// The biggest line number, which decides how wide the gutter is.
  int lastLine() {
    return lines.lastKey();
  }

  private void add(Mark mark) {
    int first = mark.at().line();
    int last = mark.at().endLine();
    for (int line = first; line <= last; line++) {
      if (line > first && line < last && last - first > 2) {
        continue;
      }
      int start = Math.max(mark.at().start(), indented(line));
      int end = Math.min(mark.at().end(), file.lineEnd(line));
      Part part = new Part(start, Math.max(start, end), line == last ? mark.label() : "", mark.primary());
      lines.computeIfAbsent(line, _ -> new ArrayList<>(2)).add(part);
    }
  }

  /// Where the text of a line begins.
  private int indented(int line) {
    int at = file.lineStart(line);
    int end = file.lineEnd(line);
    while (at < end && (file.text().charAt(at) == ' ' || file.text().charAt(at) == '\t')) {
      at++;
    }
    return at == end ? file.lineStart(line) : at;
  }

  /// One text for each line of the terminal.
  List<String> draw(Gutter gutter, Tone tone, Style style) {
    List<String> out = new ArrayList<>();
    lines.forEach(
        (line, parts) -> {
          parts.sort((a, b) -> a.start() != b.start() ? Integer.compare(a.start(), b.start()) : Boolean.compare(a.primary(), b.primary()));
          int focus = parts.stream().filter(Part::primary).findFirst().orElse(parts.getFirst()).start();
          ShownLine shown = ShownLine.of(file, line, focus, style);
          out.add(gutter.numbered(line, shown.text()));
          for (Part part : parts) {
            out.add(gutter.bare(underline(part, shown, tone, style)));
          }
        });
    return out;
  }

  private static String underline(Part part, ShownLine shown, Tone tone, Style style) {
    int from = shown.column(part.start);
    int width = Math.max(1, shown.column(part.end) - from);
    String carets = (part.primary ? "^" : "-").repeat(width);
    String text = part.label.isEmpty() ? carets : carets + " " + style.safe(part.label);
    return " ".repeat(from) + style.paint(part.primary ? tone : Tone.RELATED, text);
  }
}
