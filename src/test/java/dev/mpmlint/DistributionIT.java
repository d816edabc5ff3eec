package dev.mpmlint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged program, started as users start it.
class DistributionIT {
  private static final Path HOME = Path.of(System.getProperty("mpmlint.home", "target/mpmlint")).toAbsolutePath();
  private static final String CONFIGURATION =
      """
      ServerName localhost
      LoadModule mpm_event_module modules/mod_mpm_event.so
      ThreadsPerChild twenty
      </Directory>
      """;

  @TempDir Path scratch;

  private record Answer(int exitCode, String out, String err) {}

  @Test
  void findsSomethingToSayAndSaysWhere() throws Exception {
    Answer answer = check(HOME.resolve("bin/mpmlint"), Map.of());

    assertThat(answer.err()).isEmpty();
    assertThat(answer.out()).contains("a file.conf").contains("4 \u2502 </Directory>");
    assertThat(answer.exitCode()).isOne();
  }

  @Test
  void saysTheSameThroughALink() throws Exception {
    Path direct = Files.createSymbolicLink(scratch.resolve("mpmlint"), HOME.resolve("bin/mpmlint"));
    Path relative = Files.createSymbolicLink(scratch.resolve("again"), Path.of("mpmlint"));

    assertThat(check(direct, Map.of())).isEqualTo(check(HOME.resolve("bin/mpmlint"), Map.of()));
    assertThat(check(relative, Map.of())).isEqualTo(check(HOME.resolve("bin/mpmlint"), Map.of()));
  }

  @Test
  void saysTheSameFoundOnThePath() throws Exception {
    Path sh = Path.of("/bin/sh");

    assertThat(run(List.of(sh.toString(), "-c", "mpmlint check 'a file.conf'"), path(HOME.resolve("bin"))))
        .isEqualTo(check(HOME.resolve("bin/mpmlint"), Map.of()));
  }

  @Test
  void saysTheSameAfterTheFolderWasMoved() throws Exception {
    Path moved = scratch.resolve("moved to a name with blanks");
    copy(HOME, moved, StandardCopyOption.COPY_ATTRIBUTES);

    assertThat(check(moved.resolve("bin/mpmlint"), cacheRequired()))
        .isEqualTo(check(HOME.resolve("bin/mpmlint"), Map.of()));
  }

  @Test
  void saysTheSameFromACopyWithNewDates() throws Exception {
    Path copied = scratch.resolve("copied");
    copy(HOME, copied);

    assertThat(check(copied.resolve("bin/mpmlint"), Map.of()))
        .isEqualTo(check(HOME.resolve("bin/mpmlint"), Map.of()));
  }

  @Test
  void usesItsCache() throws Exception {
    assertThat(check(HOME.resolve("bin/mpmlint"), cacheRequired()))
        .isEqualTo(check(HOME.resolve("bin/mpmlint"), Map.of()));
  }

  @Test
  void isNotChangedByOptionsForOtherJavaPrograms() throws Exception {
    Map<String, String> foreign =
        Map.of("JAVA_TOOL_OPTIONS", "-Xmx1k", "JDK_JAVA_OPTIONS", "--nonsense", "JAVA_HOME", "/nowhere");

    assertThat(check(HOME.resolve("bin/mpmlint"), foreign))
        .isEqualTo(check(HOME.resolve("bin/mpmlint"), Map.of()));
  }

  @Test
  void passesEveryArgumentAsItIs() throws Exception {
    Answer answer = run(List.of(HOME.resolve("bin/mpmlint").toString(), "check", "no such  $HOME *"), Map.of());

    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err()).contains("no such  $HOME *").doesNotContain("\tat ");
  }

  private Answer check(Path program, Map<String, String> environment) throws IOException, InterruptedException {
    return run(List.of(program.toString(), "check", "a file.conf"), environment);
  }

  private Answer run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path folder = Files.createDirectories(scratch.resolve("another folder"));
    Files.writeString(folder.resolve("a file.conf"), CONFIGURATION);
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command)).directory(folder.toFile());
    builder.environment().putAll(environment);
    Path out = scratch.resolve("out");
    Path err = scratch.resolve("err");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("it ended").isTrue();
    return new Answer(process.exitValue(), withoutTime(read(out)), read(err));
  }

  /// The summary line names the time that the run took.
  private static String withoutTime(String text) {
    return text.replaceAll("\\d+ ms", "n ms");
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  /// The Java machine refuses to start where it cannot use the cache.
  private static Map<String, String> cacheRequired() {
    return Map.of("MPMLINT_JAVA_OPTIONS", "-XX:AOTMode=on");
  }

  private static Map<String, String> path(Path first) {
    return Map.of("PATH", first + ":/usr/bin:/bin");
  }

  private static void copy(Path from, Path to, StandardCopyOption... options) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, options);
          assertThat(target.toFile().setExecutable(Files.isExecutable(file))).isTrue();
        }
      }
    }
  }
}
