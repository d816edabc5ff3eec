package dev.mpmlint.syntax;

import dev.mpmlint.source.LogicalText;
import dev.mpmlint.source.SourceFile;
import dev.mpmlint.source.Splicer;
import java.util.List;

/// A parsed file: every line of it, comments and blank ones too, in order.
///
/// Parsing never fails: whatever the bytes are, they are lines. What is wrong with how sections nest depends on
/// conditions and shows when the file is evaluated. Immutable.
///
/// @param text what httpd's reader sees
/// @param irregularities what is odd about the bytes
public record ConfigFile(
    SourceFile source, LogicalText text, List<Line> lines, List<Splicer.Irregularity> irregularities) {

  public static ConfigFile parse(SourceFile source) {
    Splicer.Result spliced = Splicer.splice(source);
    return new ConfigFile(source, spliced.text(), LineParser.parse(spliced.text()), spliced.irregularities());
  }

  /// Whether the file goes on behind the last line here: it has more lines than are kept.
  public boolean cut() {
    return lines.size() == LineParser.MOST_LINES;
  }

  /// One line again, after something in it was replaced: it is no comment any more, whatever it begins with.
  public static Line reparse(LogicalText replaced) {
    return LineParser.parseReplaced(replaced);
  }

  /// One line of a macro's body with its arguments put in.
  public static Line reparseWithComments(LogicalText replaced) {
    List<Line> lines = LineParser.parse(replaced);
    return lines.isEmpty() ? new Blank(replaced, 0, 0) : lines.getFirst();
  }

  /// The lines nested by their section tags, whatever conditions say. Computed at each call.
  public List<Node> nodes() {
    return Nesting.of(lines);
  }
}
