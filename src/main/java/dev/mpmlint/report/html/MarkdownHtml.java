package dev.mpmlint.report.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Our own documentation pages as HTML: headings, paragraphs, lists, code, addresses. Knows just the Markdown that the pages
/// use. Used by one thread.
public final class MarkdownHtml {
  private static final Pattern INLINE = Pattern.compile("`([^`]+)`|\\*\\*([^*]+)\\*\\*|(https?://[^\\s,;)]+)|([A-Za-z][A-Za-z0-9]+)");

  private final Function<String, Optional<String>> pages;
  private final List<Html> parts = new ArrayList<>();
  private final List<Html> items = new ArrayList<>();
  private final StringBuilder paragraph = new StringBuilder();
  private final StringBuilder code = new StringBuilder();
  private boolean item;
  private boolean fenced;

  private MarkdownHtml(Function<String, Optional<String>> pages) {
    this.pages = pages;
  }

  /// The page without its title, which is the first line that begins with `# `.
  ///
  /// @param pages where a word has a page of its own
  public static List<Html> of(String page, Function<String, Optional<String>> pages) {
    MarkdownHtml markdown = new MarkdownHtml(pages);
    page.lines().forEach(markdown::line);
    markdown.endBlock();
    return List.copyOf(markdown.parts);
  }

  private void line(String line) {
    if (line.startsWith("```")) {
      endBlock();
      fenced = !fenced;
    } else if (fenced) {
      code.append(line).append('\n');
    } else if (line.startsWith("    ") && paragraph.isEmpty() && items.isEmpty()) {
      code.append(line, 4, line.length()).append('\n');
    } else if (line.startsWith("#")) {
      endBlock();
      heading(line);
    } else if (line.isBlank()) {
      if (!code.isEmpty()) {
        endBlock();
      }
      endParagraph();
    } else if (line.startsWith("- ") || line.startsWith("* ")) {
      endParagraph();
      item = true;
      paragraph.append(line, 2, line.length());
    } else {
      if (!line.startsWith(" ") && paragraph.isEmpty()) {
        endBlock();
      }
      paragraph.append(paragraph.isEmpty() ? "" : " ").append(line.strip());
    }
  }

  private void heading(String line) {
    String text = line.replaceFirst("^#+ *", "");
    if (!line.startsWith("# ")) {
      parts.add(Html.element("h2", Html.several(inline(text))));
    }
  }

  private void endParagraph() {
    if (paragraph.isEmpty()) {
      return;
    }
    List<Html> text = inline(paragraph.toString());
    if (item) {
      items.add(Html.element("li", text));
    } else {
      parts.add(Html.element("p", text));
    }
    paragraph.setLength(0);
    item = false;
  }

  private void endBlock() {
    endParagraph();
    if (!items.isEmpty()) {
      parts.add(Html.element("ul", items));
      items.clear();
    }
    if (!code.isEmpty()) {
      parts.add(Tags.pre(code.toString().stripTrailing()));
      code.setLength(0);
    }
  }

  private List<Html> inline(String text) {
    List<Html> pieces = new ArrayList<>();
    int done = 0;
    Matcher matcher = INLINE.matcher(text);
    while (matcher.find()) {
      pieces.add(Html.text(text.substring(done, matcher.start())));
      pieces.add(piece(matcher));
      done = matcher.end();
    }
    pieces.add(Html.text(text.substring(done)));
    return pieces;
  }

  private Html piece(Matcher found) {
    if (found.group(1) != null) {
      Html shown = Tags.code(found.group(1));
      return linked(found.group(1), shown);
    }
    if (found.group(2) != null) {
      return Tags.strong(found.group(2));
    }
    if (found.group(3) != null) {
      String address = found.group(3).replaceFirst("\\.$", "");
      String rest = found.group(3).substring(address.length());
      return Html.several(Html.element("a", Html.text(address)).with("href", address).with("rel", "noreferrer"), Html.text(rest));
    }
    return linked(found.group(4), Html.text(found.group(4)));
  }

  private Html linked(String word, Html shown) {
    return pages.apply(word).<Html>map(to -> Html.element("a", shown).with("href", to)).orElse(shown);
  }
}
