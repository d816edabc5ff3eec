package dev.mpmlint.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A php-fpm of the test's own, in the foreground.
public final class Fpm implements AutoCloseable {
  private final Process process;
  private final Path log;

  /// @param listen a socket's path, or `127.0.0.1:PORT`
  public Fpm(Path folder, String listen) throws IOException {
    log = folder.resolve("fpm.log");
    boolean root = System.getProperty("user.name").equals("root");
    Path pool =
        Files.writeString(
            folder.resolve("fpm.conf"),
            """
            [global]
            error_log = %s
            daemonize = no
            [www]
            %s
            listen = %s
            listen.mode = 0666
            pm = static
            pm.max_children = 2
            catch_workers_output = yes
            """
                .formatted(log, root ? "user = www-data\ngroup = www-data" : "", listen));
    process =
        new ProcessBuilder("php-fpm8.2", "-n", "-F", "-y", pool.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("fpm.out").toFile())
            .start();
  }

  /// Until it takes requests.
  public void awaitReady() throws IOException {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!(Files.exists(log) && Files.readString(log).contains("ready to handle connections"))) {
      assertThat(process.isAlive()).as("php-fpm runs").isTrue();
      assertThat(System.nanoTime()).as("php-fpm is ready in a minute").isLessThan(end);
      LockSupport.parkNanos(20_000_000);
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    try {
      if (process.waitFor(10, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
