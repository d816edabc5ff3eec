package dev.mpmlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `--fix` and `--diff` as a user sees them.
class FixTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path here;

  private Path write(String name, String text) throws IOException {
    return Files.write(here.resolve(name), text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }

  private Terminal.Outcome run(String... args) {
    return new Terminal(here).in(StandardCharsets.ISO_8859_1).run(args);
  }

  @Test
  void everyOtherByteStays() throws IOException {
    Path file = write("x.conf", "# caf\u00e9 \u00ff\r\n\tMaxClients   150\t \r\n<IfModule prefork.c>\r\n</IfModule>\r\nServerAdmin \u00fc\u0000x");
    Terminal.Outcome outcome = run("check", "--fix", "x.conf");
    assertThat(outcome.err()).isEmpty();
    assertThat(read(file)).isEqualTo("# caf\u00e9 \u00ff\r\n\tMaxRequestWorkers   150\t \r\n<IfModule prefork.c>\r\n</IfModule>\r\nServerAdmin \u00fc\u0000x");
    assertThat(outcome.out()).contains("fixed 1 finding in 1 file");
  }

  @Test
  void fixesThatTouchTheSameLineAreMadeInRounds() throws IOException {
    Path file = write("x.conf", "<IfModule mpm_event_module>\nMaxClients 256 # for spring\n</IfModule>\n");
    run("check", "--fix", "x.conf");
    assertThat(read(file)).isEqualTo("<IfModule mpm_event_module>\n# for spring\nMaxRequestWorkers 250\n</IfModule>\n");
    assertThat(run("check", "--fix", "x.conf").out()).startsWith("no findings").doesNotContain("fixed");
  }

  @Test
  void whatChangesHttpdsWaysIsLeftUnlessAskedFor() throws IOException {
    Path file = write("x.conf", "<IfModule mpm_event_module>\nMaxConnectionsPerChild 10\n</IfModule>\n");
    assertThat(run("check", "--fix", "x.conf").out()).contains("1 fixable with --fix --unsafe-fixes");
    assertThat(read(file)).contains("MaxConnectionsPerChild 10\n");
    run("check", "--fix", "--unsafe-fixes", "x.conf");
    assertThat(read(file)).contains("MaxConnectionsPerChild 10000\n");
    assertThat(run("check", "--unsafe-fixes", "x.conf").err()).contains("give --fix or --diff as well");
  }

  @Test
  void whatIsNotReportedIsNotFixed() throws IOException {
    Path file = write("x.conf", "# mpmlint: ignore[MPM028] reason\nMaxClients 150\n");
    run("check", "--fix", "x.conf");
    assertThat(read(file)).contains("MaxClients 150");
    write("x.conf", "MaxClients 150\n");
    run("check", "--fix", "--ignore", "MPM028", "x.conf");
    assertThat(read(file)).isEqualTo("MaxClients 150\n");
  }

  @Test
  void anUnusedSuppressionIsTakenOut() throws IOException {
    Path file = write("x.conf", "# kept\n  # mpmlint: ignore[SYN001] none\n# mpmlint: ignore[SYN002, MPM028] one\nMaxClients 150\n");
    run("check", "--fix", "--ignore", "MPM028", "x.conf");
    assertThat(read(file)).isEqualTo("# kept\n# mpmlint: ignore[MPM028] one\nMaxClients 150\n");
  }

  @Test
  void aDiffChangesNothing() throws IOException {
    Path file = write("x.conf", "MaxClients 150\n");
    Terminal.Outcome outcome = run("check", "--diff", "x.conf");
    assertThat(outcome.out()).isEqualTo("--- a/x.conf\n+++ b/x.conf\n@@ -1 +1 @@\n-MaxClients 150\n+MaxRequestWorkers 150\n");
    assertThat(outcome.code()).isOne();
    assertThat(read(file)).isEqualTo("MaxClients 150\n");
    write("x.conf", "MaxRequestWorkers 150\n");
    assertThat(run("check", "--diff", "x.conf").code()).isZero();
  }

  @Test
  void includedFilesAreFixedThroughTheirLinksWhichStay() throws IOException {
    Files.createDirectories(here.resolve("sites-available"));
    Files.createDirectories(here.resolve("sites-enabled"));
    Path real = write("sites-available/a.conf", "MaxClients 150\n");
    Path link = Files.createSymbolicLink(here.resolve("sites-enabled/a.conf"), Path.of("../sites-available/a.conf"));
    write("httpd.conf", "ServerRoot \"" + here + "\"\nListen 80\nLoadModule mpm_event_module modules/e.so\nInclude sites-enabled/*.conf\nInclude sites-available/a.conf\n");
    run("check", "--fix", "--select", "MPM028", "httpd.conf");
    assertThat(read(real)).isEqualTo("MaxRequestWorkers 150\n");
    assertThat(link).isSymbolicLink();
  }

  @Test
  void standardInputIsFixedToStandardOutput() {
    Terminal.Outcome outcome = new Terminal(here).typing("MaxClients 150\n").run("check", "--fix", "-");
    assertThat(outcome.out()).isEqualTo("MaxRequestWorkers 150\n");
    assertThat(new Terminal(here).typing("MaxClients 150\n").run("check", "--diff", "-").out()).contains("+MaxRequestWorkers 150");
  }

  @Test
  void aFileUnderTheNameOfStandardInputStaysAsItIs() throws IOException {
    Path file = write("x.conf", "MaxClients 99\n");
    Terminal.Outcome outcome = new Terminal(here).typing("MaxClients 150\n").run("check", "--fix", "-", "--stdin-filename", "x.conf");
    assertThat(outcome.out()).isEqualTo("MaxRequestWorkers 150\n");
    assertThat(read(file)).isEqualTo("MaxClients 99\n");
  }
}
