package dev.mpmlint.httpd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The stock configurations, which other tests read, are what they claim to be.
class StockTest {
  private static final Path STOCK = Path.of("src/test/resources/stock");

  @Test
  void every_directive_and_every_loaded_module_is_one_that_httpd_has() throws IOException {
    List<String> wrong = new ArrayList<>();
    int directives = 0;
    for (Path file : files()) {
      for (String line : Files.readAllLines(file)) {
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#") || text.startsWith("</")) {
          continue;
        }
        List<String> words = List.of(text.split("[ \\t]+"));
        String name = words.getFirst().startsWith("<") ? words.getFirst().replace(">", "") : words.getFirst();
        directives++;
        if (!Directives.isKnown(name)) {
          wrong.add(file + ": " + name);
        }
        if (name.equals("LoadModule") && Modules.find(words.get(1)).isEmpty()) {
          wrong.add(file + ": " + words.get(1));
        }
      }
    }
    assertThat(directives).isGreaterThan(2000);
    assertThat(wrong).isEmpty();
  }

  @Test
  void what_is_enabled_in_the_debian_trees_is_a_relative_link() throws IOException {
    List<Path> links = new ArrayList<>();
    for (String tree : List.of("debian-event", "debian-worker", "debian-prefork-php", "debian-prefork-itk")) {
      try (Stream<Path> entries = Files.list(STOCK.resolve(tree).resolve("etc/apache2/mods-enabled"))) {
        links.addAll(entries.toList());
      }
    }
    assertThat(links)
        .hasSizeGreaterThan(80)
        .allMatch(Files::isSymbolicLink)
        .allMatch(Files::isRegularFile)
        .allSatisfy(l -> assertThat(Files.readSymbolicLink(l)).isRelative());
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(STOCK)) {
      return all.filter(p -> Files.isRegularFile(p) && (p.toString().endsWith(".conf") || p.toString()
          .endsWith(".load")))
          .toList();
    }
  }
}
