package dev.mpmlint.report.html;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/// What the search of a page finds: inside the page, so that it needs no server and no network.
///
/// @param entries in the order in which they are shown for an empty search
public record SearchIndex(List<Entry> entries) {
  /// @param href a page beside this one
  /// @param title its name
  /// @param hint a line about it
  /// @param text all its words
  public record Entry(String href, String title, String hint, String text) {}

  public SearchIndex {
    entries = List.copyOf(entries);
  }

  /// The box and the place for what is found. Without scripts a sentence says how else to find things.
  public static Html box() {
    Html.Element input =
        Html.element("input")
            .with("type", "search")
            .with("id", "search")
            .with("autocomplete", "off")
            .with("spellcheck", "false")
            .with("placeholder", "MPM021, MaxSpareThreads, keep-alive …");
    return Html.element(
            "div",
            Html.element("label", Html.text("Search all pages")).with("for", "search"),
            input,
            Html.element("p").classed("note").with("id", "found").with("role", "status").with("aria-live", "polite"),
            Html.element("ol").classed("hits").with("id", "hits"))
        .classed("search");
  }

  /// As JSON that may stand in a script element.
  String json() {
    StringWriter out = new StringWriter();
    try (JsonWriter json = new JsonWriter(out)) {
      json.setHtmlSafe(true);
      json.beginArray();
      for (Entry entry : entries) {
        json.beginArray().value(entry.href()).value(entry.title()).value(entry.hint()).value(entry.text()).endArray();
      }
      json.endArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }
}
