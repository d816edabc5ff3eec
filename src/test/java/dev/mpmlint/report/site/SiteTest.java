package dev.mpmlint.report.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.mpm.Explanations;
import dev.mpmlint.report.html.PageLaws;
import dev.mpmlint.rules.Rule;
import dev.mpmlint.rules.RuleSet;
import dev.mpmlint.support.Browser;
import dev.mpmlint.support.RequiresProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteTest {
  private static final Map<String, String> PAGES = Site.pages("0.1.0");

  @Test
  void everythingThatCanBeExplainedHasItsPage() {
    for (Rule rule : RuleSet.all().rules()) {
      assertThat(PAGES).containsKey(rule.info().code() + ".html");
      assertThat(PAGES.get(rule.info().code() + ".html")).contains("<h2>What it does</h2>", "<h2>How verify proves it</h2>", rule.info().name());
    }
    assertThat(PAGES).hasSize(RuleSet.all().rules().size() + Explanations.names().size() + 2);
  }

  @Test
  void noLinkLeadsNowhere() {
    Pattern link = Pattern.compile(" href=\"([^\"#:]*)(?:#([^\"]*))?\"");
    int links = 0;
    for (Map.Entry<String, String> page : PAGES.entrySet()) {
      Matcher matcher = link.matcher(page.getValue());
      while (matcher.find()) {
        String to = matcher.group(1).isEmpty() ? page.getKey() : matcher.group(1);
        assertThat(PAGES).as("a link in %s", page.getKey()).containsKey(to);
        if (matcher.group(2) != null) {
          assertThat(PAGES.get(to)).as("a link in %s", page.getKey()).contains(" id=\"" + matcher.group(2) + "\"");
        }
        links++;
      }
    }
    assertThat(links).isGreaterThan(300);
  }

  @Test
  void whatIsNamedInAPageIsLinked() {
    assertThat(PAGES.get("MaxRequestWorkers.html"))
        .contains("<a href=\"messages.html#AH00513\">AH00513</a>", "<a href=\"ServerLimit.html\">ServerLimit</a>")
        .doesNotContain("href=\"MaxRequestWorkers.html\"");
    assertThat(PAGES.get("MPM021.html")).contains("<a href=\"https://httpd.apache.org/docs/2.4/mod/prefork.html#maxspareservers\" rel=\"noreferrer\">");
  }

  @RequiresProgram({"chromium", "chromedriver"})
  @Test
  void theSearchWorksWithoutANetwork(@TempDir Path folder) throws IOException {
    Site.write(folder, "0.1.0");
    for (Map.Entry<String, String> page : PAGES.entrySet()) {
      assertThat(folder.resolve(page.getKey())).hasContent(page.getValue());
    }
    try (Browser browser = new Browser()) {
      browser.open(folder.resolve("index.html").toUri());
      assertThat(hits(browser, "spare inversion")).startsWith("MPM021 spare-inversion");
      assertThat(hits(browser, "ah00513")).startsWith("AH00513");
      assertThat(hits(browser, "maxspareserv")).startsWith("The directive MaxSpareServers");
      assertThat(hits(browser, "keep-alive prefork")).contains("MPM");
      assertThat(hits(browser, "zzz <b>")).isEmpty();
      assertThat(text(browser, "document.getElementById('found').textContent")).isEqualTo("Nothing is found.");
      hits(browser, "MPM002");
      browser.script("document.querySelector('#hits a').click()");
      assertThat(text(browser, "document.title")).startsWith("MPM002");
      assertThat(browser.requests()).allMatch(address -> address.startsWith("file:") || address.startsWith("data:"));
      assertThat(browser.console()).isEmpty();
    }
  }

  @RequiresProgram({"chromium", "chromedriver"})
  @Test
  void pagesOfEveryKindHoldTheLaws(@TempDir Path folder) throws IOException {
    Site.write(folder, "0.1.0");
    try (Browser browser = new Browser()) {
      for (String page : List.of("index.html", "MPM021.html", "mpm-event.html", "MaxRequestWorkers.html", "messages.html")) {
        new PageLaws(browser, folder.resolve(page)).hold();
      }
    }
  }

  /// Types like a person and reads what is found.
  private static String hits(Browser browser, String words) throws IOException {
    browser.script("const box = document.getElementById('search'); box.value = ''; box.focus()");
    browser.type(words);
    return text(browser, "[...document.querySelectorAll('#hits li')].map(e => e.textContent).join('\\n')");
  }

  private static String text(Browser browser, String expression) throws IOException {
    return browser.script("return " + expression).getAsString();
  }
}
