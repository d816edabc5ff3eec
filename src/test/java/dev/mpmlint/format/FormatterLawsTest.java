package dev.mpmlint.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.config.ConfigReader;
import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.ReadOptions;
import dev.mpmlint.edit.Edits;
import dev.mpmlint.httpd.Layouts;
import dev.mpmlint.lint.CannotLintException;
import dev.mpmlint.lint.Input;
import dev.mpmlint.lint.Linter;
import dev.mpmlint.lint.Settings;
import dev.mpmlint.rules.Subject;
import dev.mpmlint.source.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What holds of every file, other people's and made-up ones: httpd reads the same before and after, formatting again
/// changes nothing, and nothing but white space is touched.
class FormatterLawsTest {
  private static final ReadOptions WHOLE =
      ReadOptions.of(InputKind.WHOLE, Layouts.find("debian").orElseThrow()).withServerRoot("/nowhere");
  private static final List<Indent> INDENTS = List.of(Indent.DEFAULT, Indent.TAB, Indent.spaces(2));

  @TempDir Path scratch;

  @Test
  void samplesStockTreesAndFixturesAreReadAsBefore() throws IOException, CannotLintException {
    int trees = 0;
    for (String folder : List.of("samples", "src/test/resources/stock")) {
      try (Stream<Path> each = Files.list(Path.of(folder))) {
        for (Path tree : each.filter(Files::isDirectory).sorted().toList()) {
          treeIsReadAsBefore(tree, scratch.resolve("tree" + trees++));
        }
      }
    }
    assertThat(trees).isGreaterThan(20);
    int files = 0;
    for (Path file : filesIn(Path.of("src/test/resources/rules"))) {
      lawsHold(SourceFile.of(file.toString(), Files.readAllBytes(file)));
      files++;
    }
    assertThat(files).isGreaterThan(200);
  }

  @Test
  void otherPeoplesConfigurationsAreReadAsBefore() throws IOException {
    String corpus = System.getProperty("mpmlint.corpus", "");
    List<Path> files = corpus.isEmpty() ? List.of(Path.of("README.md")) : filesIn(Path.of(corpus));
    for (Path file : files) {
      lawsHold(SourceFile.of(file.toString(), Files.readAllBytes(file)));
    }
  }

  @Test
  void oddLinesAreReadAsBefore() throws IOException {
    String cases =
        Files.readString(Path.of("src/test/resources/dev/mpmlint/config/reading-cases.txt"), StandardCharsets.ISO_8859_1);
    for (String text : cases.split("(?m)^----\n")) {
      lawsHold(bytes(text));
      lawsHold(bytes(text.replace("\\x00", "\0").replace("\\r", "\r").replace("\\t", "\t")));
    }
    for (int seed = 0; seed < 10_000; seed++) {
      lawsHold(bytes(OddText.of(new Random(seed))));
    }
  }

  private static SourceFile bytes(String text) {
    return SourceFile.of("odd.conf", text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void lawsHold(SourceFile before) {
    List<String> meaning = Evaluated.of(ConfigReader.read(before, WHOLE));
    for (Indent indent : INDENTS) {
      SourceFile after = Edits.apply(before, Formatter.edits(before, indent));
      assertThat(Evaluated.of(ConfigReader.read(after, WHOLE)))
          .as("%s%nbecame%n%s", shown(before), shown(after))
          .isEqualTo(meaning);
      assertThat(Formatter.edits(after, indent)).as("formatting again after\n%s", before.text()).isEmpty();
      assertThat(withoutWhiteSpace(after.text())).as(before.text()).isEqualTo(withoutWhiteSpace(before.text()));
      assertThat(lineFeeds(after) - lineFeeds(before)).as(before.text()).isBetween(0L, before.text().endsWith("\n") ? 0L : 1L);
    }
  }

  /// With the white space visible that is hard to see.
  private static String shown(SourceFile file) {
    return file.text().replace("\r", "\\r").replace("\u000b", "\\v").replace("\f", "\\f").replace("\t", "\\t").replace("\0", "\\0");
  }

  private static long lineFeeds(SourceFile file) {
    return file.text().chars().filter(c -> c == '\n').count();
  }

  private static String withoutWhiteSpace(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.chars().filter(c -> c != ' ' && (c < '\t' || c > '\r')).forEach(c -> out.append((char) c));
    return out.toString();
  }

  private static void treeIsReadAsBefore(Path tree, Path copy) throws IOException, CannotLintException {
    copy(tree, copy);
    List<Input> mains = new ArrayList<>();
    try (Stream<Path> all = Files.walk(copy)) {
      all.filter(f -> f.toString().matches(".*/(httpd|apache2)\\.conf")).sorted().forEach(f -> mains.add(new Input.OnDisk(f)));
    }
    List<String> before = meaning(mains);
    for (Path file : filesIn(copy)) {
      SourceFile source = SourceFile.of(file.toString(), Files.readAllBytes(file));
      Files.write(file, Edits.apply(source, Formatter.edits(source, Indent.TAB)).bytes());
    }
    assertThat(meaning(mains)).as(tree.toString()).isEqualTo(before);
  }

  private static List<String> meaning(List<Input> mains) throws CannotLintException {
    List<String> all = new ArrayList<>();
    for (Input main : mains) {
      for (Subject subject : Linter.read(main, Settings.NONE).subjects()) {
        all.addAll(Evaluated.of(subject.configuration()));
      }
    }
    return all;
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS)).sorted().toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()), LinkOption.NOFOLLOW_LINKS);
      }
    }
  }
}
