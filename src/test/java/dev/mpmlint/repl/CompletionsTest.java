package dev.mpmlint.repl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.lint.Input;
import dev.mpmlint.lint.Linter;
import dev.mpmlint.lint.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionsTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path here;

  @SuppressWarnings("NullAway.Init")
  private View view;

  @BeforeEach
  void aConfiguration() throws Exception {
    Path file =
        Files.writeString(
            here.resolve("httpd.conf"),
            "ServerRoot /etc/httpd\nListen 80\nLoadModule mpm_event_module modules/mod_mpm_event.so\nThreadsPerChild 20\n");
    view = new View(Linter.read(new Input.OnDisk(file), Settings.NONE).subjects().getFirst(), List.of());
  }

  private List<String> after(String text) {
    return new Completions(view, here).of(text).stream().map(Completions.Item::value).toList();
  }

  @Test
  void aLineBeginsWithACommandOrADirective() {
    assertThat(after("")).contains("check", "switch").doesNotContain("ThreadsPerChild");
    assertThat(after("threadsper")).containsExactly("ThreadsPerChild");
    assertThat(after("se")).contains("set", "ServerName");
    assertThat(after("  ch")).contains("check");
  }

  @Test
  void inASectionOnlyWhatMayStandThere() {
    assertThat(after("<Virt")).containsExactly("<VirtualHost");
    assertThat(after("<VirtualHost *:80>\nServ")).contains("ServerName").doesNotContain("ServerLimit", "set");
    assertThat(after("<VirtualHost *:80>\n<Directory />\nOpt")).contains("Options");
    assertThat(after("<VirtualHost *:80>\n<Directory />\nServerN")).doesNotContain("ServerName");
    assertThat(after("<VirtualHost *:80>\n<Directory />\n</Directory>\n</")).containsExactly("</VirtualHost>");
  }

  @Test
  void argumentsAreThoseOfTheCommand() {
    assertThat(after("explain MPM00")).contains("MPM001", "MPM009").doesNotContain("event");
    assertThat(after("switch ")).containsExactly("prefork", "worker", "event", "itk");
    assertThat(after("why MaxReq")).contains("MaxRequestWorkers");
    assertThat(after("unload ")).containsExactly("mpm_event");
    assertThat(after("load rewr")).containsExactly("rewrite");
    assertThat(after("undo ")).isEmpty();
  }

  @Test
  void valuesAreThoseInEffectAndTheDefault() {
    assertThat(after("ThreadsPerChild ")).contains("20");
    assertThat(after("set ThreadsPerChild 2")).contains("20");
    assertThat(after("KeepAlive o")).containsExactly("On", "Off");
  }

  @Test
  void fileNames() throws Exception {
    Files.createDirectories(here.resolve("conf.d"));
    Files.writeString(here.resolve("conf.d/a.conf"), "");
    assertThat(after("write ht")).containsExactly("httpd.conf");
    assertThat(after("source con")).containsExactly("conf.d/");
    assertThat(after("source conf.d/")).containsExactly("conf.d/a.conf");
    assertThat(after("source nowhere/")).isEmpty();
  }

  @Test
  void hintsShowTheForm() {
    assertThat(Hints.of("ThreadsPerChild ", view)).isEqualTo("VALUE (now 20)");
    assertThat(Hints.of("set KeepAlive ", view)).isEqualTo("On|Off (default On)");
    assertThat(Hints.of("explain ", view)).isEqualTo("CODE|DIRECTIVE|MPM|AHnnnnn");
    assertThat(Hints.of("ThreadsPerChild 3", view)).isEmpty();
    assertThat(Hints.of("", view)).isEmpty();
  }

  @Test
  void partsCoverTheWholeText() {
    for (String text : List.of("", " set  MaxRequestWorkers 400", "<If \"x y\">\n# no\nFoo 3\n</If>", "why KeepAlive", "'open")) {
      StringBuilder all = new StringBuilder();
      for (Painter.Part part : Painter.parts(text)) {
        all.append(text, part.start(), part.end());
      }
      assertThat(all).hasToString(text);
    }
    assertThat(Painter.parts("set ThreadsPerChild 50 ").stream().map(Painter.Part::kind).toList())
        .containsExactly(
            Painter.Kind.VERB, Painter.Kind.PLAIN, Painter.Kind.DIRECTIVE, Painter.Kind.PLAIN, Painter.Kind.NUMBER,
            Painter.Kind.PLAIN);
    assertThat(Painter.parts("Nonsense 3").getFirst().kind()).isEqualTo(Painter.Kind.UNKNOWN);
    assertThat(Painter.parts("Nonsen").getFirst().kind()).as("still being typed").isEqualTo(Painter.Kind.PLAIN);
  }
}
