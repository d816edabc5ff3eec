package dev.mpmlint.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/// A real httpd that runs in the foreground; closing stops it and its children. One thread of its own, `httpd-log`,
/// reads what it says.
public final class RunningHttpd implements AutoCloseable {
  // AH00163 of prefork, AH00489 of worker and event.
  private static final String SERVES = "resuming normal operations";

  private final Process process;
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Boolean> serves = new CompletableFuture<>();
  private final Thread reader;

  private RunningHttpd(Process process) {
    this.process = process;
    this.reader = Thread.ofPlatform().daemon().name("httpd-log").start(this::readLog);
  }

  static RunningHttpd await(Process process, Duration patience) throws InterruptedException {
    RunningHttpd httpd = new RunningHttpd(process);
    String failure;
    try {
      if (httpd.serves.get(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return httpd;
      }
      failure = "httpd ended before it served";
    } catch (TimeoutException _) {
      failure = "httpd did not serve within " + patience.toMillis() + " ms";
    } catch (ExecutionException e) {
      failure = "httpd's log cannot be read: " + e.getCause();
    }
    httpd.close();
    throw new IllegalStateException(failure + "; it said:\n" + String.join("\n", httpd.log));
  }

  private void readLog() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.ISO_8859_1)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.add(line);
        if (line.contains(SERVES)) {
          serves.complete(true);
        }
      }
      serves.complete(false);
    } catch (IOException | UncheckedIOException e) {
      serves.completeExceptionally(e);
    }
  }

  /// The control process.
  public long pid() {
    return process.pid();
  }

  /// The control process's children, as they are at this moment.
  public List<ProcessHandle> children() {
    return process.children().toList();
  }

  /// How many threads each child has, in the end: a child of a threaded MPM starts its workers one after the other.
  ///
  /// @param expected waits up to a minute for as many in every child
  public List<Integer> threadsPerChild(int expected) throws IOException {
    Instant end = Instant.now().plus(Duration.ofMinutes(1));
    while (true) {
      List<Integer> threads = new ArrayList<>();
      for (ProcessHandle child : children()) {
        threads.add(threadsOf(child.pid()));
      }
      if (threads.stream().allMatch(n -> n == expected) || Instant.now().isAfter(end)) {
        return threads;
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private static int threadsOf(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"), StandardCharsets.ISO_8859_1)) {
      if (line.startsWith("Threads:")) {
        return Integer.parseInt(line.substring("Threads:".length()).strip());
      }
    }
    return 0;
  }

  /// What it has said so far, line by line.
  public List<String> log() {
    return List.copyOf(log);
  }

  /// Asks it to end, then insists.
  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(15, TimeUnit.SECONDS)) {
        children.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
      reader.join(Duration.ofSeconds(15));
    } catch (InterruptedException _) {
      children.forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
