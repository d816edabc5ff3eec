package dev.mpmlint.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownTest {
  @Test
  void aPageIsShownPlainly() {
    String page =
        """
        # MPM013

        ## What it does

        A paragraph that is written in one line which is longer than eighty columns and so must be **broken** between words.

        - an item that is longer than eighty columns too, and whose second line is indented below the first one
        - a `short` one

        ```apache
        MaxRequestWorkers 256
        \tThreadsPerChild 25
        ```
        """;
    assertThat(Markdown.show(page, new Style(false, true)))
        .isEqualTo(
            """
            MPM013

            What it does

            A paragraph that is written in one line which is longer than eighty columns and
            so must be broken between words.

            - an item that is longer than eighty columns too, and whose second line is
              indented below the first one
            - a `short` one

                MaxRequestWorkers 256
                    ThreadsPerChild 25
            """);
  }

  @Test
  void headingsStandOutWhereThereAreColours() {
    assertThat(Markdown.show("## Why\n\ntext\n", new Style(true, true))).isEqualTo("\u001b[1mWhy\u001b[0m\n\ntext\n");
  }

  @Test
  void withoutUnicodeNothingBeyondAsciiIsPrinted() {
    assertThat(Markdown.show("4 × 25 ≤ 100 → „ok“\n", Style.PLAIN)).isEqualTo("4 x 25 <= 100 -> ?ok\"\n");
  }
}
