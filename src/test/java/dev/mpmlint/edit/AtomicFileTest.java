package dev.mpmlint.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.mpmlint.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path here;

  private SourceFile before = SourceFile.ofText("", "");
  private Path file = Path.of("");

  @BeforeEach
  void oneFile() throws IOException {
    file = Files.writeString(here.resolve("site.conf"), "Listen 80\n");
    before = SourceFile.of(file.toString(), Files.readAllBytes(file));
  }

  private void replace(Path at, String text) throws IOException {
    AtomicFile.replace(at, before, SourceFile.ofText(at.toString(), text));
  }

  @Test
  void modeStaysAndNothingElseIsLeftBehind() throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-x--x"));
    replace(file, "Listen 81\n");
    assertThat(file).hasContent("Listen 81\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-r-x--x");
    try (var all = Files.list(here)) {
      assertThat(all).containsExactly(file);
    }
  }

  @Test
  void ownerAndGroupStay() throws IOException {
    Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "skipped: only root can give files away");
    Files.setAttribute(file, "unix:uid", 12345);
    Files.setAttribute(file, "unix:gid", 54321);
    replace(file, "Listen 81\n");
    assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(12345);
    assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo(54321);
  }

  @Test
  void aLinkStaysALink() throws IOException {
    Path folder = Files.createDirectory(here.resolve("sites-enabled"));
    Path link = Files.createSymbolicLink(folder.resolve("site.conf"), Path.of("../site.conf"));
    Path second = Files.createSymbolicLink(folder.resolve("again.conf"), Path.of("site.conf"));
    replace(second, "Listen 81\n");
    assertThat(link).isSymbolicLink();
    assertThat(second).isSymbolicLink();
    assertThat(Files.isSymbolicLink(file)).isFalse();
    assertThat(file).hasContent("Listen 81\n");
  }

  @Test
  void whatSomeoneElseChangedIsNotOverwritten() throws IOException {
    Files.writeString(file, "Listen 8080\n");
    assertThatIOException().isThrownBy(() -> replace(file, "Listen 81\n")).withMessageContaining("changed by someone else");
    assertThat(file).hasContent("Listen 8080\n");
    try (var all = Files.list(here)) {
      assertThat(all).containsExactly(file);
    }
  }

  @Test
  void aFileOfTwoNamesIsRefused() throws IOException {
    Files.createLink(here.resolve("other.conf"), file);
    assertThatIOException().isThrownBy(() -> replace(file, "x")).withMessageContaining("hard links");
    assertThat(file).hasContent("Listen 80\n");
  }

  @Test
  void aFolderIsNoFile() {
    assertThatIOException().isThrownBy(() -> replace(here, "x")).withMessageContaining("is no regular file");
  }

  @Test
  void newFilesAreMadeAndDevicesWritten() throws IOException {
    AtomicFile.write(here.resolve("new.json"), new byte[] {1, 2});
    assertThat(here.resolve("new.json")).hasBinaryContent(new byte[] {1, 2});
    Path dangling = Files.createSymbolicLink(here.resolve("link"), Path.of("target"));
    AtomicFile.write(dangling, new byte[] {3});
    assertThat(dangling).isSymbolicLink();
    assertThat(here.resolve("target")).hasBinaryContent(new byte[] {3});
    AtomicFile.write(Path.of("/dev/null"), new byte[] {4});
    assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
  }

  @Test
  void aReaderNeverSeesHalfAFile() throws Exception {
    String old = "a".repeat(500_000);
    String fresh = "b".repeat(500_000);
    Files.writeString(file, old);
    AtomicBoolean done = new AtomicBoolean();
    AtomicBoolean torn = new AtomicBoolean();
    Thread reader =
        Thread.ofPlatform()
            .name("reader")
            .start(
                () -> {
                  while (!done.get()) {
                    try {
                      String seen = Files.readString(file);
                      torn.compareAndSet(false, !seen.equals(old) && !seen.equals(fresh));
                    } catch (IOException e) {
                      torn.set(true);
                    }
                  }
                });
    for (int i = 0; i < 50; i++) {
      AtomicFile.write(file, (i % 2 == 0 ? fresh : old).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    done.set(true);
    reader.join();
    assertThat(torn).isFalse();
  }
}
