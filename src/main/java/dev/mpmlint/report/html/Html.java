package dev.mpmlint.report.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// A piece of a page. Text becomes HTML only here, when the page is written, so nobody can forget to escape it; and there
/// are no elements and attributes that load or run something. Immutable.
public sealed interface Html {
  /// Text as a person shall read it.
  record Text(String text) implements Html {
    @Override
    public void appendTo(StringBuilder out) {
      escape(out, text);
    }
  }

  /// Pieces one after the other, without anything around them.
  record Several(List<Html> parts) implements Html {
    public Several {
      parts = List.copyOf(parts);
    }

    @Override
    public void appendTo(StringBuilder out) {
      parts.forEach(part -> part.appendTo(out));
    }
  }

  /// An element of HTML or SVG.
  ///
  /// @param name one of those that only show something
  /// @param attributes in the order in which they are written; neither handlers nor styles nor sources
  record Element(String name, Map<String, String> attributes, List<Html> content) implements Html {
    private static final Set<String> NAMES =
        Set.of(
            "a", "abbr", "article", "aside", "b", "br", "button", "caption", "code", "dd", "details", "div", "dl", "dt",
            "em", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "header", "hr", "i", "input", "kbd", "label",
            "li", "main", "mark", "nav", "ol", "output", "p", "pre", "section", "small", "span", "strong", "summary",
            "table", "tbody", "td", "th", "thead", "tr", "ul",
            "svg", "g", "path", "line", "rect", "circle", "text", "tspan", "title", "desc", "clipPath");
    private static final Set<String> EMPTY = Set.of("br", "hr", "input");
    private static final Set<String> LOADING = Set.of("src", "srcset", "style", "action", "formaction", "background", "poster", "data", "ping");
    private static final Pattern ATTRIBUTE = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]*");
    /// A place in this page, a page beside it, or one of the web.
    private static final Pattern HARMLESS = Pattern.compile("#.*|https?://.*|[\\w./-]*(#.*)?");

    public Element {
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException("no element <" + name + "> in our pages");
      }
      attributes.forEach(Element::check);
      attributes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
      content = List.copyOf(content);
      if (EMPTY.contains(name) && !content.isEmpty()) {
        throw new IllegalArgumentException("<" + name + "> has no content");
      }
    }

    private static void check(String attribute, String value) {
      if (!ATTRIBUTE.matcher(attribute).matches() || attribute.startsWith("on") || LOADING.contains(attribute)) {
        throw new IllegalArgumentException("no attribute " + attribute + " in our pages");
      }
      if (attribute.equals("href") && !HARMLESS.matcher(value).matches()) {
        throw new IllegalArgumentException("href leads to a page or a place in one, not to " + value);
      }
    }

    /// The same with one more attribute.
    public Element with(String attribute, String value) {
      Map<String, String> more = new LinkedHashMap<>(attributes);
      more.put(attribute, value);
      return new Element(name, more, content);
    }

    /// The same with an attribute of SVG, to a tenth of its unit.
    public Element with(String attribute, double value) {
      return with(attribute, Numbers.tenth(value));
    }

    /// The same of these classes of the style sheet.
    public Element classed(String classes) {
      return with("class", classes);
    }

    /// The same with more in it.
    public Element and(Html... more) {
      List<Html> all = new ArrayList<>(content);
      all.addAll(List.of(more));
      return new Element(name, attributes, all);
    }

    @Override
    public void appendTo(StringBuilder out) {
      out.append('<').append(name);
      attributes.forEach(
          (attribute, value) -> {
            out.append(' ').append(attribute).append("=\"");
            escape(out, value);
            out.append('"');
          });
      out.append('>');
      if (!EMPTY.contains(name)) {
        content.forEach(part -> part.appendTo(out));
        out.append("</").append(name).append('>');
      }
    }
  }

  static Html text(String text) {
    return new Text(text);
  }

  static Element element(String name, Html... content) {
    return new Element(name, Map.of(), List.of(content));
  }

  static Element element(String name, List<? extends Html> content) {
    return new Element(name, Map.of(), List.copyOf(content));
  }

  static Html several(List<? extends Html> parts) {
    return new Several(List.copyOf(parts));
  }

  static Html several(Html... parts) {
    return new Several(List.of(parts));
  }

  /// As HTML.
  void appendTo(StringBuilder out);

  /// As HTML.
  default String html() {
    StringBuilder out = new StringBuilder();
    appendTo(out);
    return out.toString();
  }

  /// What HTML reads as markup becomes a reference. Control characters, which HTML forbids, and those that reorder or hide
  /// the text around them are shown as `\xNN`.
  private static void escape(StringBuilder out, String text) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        case '\n', '\t' -> out.append((char) c);
        default -> {
          if (isControl(c)) {
            String hex = Integer.toHexString(c);
            out.append(c < 256 ? "\\x" : "\\u").append("0".repeat(Math.max(0, (c < 256 ? 2 : 4) - hex.length()))).append(hex);
          } else {
            out.appendCodePoint(c);
          }
        }
      }
    }
  }

  private static boolean isControl(int c) {
    return c < 32
        || c >= 0x7f && c < 0xa0
        || c == 0xfeff
        || c >= 0x200b && c <= 0x200f
        || c >= 0x2028 && c <= 0x202e
        || c >= 0x2066 && c <= 0x2069
        || c >= 0xd800 && c <= 0xdfff
        || (c & 0xfffe) == 0xfffe;
  }
}
