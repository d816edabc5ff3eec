package dev.mpmlint.report.html;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mpmlint.support.Browser;
import dev.mpmlint.support.RequiresProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The laws notice what they are there for: a page that breaks one of them does not pass.
@RequiresProgram({"chromium", "chromedriver"})
class PageLawsTest {
  @TempDir Path folder;

  @Test
  void everyBreachIsNoticed() throws IOException {
    String good = new Page("Good", List.of(Tags.section("a", "Part", List.of(Tags.p("text"), colours()))), "foot").html();
    Map<String, String> breaches =
        Map.of(
            "requests", good.replace("<main>", "<main><img alt='' src='http://127.0.0.1:9/x.png'>").replaceFirst("<meta http-equiv[^>]*>", ""),
            "console", good.replace("<main>", "<main><script>alert(1)</script>"),
            "of 360", good.replace("<main>", "<main><div>" + "w".repeat(400) + "</div>"),
            "hard to read", good.replace("class=\"note\"", "style=\"color: rgb(150, 150, 150)\"").replaceFirst("<meta http-equiv[^>]*>", ""),
            "what readers of the screen miss", good.replace("<h2>", "<h4>").replace("</h2>", "</h4>"));
    try (Browser browser = new Browser()) {
      new PageLaws(browser, Files.writeString(folder.resolve("good.html"), good)).hold();
      for (Map.Entry<String, String> breach : breaches.entrySet()) {
        Path page = Files.writeString(folder.resolve("bad.html"), breach.getValue());
        assertThatExceptionOfType(AssertionError.class)
            .as(breach.getKey())
            .isThrownBy(() -> new PageLaws(browser, page).hold())
            .withMessageContaining(breach.getKey());
      }
    }
  }

  /// So many that the look at them is worth something.
  private static Html colours() {
    return Tags.ul(List.of("one", "two", "three", "four", "five", "six", "seven", "eight", "nine").stream().map(Tags::note).toList());
  }
}
