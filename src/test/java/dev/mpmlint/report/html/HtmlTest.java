package dev.mpmlint.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTest {
  @Test
  void textNeverBecomesMarkup() {
    assertThat(Tags.p("<script>alert('a & \"b\"')</script>").html())
        .isEqualTo("<p>&lt;script&gt;alert(&#39;a &amp; &quot;b&quot;&#39;)&lt;/script&gt;</p>");
  }

  @Test
  void attributesCannotBeLeft() {
    assertThat(Html.element("p").with("title", "\"><script>").html()).isEqualTo("<p title=\"&quot;&gt;&lt;script&gt;\"></p>");
  }

  @Test
  void controlCharactersAreShown() {
    assertThat(Html.text("a\u0000b\u001b[1m\u202e\ud800é\n\t").html()).isEqualTo("a\\x00b\\x1b[1m\\u202e\\ud800é\n\t");
  }

  @ParameterizedTest
  @ValueSource(strings = {"script", "style", "img", "iframe", "link", "object", "foreignObject", "form", "p onclick"})
  void nothingThatLoadsOrRunsCanBeMade(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> Html.element(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"onclick", "src", "style", "formaction", "a b", "\"", ""})
  void noAttributeThatLoadsOrRunsCanBeGiven(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> Html.element("p").with(name, "x"));
  }

  @Test
  void linksLeadToPagesOnly() {
    assertThat(Tags.link("#findings", "below").html()).isEqualTo("<a href=\"#findings\">below</a>");
    assertThat(Tags.link("MPM002.html#why", "rule").html()).contains("MPM002.html#why");
    assertThat(Tags.link("https://httpd.apache.org/docs/2.4/", "manual").html()).contains("https://httpd");
    for (String to : List.of("javascript:alert(1)", "data:text/html,x", " javascript:alert(1)", "java\nscript:x")) {
      assertThatIllegalArgumentException().isThrownBy(() -> Tags.link(to, "x"));
    }
  }

  @Test
  void emptyElementsHaveNoEnd() {
    assertThat(Html.several(Html.element("hr"), Html.element("p")).html()).isEqualTo("<hr><p></p>");
    assertThatIllegalArgumentException().isThrownBy(() -> Html.element("hr", Html.text("x")));
  }

  @Test
  void aPageHasEachIdOnce() {
    Html twice = Html.element("p").with("id", "a");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Page("t", List.of(twice, Html.element("div", twice)), ""))
        .withMessageContaining("id a");
  }

  @Test
  void aTableTakesRowsOfItsWidthOnly() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Table("t", "a", ">b").row("only one"));
    assertThat(new Table("what", "a", ">b").row("x", "1").html().html())
        .contains("<caption>what</caption>", "<th scope=\"row\">x</th><td class=\"r\">1</td>");
  }
}
