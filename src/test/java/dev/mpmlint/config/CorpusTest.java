package dev.mpmlint.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mpmlint.httpd.Layouts;
import dev.mpmlint.support.RealHttpd;
import dev.mpmlint.support.RequiresProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Configurations of other people, each included in a server that has all of Debian's modules: wherever the real httpd
/// stops reading, so do we, at the same line, and nowhere else. Run with `mvn verify -Dmpmlint.corpus=DIR`; files named
/// `*.md` and `*.tsv` are left out, and what stands in a folder `htaccess` is included in a `<Directory>`.
@RequiresProgram("apache2")
class CorpusTest {
  private static final Path MODULES = Path.of("/usr/lib/apache2/modules");

  @TempDir Path dir;

  @Test
  void everyFileIsReadAsHttpdReadsIt() throws IOException, InterruptedException {
    String corpus = System.getProperty("mpmlint.corpus", "");
    assumeTrue(!corpus.isEmpty(), "skipped: no folder of configurations is given with -Dmpmlint.corpus=DIR");
    List<Path> files;
    try (Stream<Path> all = Files.walk(Path.of(corpus))) {
      files = all.filter(Files::isRegularFile).filter(CorpusTest::isConfiguration).sorted().toList();
    }
    assertThat(files).isNotEmpty();
    Map<String, String> environment = new TreeMap<>();
    RealHttpd httpd = RealHttpd.installed();
    for (String name : List.of("RUN_USER", "RUN_GROUP", "PID_FILE", "RUN_DIR", "LOCK_DIR", "LOG_DIR", "CONFDIR")) {
      String value = name.startsWith("RUN_U") || name.startsWith("RUN_G") ? "www-data" : dir.toString();
      environment.put("APACHE_" + name, value);
      httpd = httpd.with("APACHE_" + name, value);
    }
    ReadOptions options =
        ReadOptions.of(InputKind.WHOLE, Layouts.find("debian").orElseThrow())
            .withEnvironment(environment)
            .withCheckFiles(true);
    List<String> differences = new ArrayList<>();
    int stops = 0;
    for (Path file : files) {
      Path wrapper = wrapper(file);
      Optional<ReadStop> theirs = ReadStop.of(httpd.test(wrapper));
      Optional<ReadStop> ours = ReadStop.of(ConfigReader.read(wrapper, options));
      stops += theirs.isPresent() ? 1 : 0;
      if (!same(theirs, ours)) {
        differences.add("%s%n  httpd: %s%n  ours:  %s".formatted(file, theirs, ours));
      }
    }
    System.out.println(
        "corpus: " + files.size() + " files, httpd stops reading in " + stops + ", " + differences.size() + " differences");
    assertThat(differences).isEmpty();
  }

  private static boolean isConfiguration(Path file) {
    String name = file.getFileName().toString();
    return !name.endsWith(".md") && !name.endsWith(".tsv");
  }

  private static boolean same(Optional<ReadStop> theirs, Optional<ReadStop> ours) {
    return theirs.isPresent() == ours.isPresent()
        && (theirs.isEmpty()
            || theirs.get().inMacro()
            || theirs.get().line() == ours.get().line() && theirs.get().file().equals(ours.get().file()));
  }

  private Path wrapper(Path file) throws IOException {
    StringBuilder text = new StringBuilder("ServerRoot " + dir + "\nServerName localhost\nListen 127.0.0.1:18080\n");
    text.append("LoadModule mpm_prefork_module ").append(MODULES).append("/mod_mpm_prefork.so\n");
    try (Stream<Path> loads = Files.list(Path.of("/etc/apache2/mods-available"))) {
      loads
          .filter(l -> l.toString().endsWith(".load") && !l.getFileName().toString().startsWith("mpm_"))
          .sorted()
          .forEach(l -> text.append("Include ").append(l).append('\n'));
    }
    boolean htaccess = file.toString().contains("/htaccess/");
    text.append(htaccess ? "<Directory /srv>\n" : "").append("Include \"").append(file.toAbsolutePath()).append("\"\n");
    text.append(htaccess ? "</Directory>\n" : "");
    return Files.writeString(dir.resolve("wrapper.conf"), text, StandardCharsets.ISO_8859_1);
  }
}
