package dev.mpmlint.verify.engine;

import dev.mpmlint.verify.observe.CgiDaemon;
import dev.mpmlint.verify.observe.ProcTree;
import dev.mpmlint.verify.scenario.CopyText;
import dev.mpmlint.verify.scenario.Scenario;
import dev.mpmlint.verify.scenario.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A server that runs in the scratch folder. Closing stops it. Owned by one thread, but for [#children] and what reads only.
public final class Server implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(4);
  // AH00163 of prefork, AH00292 of worker, AH00489 of event, AH00455 of winnt.
  private static final String SERVES = "resuming normal operations";

  private final Engine engine;
  private final Process process;
  private final Path folder;
  private final List<Integer> ports;
  private final int plain;
  private final boolean threaded;
  private final @Nullable CgiDaemon cgi;

  private Server(Engine engine, Process process, Path folder, List<Integer> ports, int plain, boolean threaded, @Nullable CgiDaemon cgi) {
    this.engine = engine;
    this.process = process;
    this.folder = folder;
    this.ports = List.copyOf(ports);
    this.plain = plain;
    this.threaded = threaded;
    this.cgi = cgi;
  }

  /// Writes a scenario's configuration and starts it.
  ///
  /// @param threaded whether the MPM is
  /// @throws IOException when it neither serves nor ends within a minute
  public static Boot start(Engine engine, Scenario scenario, Variant variant, Scratch scratch, boolean threaded)
      throws IOException {
    Path folder = scratch.boot(engine.name());
    List<Integer> ports = Ports.free(scenario.ports());
    CopyText copy = scenario.text(engine.build(), folder, scratch.site(), ports, variant);
    Path file = Files.write(copy.file(), copy.bytes());
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.addAll(engine.command(file, scenario));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(engine.environment());
    builder.directory(folder.toFile());
    builder.redirectInput(Path.of("/dev/null").toFile()).redirectOutput(folder.resolve("said").toFile());
    CgiDaemon cgi = scenario.has("cgid_module") ? new CgiDaemon(folder.resolve(Scenario.CGI_SOCKET)) : null;
    Server server = new Server(engine, builder.start(), folder, ports, scenario.plainPort(), threaded, cgi);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      if (server.log().stream().anyMatch(line -> line.contains(SERVES))) {
        return new Boot.Serves(server);
      }
      if (!server.process.isAlive()) {
        List<String> said = new ArrayList<>(Scratch.lines(folder.resolve("said")));
        said.addAll(server.log());
        return new Boot.Refused(server.process.exitValue(), said.stream().map(copy::inUsersWords).toList());
      }
      if (System.nanoTime() > end) {
        server.close();
        throw new IOException(engine.name() + " does not serve within " + PATIENCE.toSeconds() + " s");
      }
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }

  /// At which experiments look: it does not speak TLS.
  public int port() {
    return ports.get(plain);
  }

  public int port(int number) {
    return ports.get(number);
  }

  public Path folder() {
    return folder;
  }

  /// The control process: setsid and the launcher have become it by exec.
  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// The MPM's own.
  public List<ProcTree.Proc> children() throws IOException {
    List<ProcTree.Proc> all = ProcTree.children(process.pid()).stream().filter(p -> p.state() != 'Z').toList();
    if (cgi == null) {
      return all;
    }
    Set<Long> others = cgi.among(all.stream().map(ProcTree.Proc::pid).toList());
    return all.stream().filter(p -> !others.contains(p.pid())).toList();
  }

  public int count() throws IOException {
    return cgi == null ? ProcTree.count(process.pid()) : children().size();
  }

  public int workers(ProcTree.Proc child) {
    return engine.workers(child, threaded);
  }

  /// How many worker threads each child has, by pid.
  public List<Integer> workers() throws IOException {
    return children().stream().map(this::workers).toList();
  }

  /// The error log so far.
  public List<String> log() {
    return Scratch.lines(folder.resolve("error.log"));
  }

  /// What it wrote to the terminal.
  public List<String> said() {
    return Scratch.lines(folder.resolve("said"));
  }

  /// Sends the control process a signal, by its name: `USR1`.
  public void signal(String name) throws IOException {
    signal(process.pid(), name);
  }

  /// No failure when the process is gone.
  public static void signal(long pid, String name) throws IOException {
    try {
      new ProcessBuilder("kill", "-s", name, Long.toString(pid))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /// Whether it ends by itself in this time.
  public boolean ends(Duration within) {
    try {
      return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }


  /// Asks it to end (TERM), then insists. What insisting leaves behind is removed when the scratch folder is.
  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    if (!ends(STOP)) {
      children.forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      ends(STOP);
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
