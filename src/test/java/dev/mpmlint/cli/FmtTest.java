package dev.mpmlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `mpmlint fmt` as a whole.
class FmtTest {
  private static final String UGLY = "<VirtualHost *:80>\nServerName   a\n  </VirtualHost>\n";
  private static final String NEAT = "<VirtualHost *:80>\n    ServerName a\n</VirtualHost>\n";

  @TempDir Path here;

  @BeforeEach
  void files() throws IOException {
    Files.writeString(here.resolve("ugly.conf"), UGLY);
    Files.writeString(here.resolve("neat.conf"), NEAT);
  }

  private Terminal.Outcome run(String... args) {
    return new Terminal(here).run(args);
  }

  private String text(String name) throws IOException {
    return Files.readString(here.resolve(name), StandardCharsets.ISO_8859_1);
  }

  @Test
  void filesAreRewrittenAndNamed() throws IOException {
    Terminal.Outcome outcome = run("fmt", "ugly.conf", "neat.conf");
    assertThat(outcome.out()).isEqualTo("formatted ugly.conf\n1 file formatted, 1 file left as it is\n");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    assertThat(text("ugly.conf")).isEqualTo(NEAT);
    assertThat(run("fmt", "ugly.conf").out()).isEqualTo("1 file left as it is\n");
    assertThat(run("fmt", "-q", "--indent", "tab", "ugly.conf").out()).isEmpty();
    assertThat(text("ugly.conf")).isEqualTo(NEAT.replace("    ", "\t"));
    run("fmt", "--indent=2", "ugly.conf");
    assertThat(text("ugly.conf")).isEqualTo(NEAT.replace("    ", "  "));
  }

  @Test
  void aFolderMeansTheConfigurationsInIt() throws IOException {
    Files.createDirectories(here.resolve("conf.d/sub"));
    Files.writeString(here.resolve("conf.d/a.conf"), UGLY);
    Files.writeString(here.resolve("conf.d/sub/.htaccess"), "  Options   None\n");
    Files.writeString(here.resolve("conf.d/README"), "  no   configuration");
    assertThat(run("fmt", "conf.d").out())
        .isEqualTo("formatted conf.d/a.conf\nformatted conf.d/sub/.htaccess\n2 files formatted\n");
    assertThat(text("conf.d/a.conf")).isEqualTo(NEAT);
    assertThat(text("conf.d/sub/.htaccess")).isEqualTo("Options None\n");
    assertThat(text("conf.d/README")).isEqualTo("  no   configuration");
    Files.createDirectory(here.resolve("empty"));
    assertThat(run("fmt", "empty").err()).isEqualTo("mpmlint: there is no *.conf and no .htaccess in empty\n");
  }

  @Test
  void checkChangesNothingAndEndsWithOne() throws IOException {
    Terminal.Outcome outcome = run("fmt", "--check", "ugly.conf", "neat.conf");
    assertThat(outcome.out()).isEqualTo("would format ugly.conf\n1 file would be formatted, 1 file formatted already\n");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(text("ugly.conf")).isEqualTo(UGLY);
    assertThat(run("fmt", "--check", "neat.conf").code()).isZero();
    assertThat(new Terminal(here).typing(UGLY).run("fmt", "--check", "-")).isEqualTo(new Terminal.Outcome(1, "", ""));
    assertThat(new Terminal(here).typing(NEAT).run("fmt", "--check", "-")).isEqualTo(new Terminal.Outcome(0, "", ""));
  }

  @Test
  void diffShowsWhatWouldChange() throws IOException {
    Terminal.Outcome outcome = run("fmt", "--diff", "ugly.conf");
    assertThat(outcome.out())
        .isEqualTo(
            """
            --- a/ugly.conf
            +++ b/ugly.conf
            @@ -1,3 +1,3 @@
             <VirtualHost *:80>
            -ServerName   a
            -  </VirtualHost>
            +    ServerName a
            +</VirtualHost>
            """);
    assertThat(outcome.err()).isEqualTo("1 file would be formatted\n");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(text("ugly.conf")).isEqualTo(UGLY);
  }

  @Test
  void standardInputGoesToStandardOutputByteForByte() {
    Terminal.Outcome outcome =
        new Terminal(here).in(StandardCharsets.ISO_8859_1).typing("  ServerAdmin  \u00ff\u00fe\r\n").run("fmt", "-");
    assertThat(outcome).isEqualTo(new Terminal.Outcome(0, "ServerAdmin \u00ff\u00fe\r\n", ""));
  }

  @Test
  void modeAndLinkStay() throws IOException {
    Path file = here.resolve("ugly.conf");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Files.createSymbolicLink(here.resolve("link.conf"), Path.of("ugly.conf"));
    assertThat(run("fmt", "link.conf").code()).isZero();
    assertThat(Files.isSymbolicLink(here.resolve("link.conf"))).isTrue();
    assertThat(text("ugly.conf")).isEqualTo(NEAT);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-r-----");
  }

  @Test
  void whatCannotBeLaidOutChangesNoFile() throws IOException {
    Files.writeString(here.resolve("passwd"), "root:x:0:0:root:/root:/bin/sh\n");
    assertThat(run("fmt", "ugly.conf", "nowhere.conf").err()).isEqualTo("mpmlint: nowhere.conf does not exist\n");
    assertThat(run("fmt", "ugly.conf", "passwd").err()).contains("passwd is no configuration of httpd");
    assertThat(run("fmt").err()).isEqualTo("mpmlint: name a FILE or a folder to lay out, or - for standard input\n");
    assertThat(run("fmt", "--indent", "0", "ugly.conf").err()).contains("--indent 0 is unknown; write 1 to 16, or tab");
    assertThat(run("fmt", "/dev/null").err()).isEqualTo("mpmlint: /dev/null is no regular file\n");
    assertThat(text("ugly.conf")).isEqualTo(UGLY);
  }
}
