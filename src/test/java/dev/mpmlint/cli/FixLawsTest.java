package dev.mpmlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What holds of fixes whatever they fix, tried on every fixture of every rule.
class FixLawsTest {
  private static final Path FIXTURES = Path.of("src/test/resources/rules");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path here;

  @Test
  void fixingTwiceIsFixingOnceAndNothingElseChanges() throws IOException {
    List<Path> fixtures;
    try (Stream<Path> files = Files.walk(FIXTURES)) {
      fixtures = files.filter(f -> f.toString().endsWith(".conf") && Files.isRegularFile(f)).sorted().toList();
    }
    assertThat(fixtures).hasSizeGreaterThan(100);
    int fixed = 0;
    for (Path fixture : fixtures) {
      byte[] before = Files.readAllBytes(fixture);
      String kind = new String(before, StandardCharsets.ISO_8859_1).startsWith("# fixture: whole") ? "--whole" : "--fragment";
      Path file = Files.write(here.resolve("x.conf"), before);
      Terminal.Outcome first = run("check", "--fix", "--unsafe-fixes", kind, "x.conf");
      assertThat(first.err()).as("%s", fixture).isEmpty();
      byte[] once = Files.readAllBytes(file);
      fixed += java.util.Arrays.equals(before, once) ? 0 : 1;
      assertThat(run("check", "--diff", "--unsafe-fixes", kind, "x.conf").out()).as("%s fixed twice", fixture).isEmpty();
      assertThat(comments(once)).as("comments of %s", fixture).containsAll(comments(before).stream().filter(c -> !c.contains("mpmlint:")).toList());
    }
    assertThat(fixed).isGreaterThan(30);
  }

  private static List<String> comments(byte[] text) {
    return new String(text, StandardCharsets.ISO_8859_1).lines().map(String::strip).filter(l -> l.startsWith("#")).toList();
  }

  private Terminal.Outcome run(String... args) {
    return new Terminal(here).run(args);
  }
}
