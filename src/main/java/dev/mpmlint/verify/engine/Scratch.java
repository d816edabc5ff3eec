package dev.mpmlint.verify.engine;

import dev.mpmlint.server.tls.ThrowAway;
import dev.mpmlint.verify.scenario.Scenario;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The folder in which everything of one run stands, and the guard that clears up after it: a shell in a session of its
/// own, which waits for the end of its input. That comes when this is closed, and also when this process is interrupted
/// or killed. It then ends each process whose command line names the folder, and removes the folder.
///
/// Used by several threads.
public final class Scratch implements AutoCloseable {
  private static final String PREFIX = "mpmlint-verify-";
  private static final String SITE = "site";

  // $1 is the folder, which is new and so names nobody else's processes. /proc/PID/cmdline has NUL between words.
  private static final String GUARD =
      """
      trap '' INT HUP TERM
      cat >/dev/null
      ours() { printf '%s/\\n' "$1" | grep -lsaFf - /proc/[0-9]*/cmdline 2>/dev/null | while read -r f; do p=${f#/proc/}; p=${p%/cmdline}
        [ "$p" = $$ ] || printf '%s ' "$p"; done; }
      found=$(ours "$1")
      for p in $found; do kill -TERM "$p" 2>/dev/null; done
      i=0
      while [ $i -lt 50 ] && [ -n "$(ours "$1")" ]; do sleep 0.1; i=$((i+1)); done
      for p in $(ours "$1"); do kill -KILL "$p" 2>/dev/null; done
      for p in $found; do rm -rf -- /dev/shm/mpmlint-serve-"$p"-*; done
      rm -rf -- "$1"
      """;

  private final Path folder;
  private final Process guard;
  private final AtomicInteger boots = new AtomicInteger();

  private Scratch(Path folder, Process guard) {
    this.folder = folder;
    this.guard = guard;
  }

  /// Makes the folder and its site, and starts the guard.
  public static Scratch create() throws IOException {
    Path folder = Files.createTempDirectory(PREFIX).toRealPath();
    open(folder);
    Process guard;
    try {
      ProcessBuilder builder = new ProcessBuilder("setsid", "sh", "-c", GUARD, "mpmlint-guard", folder.toString());
      builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.directory(Path.of("/").toFile());
      guard = builder.start();
    } catch (IOException e) {
      Files.delete(folder);
      throw new IOException("verify needs the programs setsid and sh: " + e.getMessage(), e);
    }
    Scratch scratch = new Scratch(folder, guard);
    Files.writeString(folder.resolve(Scenario.CERTIFICATE), ThrowAway.pem(List.of("localhost")));
    Path site = open(Files.createDirectory(folder.resolve(SITE)));
    Files.writeString(site.resolve("index.html"), "hello\n");
    Files.setPosixFilePermissions(site.resolve("index.html"), PosixFilePermissions.fromString("rw-r--r--"));
    return scratch;
  }

  public Path site() {
    return folder.resolve(SITE);
  }

  /// A folder of its own for one server.
  public Path boot(String engine) throws IOException {
    return open(Files.createDirectory(folder.resolve(boots.incrementAndGet() + "-" + engine)));
  }

  /// Children may be another user.
  private static Path open(Path folder) throws IOException {
    return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  static List<String> lines(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
    } catch (IOException _) {
      return List.of();
    }
  }

  /// Has the guard clear up, and waits for it.
  @Override
  public void close() {
    try {
      guard.getOutputStream().close();
      guard.waitFor(15, TimeUnit.SECONDS);
    } catch (IOException _) {
      // It has ended before.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
