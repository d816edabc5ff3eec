package dev.mpmlint.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import dev.mpmlint.support.Browser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What holds of every page that mpmlint makes, seen in a real browser. With `-Dmpmlint.shots=DIR` it leaves there what it
/// saw, for people to look at.
public final class PageLaws {
  private static final List<Integer> WIDTHS = List.of(360, 390, 640, 1280);

  private final Browser browser;
  private final Path page;

  public PageLaws(Browser browser, Path page) {
    this.browser = browser;
    this.page = page;
  }

  /// It asks for nothing but itself, nothing complains, nothing is wider than the screen, and everything can be read.
  public void hold() throws IOException {
    for (String scheme : List.of("light", "dark")) {
      for (int width : WIDTHS) {
        browser.prefers(scheme);
        browser.screen(width, 800);
        browser.open(page.toUri());
        assertThat(browser.requests())
            .as("requests of %s", page)
            .contains(page.toUri().toString())
            .allMatch(address -> address.startsWith(page.toUri().toString()) || address.startsWith("data:"));
        assertThat(text("return document.documentElement.scrollWidth + ' of ' + innerWidth")).isEqualTo(width + " of " + width);
        assertThat(texts("sticking-out.js")).as("sticks out at a width of %s", width).isEmpty();
        assertThat(texts("contrast.js")).as("hard to read, %s", scheme).isEmpty();
        shoot(scheme, width);
      }
    }
    assertThat(texts("outline.js")).as("what readers of the screen miss").isEmpty();
    assertThat(browser.console()).as("console").isEmpty();
  }

  /// On a phone no table need be moved sideways to be read; what is folded away is not looked at.
  public void fitPhones() throws IOException {
    browser.screen(390, 800);
    browser.open(page.toUri());
    String wide =
        "return [...document.querySelectorAll('.scroll')].filter(e => !e.closest('details') && e.scrollWidth > e.clientWidth).map(e => e.ariaLabel).join()";
    assertThat(text(wide)).as("tables wider than a phone").isEmpty();
  }

  private void shoot(String scheme, int width) throws IOException {
    String folder = System.getProperty("mpmlint.shots", "");
    if (!folder.isEmpty()) {
      int height = browser.script("return document.documentElement.scrollHeight").getAsInt();
      browser.screen(width, Math.min(height, 8000));
      String name = page.getFileName().toString().replace(".html", "") + "-" + scheme + "-" + width + ".png";
      Files.write(Files.createDirectories(Path.of(folder)).resolve(name), browser.screenshot());
    }
  }

  private String text(String script) throws IOException {
    return browser.script(script).getAsString();
  }

  /// What a script of ours beside this class returns.
  private List<String> texts(String script) throws IOException {
    try (InputStream in = PageLaws.class.getResourceAsStream(script)) {
      if (in == null) {
        throw new IOException(script + " is missing");
      }
      List<String> texts = new ArrayList<>();
      for (JsonElement each : browser.script(new String(in.readAllBytes(), StandardCharsets.UTF_8)).getAsJsonArray()) {
        texts.add(each.getAsString());
      }
      return texts;
    }
  }
}
