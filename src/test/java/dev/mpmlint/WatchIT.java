package dev.mpmlint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `check --watch` in a process of its own, which is ended by its process.
class WatchIT {
  private static final Path PROGRAM = Path.of(System.getProperty("mpmlint.home"), "bin", "mpmlint");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path here;

  private String said() throws IOException {
    return Files.readString(here.resolve("said"));
  }

  private void await(String what) throws IOException {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!said().contains(what)) {
      assertThat(System.nanoTime()).as("no \"%s\" in \"%s\"", what, said()).isLessThan(end);
      LockSupport.parkNanos(20_000_000);
    }
  }

  /// Writes into a file, which is as old and as long as before when the process looks next.
  private static void unseen(Process watching, Path file, String text) throws Exception {
    FileTime time = Files.getLastModifiedTime(file);
    assertThat(Files.size(file)).isEqualTo(text.length());
    String pid = Long.toString(watching.pid());
    assertThat(new ProcessBuilder("kill", "-STOP", pid).start().waitFor()).isZero();
    Files.writeString(file, text, StandardOpenOption.WRITE);
    Files.setLastModifiedTime(file, time);
    assertThat(new ProcessBuilder("kill", "-CONT", pid).start().waitFor()).isZero();
  }

  @Test
  void eachChangeIsSeenThroughIncludesAndSettings() throws Exception {
    Files.createDirectories(here.resolve("conf.d"));
    Files.writeString(
        here.resolve("httpd.conf"),
        "ServerRoot \"" + here + "\"\nListen 80\nLoadModule mpm_event_module modules/mod_mpm_event.so\n"
            + "LoadModule reqtimeout_module modules/mod_reqtimeout.so\nIncludeOptional conf.d/*.conf\n");
    Process watching =
        new ProcessBuilder(PROGRAM.toString(), "check", "--watch", "--format", "gcc", "httpd.conf")
            .directory(here.toFile())
            .redirectErrorStream(true)
            .redirectOutput(here.resolve("said").toFile())
            .start();
    try {
      await("watching 1 file");
      Path fresh = Files.writeString(here.resolve("new"), "MaxClients 250\n");
      Files.move(fresh, here.resolve("conf.d/a.conf"), StandardCopyOption.ATOMIC_MOVE);
      await("conf.d/a.conf:1:1: warning: MaxClients");
      await("watching 2 files");
      Files.writeString(here.resolve("conf.d/b.conf"), "MaxRequestsPerChild 5000\n");
      await("conf.d/b.conf:1:1: warning: MaxRequestsPerChild");
      Files.writeString(here.resolve(".mpmlint.conf"), "Rule MPM028 nonsense\n");
      await(".mpmlint.conf:1: nonsense is unknown");
      assertThat(watching.isAlive()).isTrue();
      Files.writeString(here.resolve(".mpmlint.conf"), "Rule MPM028 error\n");
      await("conf.d/b.conf:1:1: error: MaxRequestsPerChild");
      unseen(watching, here.resolve("conf.d/a.conf"), "MaxClientz 250\n");
      Files.writeString(here.resolve("conf.d/b.conf"), "ThreadStackSize 1000\n");
      await("conf.d/b.conf:1:17: warning: ThreadStackSize");
      assertThat(said()).as("what did not change is not read again").doesNotContain("MaxClientz");
    } finally {
      watching.destroy();
      assertThat(watching.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }
  }
}
