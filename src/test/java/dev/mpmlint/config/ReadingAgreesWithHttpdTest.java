package dev.mpmlint.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.httpd.Layouts;
import dev.mpmlint.support.RealHttpd;
import dev.mpmlint.support.RequiresProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every configuration here is given to the real httpd and to [ConfigReader]; where httpd stops reading, so must we, at
/// the same line and for the same reason, and where it does not, neither must we.
@RequiresProgram("apache2")
class ReadingAgreesWithHttpdTest {
  /// Read before each case; the case begins at line 8.
  private static final String PREAMBLE =
      """
      ServerRoot @DIR@
      LoadModule mpm_event_module @MODULES@/mod_mpm_event.so
      LoadModule macro_module @MODULES@/mod_macro.so
      Listen 127.0.0.1:18080
      ServerName localhost
      PidFile @DIR@/pid
      ErrorLog @DIR@/error.log
      """;

  private static final String MODULES = "/usr/lib/apache2/modules";

  @TempDir Path dir;
  private RealHttpd httpd;

  @BeforeEach
  void tree() throws IOException {
    httpd = RealHttpd.installed();
    Files.createDirectories(dir.resolve("inc/sub"));
    Files.createDirectories(dir.resolve("empty"));
    Files.writeString(dir.resolve("inc/a.conf"), "ServerAdmin a@b\n");
    Files.writeString(dir.resolve("inc/b.conf"), "<IfModule nosuch.c>\nx\n</IfModule>\n");
    Files.writeString(dir.resolve("inc/sub/c.conf"), "ServerAdmin c@d");
    Files.writeString(dir.resolve("open.conf"), "<Directory />\n");
    Files.writeString(dir.resolve("stray.conf"), "\n\n</Directory>\n");
    Files.writeString(dir.resolve("self.conf"), "\nInclude self.conf\n");
    Files.writeString(dir.resolve("true.conf"), "<IfModule event.c>\n");
    Files.writeString(dir.resolve("false.conf"), "\n<IfModule nosuch.c>\n");
    Files.createSymbolicLink(dir.resolve("dangling.conf"), Path.of("nowhere.conf"));
    Files.createSymbolicLink(dir.resolve("loop.conf"), Path.of("loop.conf"));
  }

  static Stream<String> cases() throws IOException {
    try (var in = ReadingAgreesWithHttpdTest.class.getResourceAsStream("reading-cases.txt")) {
      String all = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      return Stream.of(all.split("(?m)^----\n")).skip(1);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void stopsWhereHttpdStops(String text) {
    agree(unescape(text));
  }

  @Test
  void theCasesAreThere() throws IOException {
    assertThat(cases()).hasSizeGreaterThan(100);
  }

  @Test
  void stopsWhereHttpdStopsOnMixturesOfAllKindsOfLines() {
    List<String> disagreements = new ArrayList<>();
    int stops = 0;
    for (int seed = 0; seed < Integer.getInteger("mpmlint.mixtures", 400); seed++) {
      String text = mixture(new Random(seed));
      Optional<String> difference = difference(text);
      difference.ifPresent(disagreements::add);
      stops += ReadStop.of(ours()).isPresent() ? 1 : 0;
    }
    assertThat(disagreements).isEmpty();
    assertThat(stops).as("configurations that do not read").isGreaterThan(50);
  }

  private static final List<String> LINES =
      List.of(
          "<IfModule event.c>", "<IfModule nosuch.c>", "<IfModule !event.c>", "<IfModule !nosuch.c>", "</IfModule>",
          "</IfModule>", "</IfModule> # x", "<IfDefine A>", "</IfDefine>", "</ifdefine>", "Define A", "UnDefine a", "UnDefine A",
          "<Directory />", "</Directory>", "</Directory> x", "</directory>", "<Files x>", "</Files>", "<VirtualHost *:80>",
          "</VirtualHost>", "ServerAdmin a@b", "# comment", "# comment \\\\", "", "ServerAdmin x \\\\", "<IfVersion > 2.2>",
          "<IfVersion < 2.2>", "</IfVersion>", "Include inc", "Include inc/*.conf", "IncludeOptional nothing*", "Include true.conf",
          "<Macro m $a>", "</Macro>", "Use m 1", "Define B \"</Directory>\"", "${B}", "\"<Directory\" />", "<IfFile inc/a.conf>",
          "</IfFile>", "<Files", "<>", "</>", "<IfDirective ServerAdmin>", "</IfDirective>");

  private static String mixture(Random random) {
    StringBuilder text = new StringBuilder();
    int lines = 2 + random.nextInt(8);
    for (int i = 0; i < lines; i++) {
      text.append(LINES.get(random.nextInt(LINES.size())).replace("\\\\", "\\"));
      text.append(random.nextInt(12) == 0 ? "\r\n" : "\n");
    }
    return text.toString();
  }

  private void agree(String text) {
    assertThat(difference(text)).as("for\n%s", text).isEmpty();
  }

  /// What the two say when they do not agree.
  private Optional<String> difference(String text) {
    try {
      String preamble = PREAMBLE.replace("@DIR@", dir.toString()).replace("@MODULES@", MODULES);
      Path file = dir.resolve("httpd.conf");
      Files.writeString(file, preamble + text.replace("@DIR@", dir.toString()), StandardCharsets.ISO_8859_1);
      RealHttpd.Answer answer = httpd.test(file);
      Optional<ReadStop> theirs = ReadStop.of(answer);
      Optional<ReadStop> mine = ReadStop.of(ours());
      boolean same =
          theirs.isPresent() == mine.isPresent()
              && (theirs.isEmpty() || theirs.get().inMacro() || theirs.get().line() == mine.get().line()
                  && theirs.get().file().equals(mine.get().file()));
      return same
          ? Optional.empty()
          : Optional.of("for\n" + text + "\nhttpd: " + theirs + "\nours: " + mine + "\nsaid: " + answer.err());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Configuration ours() {
    try {
      ReadOptions options =
          ReadOptions.of(InputKind.WHOLE, Layouts.find("debian").orElseThrow()).withCheckFiles(true);
      return ConfigReader.read(dir.resolve("httpd.conf"), options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// `\xNN` stands for a byte, `\N` at the end of a case for "no line feed here".
  private static String unescape(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith("\\x", i)) {
        out.append((char) Integer.parseInt(text.substring(i + 2, i + 4), 16));
        i += 3;
      } else if (text.startsWith("\\N\n", i)) {
        i += 2;
      } else {
        out.append(text.charAt(i));
      }
    }
    return out.toString();
  }
}
