package dev.mpmlint.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mpmlint.httpd.Layouts;
import dev.mpmlint.source.SourceFile;
import dev.mpmlint.source.Splicer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is read, reading ends soon, with problems and not with an exception. The time limits are far beyond what a
/// busy machine needs; what they catch is work that grows without bounds.
@Timeout(120)
class HostileInputTest {
  @TempDir Path dir;

  @Test
  void aMillionNestedSections() {
    Configuration c = read("<IfModule core.c>\n".repeat(1_000_000));
    assertThat(c.problems()).extracting(Problem::kind).contains(Problem.Kind.TOO_DEEP, Problem.Kind.UNCLOSED_SECTION);
    assertThat(c.occurrences()).hasSize(1_000_000);
  }

  @Test
  void aMillionNestedDirectoriesThatAreAllClosed() {
    Configuration c = read("<Directory />\n".repeat(1_000_000) + "</Directory>\n".repeat(1_000_000));
    assertThat(c.problems()).extracting(Problem::kind).containsOnly(Problem.Kind.TOO_DEEP);
    assertThat(c.problems()).noneMatch(Problem::fatal);
  }

  @Test
  void aMillionNestedSectionsThatAreSwitchedOff() {
    Configuration c = read("<IfDefine No>\n".repeat(1_000_000));
    assertThat(c.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.UNCLOSED_SECTION);
  }

  @Test
  void aMillionStrayClosingTagsGiveBoundedProblems() {
    assertThat(read("</Directory>\n".repeat(1_000_000)).problems()).hasSize(Problems.MOST_OF_A_KIND);
  }

