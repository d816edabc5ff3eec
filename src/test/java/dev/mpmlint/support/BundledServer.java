package dev.mpmlint.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// `mpmlint serve` of the packaged program, in a session of its own; closing stops it. The counterpart of
/// [RunningHttpd].
public final class BundledServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Path said;

  private BundledServer(Process process, Path said) {
    this.process = process;
    this.said = said;
  }

  /// The packaged program, of the system property `mpmlint.home`.
  public static Path program() {
    return Path.of(System.getProperty("mpmlint.home", "target/mpmlint")).toAbsolutePath().resolve("bin/mpmlint");
  }

  /// Starts it in the foreground and returns when the port answers.
  ///
  /// @param port that the configuration listens on, of 127.0.0.1
  /// @throws IllegalStateException when it ends before it serves, or does not serve in time; with what it said
  public static BundledServer start(Path configuration, int port, String... more)
      throws IOException, InterruptedException {
    Path said = Files.createTempFile("mpmlint-serve", ".log");
    List<String> command = new ArrayList<>(List.of("setsid", program().toString(), "serve"));
    command.addAll(List.of(more));
    command.add(configuration.toString());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.redirectInput(Path.of("/dev/null").toFile());
    BundledServer server = new BundledServer(builder.start(), said);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!answers(port)) {
      String failure =
          !server.process.isAlive()
              ? "mpmlint serve ended with " + server.process.exitValue()
              : System.nanoTime() > end ? "mpmlint serve did not answer within " + PATIENCE.toSeconds() + " s" : "";
      if (!failure.isEmpty()) {
        String text = server.said();
        server.close();
        throw new IllegalStateException(failure + "; it said:\n" + text);
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    return server;
  }

  private static boolean answers(int port) {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /// The control process: setsid and the launcher have become it by exec.
  public long pid() {
    return process.pid();
  }

  /// What it has written to standard output and standard error so far.
  public String said() throws IOException {
    return Files.readString(said, StandardCharsets.ISO_8859_1);
  }

  /// Asks it to end (TERM), then insists.
  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(15, TimeUnit.SECONDS)) {
        children.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
      Files.deleteIfExists(said);
    } catch (InterruptedException _) {
      children.forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (IOException _) {
      // A file more in the temporary folder.
    }
  }
}
