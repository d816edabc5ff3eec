package dev.mpmlint.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.source.SourceFile;
import dev.mpmlint.support.RequiresProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The judges are `diff`, `patch` and `git apply`.
class UnifiedDiffTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path here;

  private static SourceFile file(String text) {
    return SourceFile.of("x", text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String diff(String before, String after) {
    return UnifiedDiff.of("old", "new", file(before), file(after));
  }

  @Test
  void nothingDiffersInNothing() {
    assertThat(diff("a\n", "a\n")).isEmpty();
  }

  @ParameterizedTest
  @RequiresProgram("diff")
  @CsvSource(
      value = {
        "a|b", "a\\n|b\\n", "|a\\n", "a\\n|", "a\\n|a", "a|a\\n", "|a", "a\\nb\\nc\\n|a\\nc\\n", "a\\n|x\\na\\n",
        "1\\n2\\n3\\n4\\n5\\n6\\n7\\n8\\n9\\n|1\\nX\\n3\\n4\\n5\\n6\\n7\\n8\\nY\\n",
        "1\\n2\\n3\\n4\\n5\\n6\\n7\\n8\\n9\\n0\\n|X\\n2\\n3\\n4\\n5\\n6\\n7\\n8\\n9\\nY\\n",
        "a\\r\\nb\\r\\n|a\\nb\\r\\n", "\u00ff\\n\u00fe|\u00ff\\n\u00fd", "\\n\\n\\n|\\n\\n"
      },
      delimiter = '|')
  void itIsWhatDiffPrints(String before, String after) throws Exception {
    String old = unescaped(before);
    String fresh = unescaped(after);
    assertThat(diff(old, fresh)).isEqualTo(realDiff(old, fresh));
  }

  @Test
  @RequiresProgram("diff")
  void itIsWhatDiffPrintsOfManyChanges() throws Exception {
    Random random = new Random(7);
    for (int round = 0; round < 40; round++) {
      StringBuilder old = new StringBuilder();
      StringBuilder fresh = new StringBuilder();
      for (int line = 0; line < 60; line++) {
        old.append("line ").append(line).append('\n');
        fresh.append(random.nextInt(6) == 0 ? "changed " : "line ").append(line).append('\n');
      }
      assertThat(diff(old.toString(), fresh.toString())).isEqualTo(realDiff(old.toString(), fresh.toString()));
    }
  }

  @Test
  @RequiresProgram({"patch", "git"})
  void patchAndGitMakeTheNewFileOfTheOldOne() throws Exception {
    Random random = new Random(42);
    for (int round = 0; round < 40; round++) {
      String old = randomText(random);
      String fresh = round % 2 == 0 ? randomText(random) : mutated(old, random);
      if (old.equals(fresh)) {
        continue;
      }
      String name = round % 3 == 0 ? "a \u00e9.conf" : "sites/x.conf";
      SourceFile before = SourceFile.of(name, old.getBytes(StandardCharsets.ISO_8859_1));
      SourceFile after = SourceFile.of(name, fresh.getBytes(StandardCharsets.ISO_8859_1));
      write(here.resolve("fix.diff"), UnifiedDiff.inPlace(name, before, after));
      Path target = here.resolve(name);
      for (List<String> command : List.of(List.of("patch", "-p1", "--binary", "-s", "-i", "fix.diff"), List.of("git", "apply", "--whitespace=nowarn", "fix.diff"))) {
        Files.createDirectories(target.getParent());
        write(target, old);
        assertThat(run(command)).as("%s", command).isEmpty();
        assertThat(fresh.isEmpty() && !Files.exists(target) ? "" : read(target)).as("%s", command).isEqualTo(fresh);
      }
    }
  }

  @Test
  @RequiresProgram("patch")
  void aFileChangedInEachLineIsDoneInSeconds() throws Exception {
    String old = "ServerName a\n".repeat(200_000);
    String fresh = old.replace("a\n", "b\n") + "Listen 80";
    write(here.resolve("x"), old);
    write(here.resolve("fix.diff"), UnifiedDiff.inPlace("x", file(old), file(fresh)));
    assertThat(run(List.of("patch", "-p1", "-s", "-i", "fix.diff"))).isEmpty();
    assertThat(read(here.resolve("x"))).isEqualTo(fresh);
  }

  @Test
  void namesAreWrittenAsGitWritesThem() {
    SourceFile before = file("a\n");
    SourceFile after = file("b\n");
    assertThat(UnifiedDiff.inPlace("/etc/a b", before, after)).startsWith("--- a/etc/a b\t\n+++ b/etc/a b\t\n");
    assertThat(UnifiedDiff.inPlace("a\"\n", before, after)).startsWith("--- \"a/a\\\"\\012\"\n");
  }

  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append("abc\u00ff\r".charAt(random.nextInt(5))).append(i == 1 && random.nextBoolean() ? "" : "\n");
    }
    return text.toString();
  }

  private static String mutated(String text, Random random) {
    List<String> lines = new ArrayList<>(List.of(text.split("(?<=\n)")));
    lines.add(random.nextInt(lines.size() + 1), "new\n");
    lines.remove(random.nextInt(lines.size()));
    return String.join("", lines);
  }

  private static String unescaped(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "" : text.replace("\\n", "\n").replace("\\r", "\r");
  }

  private String realDiff(String before, String after) throws Exception {
    write(here.resolve("old.txt"), before);
    write(here.resolve("new.txt"), after);
    return run(List.of("diff", "-a", "-u", "--label", "old", "--label", "new", "old.txt", "new.txt"));
  }

  private String run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).directory(here.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    process.waitFor();
    return said;
  }

  private static void write(Path file, String text) throws IOException {
    Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }
}