  @Test
  void aLineOfAHundredMegabytes() throws IOException {
    Path file = dir.resolve("long.conf");
    try (var out = Files.newOutputStream(file)) {
      out.write("ServerAdmin ".getBytes(StandardCharsets.US_ASCII));
      byte[] piece = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < 100; i++) {
        out.write(piece);
      }
      out.write("\n</Directory>\n".getBytes(StandardCharsets.US_ASCII));
    }
    Configuration c = ConfigReader.read(file, options());
    assertThat(c.problems())
        .extracting(Problem::kind)
        .containsExactly(Problem.Kind.LINE_TOO_LONG, Problem.Kind.STRAY_CLOSE);
    assertThat(c.problems().getLast().number()).isEqualTo(2);
  }

  @Test
  void theLongestLineThatHttpdReadsIsRead() {
    String longest = "x".repeat(Splicer.LONGEST_LINE);
    assertThat(read(longest + "\n").problems()).isEmpty();
    assertThat(read(longest + "x\n").problems()).extracting(Problem::kind).containsExactly(Problem.Kind.LINE_TOO_LONG);
  }

  @Test
  void aHundredThousandContinuedLinesAreOne() {
    Configuration c = read("ServerAlias a \\\n".repeat(100_000) + "b\n");
    assertThat(c.occurrences()).hasSize(1);
    assertThat(c.occurrences().getFirst().statement().number()).isEqualTo(100_001);
  }

  @Test
  void filesThatIncludeEachOtherInACircle() throws IOException {
    write("a.conf", "Include " + dir + "/b.conf\n");
    write("b.conf", "Include " + dir + "/a.conf\n");
    Configuration c = readFile("a.conf");
    assertThat(c.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.INCLUDE_CYCLE);
    assertThat(c.problems().getFirst().message()).contains("a.conf → ").contains("b.conf");
  }

  @Test
  void aCircleThatBranchesAtEveryTurn() throws IOException {
    write("a.conf", ("Include " + dir + "/*.conf\n").repeat(5));
    write("b.conf", ("Include " + dir + "/*.conf\n").repeat(5));
    Configuration c = readFile("a.conf");
    assertThat(c.problems()).extracting(Problem::kind).contains(Problem.Kind.INCLUDE_CYCLE);
    assertThat(c.files().size()).isLessThan(25_000);
  }

  @Test
  void includesThatBranchWithoutACircle() throws IOException {
    for (int i = 0; i < 30; i++) {
      write("f" + i, ("Include " + dir + "/f" + (i + 1) + "\n").repeat(2));
    }
    write("f30", "ServerName x\n");
    Configuration c = readFile("f0");
    assertThat(c.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.TOO_LARGE);
  }

  @Test
  void macrosThatGrowAtEveryTurn() {
    StringBuilder text = new StringBuilder("LoadModule macro_module modules/mod_macro.so\n");
    text.append("<Macro m0>\nServerAlias x\n</Macro>\n");
    for (int i = 1; i <= 40; i++) {
      text.append("<Macro m%d>\n%s</Macro>\n".formatted(i, "Use m%d\n".formatted(i - 1).repeat(2)));
    }
    Configuration c = read(text + "Use m40\n");
    assertThat(c.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.TOO_LARGE);
  }

  @Test
  void aMacroWhoseArgumentsGrow() {
    String doubling = "<Macro m%d $a>\nUse m%d $a$a$a$a$a$a$a$a\n</Macro>\n";
    StringBuilder text = new StringBuilder("LoadModule macro_module modules/mod_macro.so\n");
    for (int i = 0; i < 40; i++) {
      text.append(doubling.formatted(i, i + 1));
    }
    Configuration c = read(text + "<Macro m40 $a>\nServerAlias $a\n</Macro>\nUse m0 xxxxxxxx\n");
    assertThat(c.problems()).extracting(Problem::kind).contains(Problem.Kind.LINE_TOO_LONG);
  }

  @Test
  void variablesThatGrow() {
    StringBuilder text = new StringBuilder("Define v0 xxxxxxxx\n");
    for (int i = 0; i < 60; i++) {
      text.append("Define v%d %s\n".formatted(i + 1, "${v%d}".formatted(i).repeat(8)));
    }
    assertThat(read(text.toString()).problems()).extracting(Problem::kind).contains(Problem.Kind.LINE_TOO_LONG);
  }

  @Test
  void linksThatLeadNowhereAndInCircles() throws IOException {
    Files.createSymbolicLink(dir.resolve("loop"), Path.of("loop"));
    Files.createSymbolicLink(dir.resolve("self"), Path.of("."));
    Files.createSymbolicLink(dir.resolve("gone.conf"), Path.of("nowhere"));
    Path main = write("main", "Include %s/loop\nInclude %s/gone.conf\nInclude %s/self\n".formatted(dir, dir, dir));
    Configuration c = ConfigReader.read(main, options());
    assertThat(c.problems())
        .extracting(Problem::kind)
        .contains(Problem.Kind.INCLUDE_UNREADABLE, Problem.Kind.INCLUDE_BROKEN_LINK);
  }

  @Test
  void includingEverythingBelowTheRootOfTheMachine() throws IOException {
    Path main = write("main.conf", "Include /**\nIncludeOptional /*/*/*\nInclude /proc/self/*\n");
    Configuration c = ConfigReader.read(main, options());
    assertThat(c.problems()).isNotEmpty();
  }

  @Test
  void bytesOfAnyKind() {
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      byte[] bytes = new byte[random.nextInt(4000)];
      random.nextBytes(bytes);
      SourceFile file = SourceFile.of("random " + i, bytes);
      Configuration c = ConfigReader.read(file, options());
      assertThat(c.main().bytes()).isEqualTo(bytes);
    }
  }

  @Test
  void whatIsNoFileIsRefusedInOneClause() {
    assertThatThrownBy(() -> ConfigReader.read(dir, options())).hasMessage(dir + " is a directory");
    assertThatThrownBy(() -> ConfigReader.read(Path.of("/dev/zero"), options()))
        .hasMessage("/dev/zero is not a regular file");
    Path gone = dir.resolve("gone");
    assertThatThrownBy(() -> ConfigReader.read(gone, options())).hasMessage(gone + " does not exist");
  }

  @Test
  void nothingOutsideTheRootIsReadThroughPathsOrLinks() throws IOException {
    Path secret = write("secret.conf", "</Secret>\n");
    Path root = dir.resolve("root");
    Files.createDirectories(root.resolve("etc/httpd"));
    Files.createSymbolicLink(root.resolve("etc/httpd/up.conf"), Path.of("../../../secret.conf"));
    Files.createSymbolicLink(root.resolve("etc/httpd/absolute.conf"), secret);
    Files.createSymbolicLink(root.resolve("etc/httpd/folder"), Path.of("../../.."));
    Files.createSymbolicLink(root.resolve("etc/httpd/inside.conf"), Path.of("/etc/httpd/good.conf"));
    Files.writeString(root.resolve("etc/httpd/good.conf"), "</Good>\n");
    Path main = root.resolve("etc/httpd/httpd.conf");
    for (String include :
        List.of("up.conf", "absolute.conf", "folder/secret.conf", "../../../secret.conf", "folder", "*.conf", secret.toString(),
            "/../../" + secret, "folder/../../secret.conf", "fol*/*.conf")) {
      Files.writeString(main, "IncludeOptional " + include + "\n");
      Configuration c = ConfigReader.read(main, options().withServerRoot("/etc/httpd").withRoot(root));
      assertThat(c.files()).as(include).noneMatch(s -> s.file().text().contains("Secret"));
      assertThat(c.problems()).as(include).noneMatch(p -> p.message().contains("Secret"));
    }
    Files.writeString(main, "Include inside.conf\nInclude up.conf\n");
    Configuration c = ConfigReader.read(main, options().withServerRoot("/etc/httpd").withRoot(root));
    assertThat(c.problems())
        .extracting(Problem::kind)
        .containsExactly(Problem.Kind.STRAY_CLOSE, Problem.Kind.INCLUDE_OUTSIDE_ROOT);
  }

  private static ReadOptions options() {
    return ReadOptions.of(InputKind.WHOLE, Layouts.find("debian").orElseThrow());
  }

  private static Configuration read(String text) {
    return ConfigReader.read(SourceFile.of("test.conf", text.getBytes(StandardCharsets.ISO_8859_1)), options());
  }

  private Configuration readFile(String name) throws IOException {
    return ConfigReader.read(dir.resolve(name), options());
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text);
  }
}
