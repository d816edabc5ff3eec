package dev.mpmlint.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.config.Site;
import dev.mpmlint.rules.Finding;
import dev.mpmlint.rules.Fix;
import dev.mpmlint.rules.Related;
import dev.mpmlint.source.SourceFile;
import dev.mpmlint.source.Span;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextReportTest {
  private static final Style UNICODE = new Style(false, true);

  private static String print(Style style, Finding... findings) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      new TextReport(out, style, PathNames.relativeTo(Path.of("/nowhere"))).print(List.of(findings));
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static String summary(Style style, int files, Finding... findings) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      new TextReport(out, style, PathNames.relativeTo(Path.of("/nowhere")))
          .summary(List.of(findings), files, Duration.ofMillis(42));
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static Finding twoMpms() {
    SourceFile main = Samples.file("conf/httpd.conf", "ServerRoot /srv\nInclude conf.modules.d/*.conf\n");
    SourceFile mpm =
        Samples.file(
            "conf.modules.d/00-mpm.conf",
            """
            # Choose one.
            LoadModule mpm_event_module modules/mod_mpm_event.so
            #
            #
            LoadModule mpm_prefork_module modules/mod_mpm_prefork.so
            """);
    return Samples.error(
        "more than one MPM is loaded: event, then prefork; httpd refuses to start (AH00534)",
        Samples.span(mpm, "LoadModule mpm_prefork_module modules/mod_mpm_prefork.so"),
        "and prefork here",
        Samples.included(mpm, main, "Include conf.modules.d/*.conf"),
        List.of(
            new Related(
                Samples.span(mpm, "LoadModule mpm_event_module modules/mod_mpm_event.so"), "event is loaded here")));
  }

  @Test
  void twoPlacesOfOneFileShareAnExcerpt() {
    assertThat(print(UNICODE, twoMpms()))
        .isEqualTo(
            """
            error[MPM002] more than one MPM is loaded: event, then prefork; httpd refuses to start (AH00534)
               ┌ conf.modules.d/00-mpm.conf
             2 │ LoadModule mpm_event_module modules/mod_mpm_event.so
               │ ---------------------------------------------------- event is loaded here
             5 │ LoadModule mpm_prefork_module modules/mod_mpm_prefork.so
               │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ and prefork here
               ├ included from conf/httpd.conf:2
               ├ fix:  keep one of the two LoadModule lines
               └ more: mpmlint explain MPM002

            """);
  }

  @Test
  void aTerminalWithAsciiOnlyGetsAsciiOnly() {
    String text = print(Style.PLAIN, twoMpms());
    assertThat(text)
        .isEqualTo(
            """
            error[MPM002] more than one MPM is loaded: event, then prefork; httpd refuses to start (AH00534)
               , conf.modules.d/00-mpm.conf
             2 | LoadModule mpm_event_module modules/mod_mpm_event.so
               | ---------------------------------------------------- event is loaded here
             5 | LoadModule mpm_prefork_module modules/mod_mpm_prefork.so
               | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ and prefork here
               | included from conf/httpd.conf:2
               | fix:  keep one of the two LoadModule lines
               ` more: mpmlint explain MPM002

            """);
    assertThat(text).matches("[\\x20-\\x7e\\n]*");
  }

  @Test
  void placesInOtherFilesGetABoxOfTheirOwnAndTheGutterFitsAll() {
    SourceFile a = Samples.file("a.conf", "\n".repeat(122) + "MaxRequestWorkers 256\n");
    SourceFile b = Samples.file("b.conf", "ThreadsPerChild 25\n");
    Finding finding =
        Samples.warning(
            "MaxRequestWorkers 256 is no multiple of ThreadsPerChild 25; httpd will run 250 (AH00513)",
            Samples.span(a, "256"),
            "write 250, or 275",
            null,
            List.of(new Related(Samples.span(b, "25"), "set here")));
    assertThat(print(UNICODE, finding))
        .isEqualTo(
            """
            warning[MPM013] MaxRequestWorkers 256 is no multiple of ThreadsPerChild 25; httpd will run 250 (AH00513)
                ┌ a.conf
            123 │ MaxRequestWorkers 256
                │                   ^^^ write 250, or 275
                ┌ b.conf
              1 │ ThreadsPerChild 25
                │                 -- set here
                └ more: mpmlint explain MPM013

            """);
  }

  @Test
  void everyWayOutIsListed() {
    SourceFile file = Samples.file("a.conf", "MaxRequestWorkers 256\n");
    Finding plain = Samples.warning("message", Samples.span(file, "256"), "");
    Finding finding =
        new Finding(
            plain.rule(),
            plain.severity(),
            plain.message(),
            plain.at(),
            "",
            null,
            List.of(),
            List.of(Fix.advice("write MaxRequestWorkers 250"), Fix.advice("write MaxRequestWorkers 275")),
            List.of());
    assertThat(print(UNICODE, finding))
        .contains("   ├ fix:  write MaxRequestWorkers 250\n   ├ or:   write MaxRequestWorkers 275\n   └ more: ");
  }

  @Test
  void tabsAreExpandedAndCaretsStandUnderWhatTheyMean() {
    SourceFile file = Samples.file("a.conf", "<IfModule event.c>\n\tThreadsPerChild\t25\n</IfModule>\n");
    assertThat(print(UNICODE, Samples.warning("message", Samples.span(file, "25"), "")))
        .contains(" 2 │     ThreadsPerChild 25\n   │                     ^^\n");
  }

  @Test
  void wideAndCombiningCharactersAreMeasuredAsATerminalShowsThem() {
    SourceFile file = Samples.file("a.conf", "Define 名前 e\u0301 wert\n");
    assertThat(print(UNICODE, Samples.warning("message", Samples.span(file, "wert"), "")))
        .contains(" 1 │ Define 名前 e\u0301 wert\n   │               ^^^^\n");
    assertThat(print(UNICODE, Samples.warning("message", Samples.span(file, "名前"), "")))
        .contains("   │        ^^^^\n");
  }

  @Test
  void bytesThatAreNoUtf8AreShownAsHexadecimal() {
    SourceFile file =
        SourceFile.of("a.conf", "Define x \u00e4\u00fc 1\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(print(UNICODE, Samples.warning("message", new Span(file, 12, 13), "")))
        .contains(" 1 │ Define x \\xe4\\xfc 1\n   │                   ^\n");
  }

  @Test
  void nothingInAFileOrItsNameDrivesTheTerminal() {
    SourceFile file = Samples.file("a\u001b[31m\n.conf", "ServerAdmin \u001b]0;owned\u0007\u202e x\n");
    String text =
        print(new Style(false, true), Samples.warning("mess\u001b[2Jage", Samples.span(file, "x"), "la\u009bbel"));
    assertThat(text).doesNotContain("\u001b", "\u0007", "\u202e", "\u009b");
    assertThat(text).contains("a\\x1b[31m .conf", "\\x1b]0;owned\\x07\\u202e x", "mess\\x1b[2Jage", "la\\x9bbel");
  }

  @Test
  void aLongLineIsCutAroundWhatIsMeant() {
    SourceFile file = Samples.file("a.conf", "Header " + "x".repeat(500) + " WRONG " + "y".repeat(5_000_000) + "\n");
    String text = print(UNICODE, Samples.warning("message", Samples.span(file, "WRONG"), "here"));
    assertThat(text.lines().map(String::length).max(Integer::compare).orElseThrow()).isLessThan(180);
    List<String> lines = text.lines().toList();
    assertThat(lines.get(2)).startsWith(" 1 │ …xxxx").endsWith("yyy…");
    assertThat(lines.get(3).indexOf('^')).isEqualTo(lines.get(2).indexOf("WRONG"));
    assertThat(lines.get(3)).endsWith("^^^^^ here");
  }

  @Test
  void aContinuedDirectiveIsUnderlinedLineByLine() {
    SourceFile file = Samples.file("a.conf", "Header set X \\\n    one\n");
    Span all = new Span(file, 0, file.length() - 1);
    assertThat(print(UNICODE, Samples.warning("message", all, "whole")))
        .contains(
            """
             1 │ Header set X \\
               │ ^^^^^^^^^^^^^^
             2 │     one
               │     ^^^ whole
            """);
  }

  @Test
  void ofAPlaceOverManyLinesTheFirstAndTheLastAreShown() {
    SourceFile file = Samples.file("a.conf", "<VirtualHost *>\n" + "A b\n".repeat(50) + "</VirtualHost>\n");
    String text = print(UNICODE, Samples.warning("message", new Span(file, 0, file.length() - 1), "all"));
    assertThat(text)
        .contains(" 1 │ <VirtualHost *>\n   │ ^^^^^^^^^^^^^^^\n52 │ </VirtualHost>\n   │ ^^^^^^^^^^^^^^ all\n");
  }

  @Test
  void anEmptyPlaceHasOneCaretEvenInAnEmptyFile() {
    SourceFile empty = Samples.file("a.conf", "");
    assertThat(print(UNICODE, Samples.warning("message", new Span(empty, 0, 0), "nothing here")))
        .contains("   ┌ a.conf\n 1 │\n   │ ^ nothing here\n");
  }

  @Test
  void twoPlacesInOneLineGetALineOfCaretsEach() {
    SourceFile file = Samples.file("a.conf", "A one two\n");
    Finding finding =
        Samples.warning(
            "message",
            Samples.span(file, "two"),
            "second",
            null,
            List.of(new Related(Samples.span(file, "one"), "first")));
    assertThat(print(UNICODE, finding))
        .contains(" 1 │ A one two\n   │   --- first\n   │       ^^^ second\n");
  }

  @Test
  void theIncludeChainIsToldFromTheNearestToTheMainFile() {
    SourceFile main = Samples.file("httpd.conf", "Include a.conf\n");
    SourceFile a = Samples.file("a.conf", "\nUse Macro 1\n");
    SourceFile b = Samples.file("b.conf", "MaxRequestWorkers 7\n");
    Site site = Samples.included(b, a, "Use Macro 1", Samples.included(a, main, "Include a.conf"));
    assertThat(print(UNICODE, Samples.warning("message", Samples.span(b, "7"), "", site, List.of())))
        .contains("   ├ used at a.conf:2, from httpd.conf:1\n");
  }

  @Test
  void aLongIncludeChainIsShortenedInTheMiddle() {
    SourceFile file = Samples.file("0.conf", "Include 1.conf\n");
    Site site = new Site(file, null, 0);
    for (int i = 1; i <= 20; i++) {
      SourceFile next = Samples.file(i + ".conf", "Include " + (i + 1) + ".conf\n");
      site = Samples.included(next, site.file(), "Include " + i + ".conf", site);
    }
    Finding finding = Samples.warning("message", Samples.span(site.file(), "Include"), "", site, List.of());
    assertThat(print(UNICODE, finding))
        .contains(
            "   ├ included from 19.conf:1, from 18.conf:1, from 17.conf:1, from 14 more, "
                + "from 2.conf:1, from 1.conf:1, from 0.conf:1\n");
  }

  @Test
  void coloursFollowTheSeverity() {
    String text = print(new Style(true, true), twoMpms());
    assertThat(text).startsWith("\u001b[1;31merror[MPM002]\u001b[0m \u001b[1mmore than one MPM");
    assertThat(text).contains("\u001b[1;31m^^^^").contains("\u001b[36m----").contains("\u001b[34m 2 │\u001b[0m Load");
    assertThat(text.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(print(UNICODE, twoMpms()));
  }

  @Test
  void theSummaryCountsWhatThereIs() {
    Finding error = twoMpms();
    Finding warning = Samples.warning("message", error.at(), "");
    assertThat(summary(UNICODE, 14, error, warning)).isEqualTo("1 error, 1 warning in 14 files (42 ms)\n");
    assertThat(summary(UNICODE, 1, warning, warning)).isEqualTo("2 warnings in 1 file (42 ms)\n");
    assertThat(summary(UNICODE, 3)).isEqualTo("no findings in 3 files (42 ms)\n");
  }
}
