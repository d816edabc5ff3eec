package dev.mpmlint.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.support.BundledServer;
import dev.mpmlint.support.RequiresProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `mpmlint verify` leaves no process, no port and no file, whether it ends, is interrupted, or is killed. Every build does
/// it twice each; `-Dmpmlint.cleanup=20` as often as that.
@RequiresProgram("apache2")
class CleanupIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int TIMES = Integer.getInteger("mpmlint.cleanup", 2);

  @TempDir Path folder;

  @ParameterizedTest(name = "{0} with {1}")
  @CsvSource({"-, both", "INT, bundled", "INT, httpd", "TERM, both", "KILL, both"})
  void leavesNothingBehind(String signal, String engine) throws Exception {
    // Each run has a temporary folder of its own, so that what other programs leave is not mistaken for ours.
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Files.setPosixFilePermissions(folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(temporary, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    Set<String> memory = memory();
    for (int i = 0; i < TIMES; i++) {
      Process verify = start(temporary, engine);
      if (!signal.equals("-")) {
        // Somewhere in the middle: a server runs.
        await(() -> serving(temporary));
        LockSupport.parkNanos(Duration.ofMillis(150L * i).toNanos());
        new ProcessBuilder("kill", "-s", signal, Long.toString(verify.pid())).start().waitFor();
      }
      assertThat(verify.waitFor(3, TimeUnit.MINUTES)).isTrue();
      await(() -> left(temporary).isEmpty() && processes(temporary).isEmpty());

      assertThat(left(temporary)).as("files after run %s", i).isEmpty();
      assertThat(processes(temporary)).as("processes after run %s", i).isEmpty();
    }
    await(() -> memory.containsAll(memory()));
    assertThat(memory()).as("folders of servers").isSubsetOf(memory);
  }

  private Process start(Path temporary, String engine) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("httpd.conf"),
            """
            ServerRoot %s
            Listen 80
            LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
            LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
            StartServers 1
            ThreadsPerChild 3
            MaxRequestWorkers 6
            MinSpareThreads 3
            MaxSpareThreads 6
            CustomLog "|/bin/touch %s" common
            """
                .formatted(folder, temporary.resolve("a-command-was-run")));
    ProcessBuilder builder =
        new ProcessBuilder(
            BundledServer.program().toString(), "verify", "--engine", engine, "--only", "start,ceiling,graceful", file.toString());
    builder.environment().put("MPMLINT_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary);
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile());
    return builder.start();
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void await(Condition condition) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds() && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private static List<String> left(Path temporary) throws IOException {
    List<String> left = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(temporary)) {
      entries.forEach(e -> left.add(e.getFileName().toString()));
    }
    // What Java itself keeps there for as long as it runs.
    left.removeIf(name -> name.startsWith("hsperfdata"));
    return left;
  }

  private static boolean serving(Path temporary) throws IOException {
    return processes(temporary).stream().anyMatch(line -> line.contains("httpd.conf"));
  }

  /// Command lines that name the temporary folder.
  private static List<String> processes(Path temporary) throws IOException {
    List<String> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path entry : entries) {
        try {
          String line = Files.readString(entry.resolve("cmdline"), StandardCharsets.ISO_8859_1).replace('\0', ' ');
          if (line.contains(temporary + "/mpmlint-verify-")) {
            found.add(line);
          }
        } catch (IOException _) {
          // It has just ended.
        }
      }
    }
    return found;
  }

  private static Set<String> memory() throws IOException {
    Set<String> found = new TreeSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of("/dev/shm"), "mpmlint-serve-*")) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        String pid = name.split("-", 4)[2];
        // Those of servers that other tests run are theirs.
        if (!Files.exists(Path.of("/proc/" + pid))) {
          found.add(name);
        }
      }
    }
    return found;
  }
}
