package dev.mpmlint.report;

import java.util.ArrayList;
import java.util.List;

/// Shows our own documentation pages on a terminal: headings stand out, paragraphs and list items are broken at 80
/// columns, code is indented, tables stay as they are. Knows just the Markdown that the pages use.
public final class Markdown {
  private static final int WIDTH = 80;

  private final Style style;
  private final List<String> out = new ArrayList<>();
  private final StringBuilder paragraph = new StringBuilder();
  private String hanging = "";
  private boolean code;

  private Markdown(Style style) {
    this.style = style;
  }

  /// The page as lines for the terminal, each ended by a line feed.
  public static String show(String page, Style style) {
    Markdown markdown = new Markdown(style);
    page.lines().forEach(markdown::line);
    markdown.endParagraph();
    return String.join("\n", markdown.out).stripTrailing() + "\n";
  }

  private void line(String line) {
    if (line.startsWith("```")) {
      endParagraph();
      code = !code;
    } else if (code) {
      out.add(("    " + safeCode(line)).stripTrailing());
    } else if (line.startsWith("#")) {
      endParagraph();
      out.add(style.paint(Tone.STRONG, inline(line.replaceFirst("^#+ *", ""))));
    } else if (line.isBlank()) {
      endParagraph();
      if (!out.isEmpty() && !out.getLast().isEmpty()) {
        out.add("");
      }
    } else if (line.startsWith("|") || line.startsWith("    ")) {
      endParagraph();
      out.add(safeCode(line));
    } else {
      if (line.startsWith("- ") || line.startsWith("* ")) {
        endParagraph();
        hanging = "  ";
      }
      paragraph.append(paragraph.isEmpty() ? "" : " ").append(line.strip());
    }
  }

  private String safeCode(String line) {
    return style.safe(line.replace("\t", "    "));
  }

  private void endParagraph() {
    if (paragraph.isEmpty()) {
      return;
    }
    StringBuilder line = new StringBuilder();
    for (String word : paragraph.toString().split(" +", -1)) {
      if (!line.isEmpty() && Width.of(line.toString()) + 1 + Width.of(word) > WIDTH) {
        out.add(inline(line.toString()));
        line.setLength(0);
        line.append(hanging);
      } else if (!line.isEmpty()) {
        line.append(' ');
      }
      line.append(word);
    }
    out.add(inline(line.toString()));
    paragraph.setLength(0);
    hanging = "";
  }

  /// Without the signs for bold text; code keeps its backticks, which tell where it begins and ends.
  private String inline(String text) {
    return style.safe(text.replace("**", ""));
  }
}
