package dev.mpmlint.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// One HTML file that needs nothing else: styles and script inside, no image, no font, no request. Its own policy tells
/// the browser to run and load nothing but these. Light or dark as the reader's system is; for phones and paper too.
///
/// @param title of the window, and the heading
/// @param content below the heading
/// @param foot the last line, such as the program's version
public record Page(String title, List<Html> content, String foot) {
  private static final String STYLE = resource("page.css");
  private static final String SCRIPT = resource("page.js");
  private static final String SEARCH = resource("search.js");
  /// A small drawing as the window's icon, so that no browser asks a server for one.
  private static final String ICON =
      "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath d='M1 15V8h3v7zM6"
          + " 15V3h3v12zM11 15V6h3v9z' fill='%230072b2'/%3E%3C/svg%3E";

  public Page {
    content = List.copyOf(content);
    Set<String> ids = new HashSet<>();
    content.forEach(part -> distinct(part, ids));
  }

  private static void distinct(Html part, Set<String> ids) {
    switch (part) {
      case Html.Text _ -> {}
      case Html.Several(List<Html> parts) -> parts.forEach(each -> distinct(each, ids));
      case Html.Element element -> {
        String id = element.attributes().get("id");
        if (id != null && !ids.add(id)) {
          throw new IllegalArgumentException("two parts of the page have the id " + id);
        }
        element.content().forEach(each -> distinct(each, ids));
      }
    }
  }

  /// The whole file, to be written as UTF-8.
  public String html() {
    return html(SCRIPT, "");
  }

  /// The same with a search, whose box ([SearchIndex#box]) is in the content.
  public String html(SearchIndex index) {
    return html(SEARCH, "<script type=\"application/json\" id=\"search-index\">" + index.json() + "</script>\n");
  }

  private String html(String script, String data) {
    StringBuilder out = new StringBuilder(1 << 16);
    out.append("<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; ");
    out.append("style-src '").append(hash(STYLE)).append("'; script-src '").append(hash(script)).append("'\">\n");
    out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.append("<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
    out.append("<title>");
    Html.text(title).appendTo(out);
    out.append("</title>\n<link rel=\"icon\" href=\"").append(ICON).append("\">\n");
    out.append("<style>").append(STYLE).append("</style>\n</head>\n<body>\n<main>\n");
    Html.element("h1", Html.text(title)).appendTo(out);
    for (Html part : content) {
      out.append('\n');
      part.appendTo(out);
    }
    out.append("\n</main>\n");
    Html.element("footer", Html.text(foot)).appendTo(out);
    out.append('\n').append(data).append("<script>").append(script).append("</script>\n</body>\n</html>\n");
    return out.toString();
  }

  private static String hash(String text) {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
