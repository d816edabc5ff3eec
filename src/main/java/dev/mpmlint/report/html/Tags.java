package dev.mpmlint.report.html;

import java.util.ArrayList;
import java.util.List;

/// The parts of which pages are made, by short names. Stateless.
public final class Tags {
  private Tags() {}

  public static Html text(String text) {
    return Html.text(text);
  }

  /// A part of the page with its heading.
  ///
  /// @param id by which links find it
  public static Html.Element section(String id, String heading, List<? extends Html> content) {
    return Html.element("section", h2(heading)).and(content.toArray(Html[]::new)).with("id", id);
  }

  /// Links to the sections among the parts of a page.
  public static Html.Element contents(List<? extends Html> parts) {
    List<Html> links = new ArrayList<>();
    for (Html part : parts) {
      if (part instanceof Html.Element e && e.name().equals("section") && e.content().getFirst() instanceof Html.Element heading) {
        links.add(Html.element("a", heading.content()).with("href", "#" + e.attributes().get("id")));
      }
    }
    return Html.element("nav", ul(links)).with("aria-label", "Contents");
  }

  public static Html.Element h2(String text) {
    return Html.element("h2", Html.text(text));
  }

  public static Html.Element h3(String text) {
    return Html.element("h3", Html.text(text));
  }

  public static Html.Element p(String text) {
    return Html.element("p", Html.text(text));
  }

  public static Html.Element p(Html... content) {
    return Html.element("p", content);
  }

  /// A paragraph that stands back.
  public static Html.Element note(String text) {
    return p(text).classed("note");
  }

  public static Html.Element code(String text) {
    return Html.element("code", Html.text(text));
  }

  public static Html.Element pre(String text) {
    return Html.element("pre", Html.element("code", Html.text(text))).with("tabindex", "0");
  }

  public static Html.Element strong(String text) {
    return Html.element("strong", Html.text(text));
  }

  public static Html.Element ul(List<? extends Html> items) {
    return Html.element("ul", items.stream().map(item -> Html.element("li", item)).toList());
  }

  /// To a place in this page, `#findings`, to a page beside it, or into the web.
  public static Html.Element link(String to, String text) {
    return Html.element("a", Html.text(text)).with("href", to);
  }

  /// Text that can be opened and closed.
  public static Html.Element details(String summary, Html... content) {
    return Html.element("details", Html.element("summary", Html.text(summary))).and(content);
  }

  /// A word with a sign, coloured; the sign and the word say as much without the colour.
  public static Html.Element badge(Badge kind, String word) {
    return Html.element("span", Html.element("span", Html.text(kind.sign())).with("aria-hidden", "true"), Html.text(" " + word))
        .classed("badge " + kind.css());
  }

  /// Figures that stand out at the head of a page.
  public static Html.Element tiles(List<Tile> tiles) {
    List<Html> parts =
        tiles.stream()
            .<Html>map(t -> Html.element("div", Html.element("dt", Html.text(t.label())), Html.element("dd", Html.text(t.value()))))
            .toList();
    return Html.element("dl", parts).classed("tiles");
  }

  /// One figure with what it is.
  public record Tile(String label, String value) {}
}
