package dev.mpmlint.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.httpd.Layouts;
import dev.mpmlint.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Buffers that stand for files, as an editor and a what-if have them.
class OverlayTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path dir;

  @BeforeEach
  void aTreeWithLinks() throws IOException {
    Files.createDirectories(dir.resolve("available"));
    Files.createDirectories(dir.resolve("enabled"));
    Files.writeString(dir.resolve("available/a.conf"), "ServerName a.on.disk\n");
    Files.writeString(dir.resolve("available/b.conf"), "ServerName b.on.disk\n");
    Files.createSymbolicLink(dir.resolve("enabled/a.conf"), Path.of("../available/a.conf"));
    Files.writeString(dir.resolve("httpd.conf"), "Include enabled/*.conf\n");
  }

  private List<String> read(Overlay overlay) throws IOException {
    ReadOptions options =
        ReadOptions.of(InputKind.WHOLE, Layouts.find("debian").orElseThrow())
            .withServerRoot(dir.toString())
            .withOverlay(overlay);
    return names(ConfigReader.read(dir.resolve("httpd.conf"), options));
  }

  /// The same in a root folder.
  private List<String> readBelow(Path root, Overlay overlay) throws IOException {
    ReadOptions options =
        ReadOptions.of(InputKind.WHOLE, Layouts.find("debian").orElseThrow())
            .withServerRoot("/")
            .withRoot(root)
            .withOverlay(overlay);
    return names(ConfigReader.read(root.resolve("httpd.conf"), options));
  }

  private List<String> names(Configuration read) {
    return read.occurrences().stream()
        .filter(o -> o.statement().key().equals("servername"))
        .map(o -> o.statement().args().trim() + " in " + dir.relativize(Path.of(o.place().site().file().name())))
        .toList();
  }

  private SourceFile buffer(String name, String text) {
    return SourceFile.ofText(dir.resolve(name).toString(), text);
  }

  @Test
  void aBufferStandsForItsFileUnderEveryName() throws IOException {
    Path real = dir.resolve("available/a.conf");
    Path link = dir.resolve("enabled/a.conf");
    for (Path edited : List.of(real, link)) {
      Overlay overlay = Overlay.of(Map.of(edited, buffer("any", "ServerName a.unsaved\n")));
      assertThat(read(overlay)).containsExactly("a.unsaved in enabled/a.conf");
      assertThat(readBelow(dir, overlay)).containsExactly("a.unsaved in enabled/a.conf");
    }
    assertThat(read(Overlay.NONE)).containsExactly("a.on.disk in enabled/a.conf");
  }

  @Test
  void aBufferWithoutAFileIsANewOneThatWildcardsSee() throws IOException {
    Overlay overlay = Overlay.of(Map.of(dir.resolve("enabled/0.conf"), buffer("enabled/0.conf", "ServerName new\n")));
    assertThat(read(overlay)).containsExactly("new in enabled/0.conf", "a.on.disk in enabled/a.conf");
    assertThat(readBelow(dir, overlay)).containsExactly("new in enabled/0.conf", "a.on.disk in enabled/a.conf");
  }

  @Test
  void linksComeAndGo() throws IOException {
    Overlay overlay =
        Overlay.of(
            Map.of(),
            Map.of(dir.resolve("enabled/b.conf"), Path.of("../available/b.conf")),
            Set.of(dir.resolve("enabled/a.conf")));
    assertThat(read(overlay)).containsExactly("b.on.disk in enabled/b.conf");
    assertThat(readBelow(dir, overlay)).containsExactly("b.on.disk in enabled/b.conf");
  }

  @Test
  void aBufferIsReadThroughALinkThatIsYetToBeMade() throws IOException {
    Overlay overlay =
        Overlay.of(
            Map.of(dir.resolve("available/b.conf"), buffer("available/b.conf", "ServerName b.unsaved\n")),
            Map.of(dir.resolve("enabled/b.conf"), Path.of("../available/b.conf")),
            Set.of());
    assertThat(read(overlay)).containsExactly("a.on.disk in enabled/a.conf", "b.unsaved in enabled/b.conf");
  }

  @Test
  void ofTwoTheOneUponTheOtherWins() throws IOException {
    Path a = dir.resolve("enabled/a.conf");
    Path b = dir.resolve("enabled/b.conf");
    Overlay below =
        Overlay.of(
            Map.of(dir.resolve("available/b.conf"), buffer("available/b.conf", "ServerName below\n")),
            Map.of(b, Path.of("../available/b.conf")),
            Set.of(a));
    Overlay upon =
        Overlay.of(
            Map.of(dir.resolve("available/b.conf"), buffer("available/b.conf", "ServerName upon\n")),
            Map.of(a, Path.of("../available/a.conf")),
            Set.of());

    assertThat(read(below.with(upon))).containsExactly("a.on.disk in enabled/a.conf", "upon in enabled/b.conf");
    assertThat(read(below.with(Overlay.of(Map.of(), Map.of(), Set.of(b))))).isEmpty();
    assertThat(read(below.with(Overlay.NONE))).isEqualTo(read(Overlay.NONE.with(below)));
  }

  @Test
  void whatIsOutsideTheRootStaysOutsideAlsoAsABuffer() throws IOException {
    Path root = Files.createDirectories(dir.resolve("image"));
    Files.writeString(root.resolve("httpd.conf"), "Include /../outside.conf\n");
    Overlay overlay = Overlay.of(Map.of(dir.resolve("outside.conf"), buffer("outside.conf", "ServerName out\n")));
    assertThat(readBelow(root, overlay)).isEmpty();
  }
}
