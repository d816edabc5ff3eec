package dev.mpmlint.support;

import dev.mpmlint.verify.engine.Ports;
import dev.mpmlint.verify.observe.ProcTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Who runs a configuration: the installed httpd, or the packaged program.
public enum Engine {
  HTTPD,
  BUNDLED;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path MODULES = Path.of("/usr/lib/apache2/modules");
  private static final Path MPM_ITK = MODULES.resolve("mpm_itk.so");

  /// A server that runs. Owned by one thread.
  public static final class Running implements AutoCloseable {
    private final Engine engine;
    private final String mpm;
    private final Path folder;
    private final int port;
    private final @Nullable RunningHttpd httpd;
    private final @Nullable BundledServer bundled;
    private final long pid;

    private Running(String mpm, Path folder, int port, RunningHttpd httpd) {
      this(HTTPD, mpm, folder, port, httpd, null, httpd.pid());
    }

    private Running(String mpm, Path folder, int port, BundledServer bundled) {
      this(BUNDLED, mpm, folder, port, null, bundled, bundled.pid());
    }

    private Running(
        Engine engine,
        String mpm,
        Path folder,
        int port,
        @Nullable RunningHttpd httpd,
        @Nullable BundledServer bundled,
        long pid) {
      this.engine = engine;
      this.mpm = mpm;
      this.folder = folder;
      this.port = port;
      this.httpd = httpd;
      this.bundled = bundled;
      this.pid = pid;
    }

    public Engine engine() {
      return engine;
    }

    /// The port of 127.0.0.1.
    public int port() {
      return port;
    }

    /// The control process.
    public long pid() {
      return pid;
    }

    /// Where its configuration `httpd.conf` and its `site` lie.
    public Path folder() {
      return folder;
    }

    public List<ProcTree.Proc> children() throws IOException {
      return ProcTree.children(pid);
    }

    /// How many worker threads each child has, by pid. Ours have names; of httpd's threads the main one and, where there
    /// is one, the listener are no workers.
    public List<Integer> workers() throws IOException {
      List<Integer> workers = new ArrayList<>();
      for (ProcTree.Proc child : children()) {
        int all = child.threads().size();
        int others = mpm.equals("prefork") || mpm.equals("itk") ? 0 : 2;
        workers.add(engine == BUNDLED ? child.threads("worker-") : Math.max(0, all - others));
      }
      return workers;
    }

    /// The workers once they are as expected, or as they are after a minute.
    public List<Integer> awaitWorkers(List<Integer> expected) throws IOException {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (true) {
        List<Integer> workers = workers();
        if (workers.equals(expected) || System.nanoTime() > end) {
          return workers;
        }
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
    }

    /// The error log so far.
    public String log() throws IOException {
      RunningHttpd real = httpd;
      if (real != null) {
        return String.join("\n", real.log());
      }
      Path log = folder.resolve("error.log");
      return Files.exists(log) ? Files.readString(log, StandardCharsets.ISO_8859_1) : "";
    }

    /// The error log once this occurs in it so often, or as it is after a minute.
    public String awaitLog(String text, int times) throws IOException {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (true) {
        String log = log();
        if (log.split(Pattern.quote(text), -1).length > times || System.nanoTime() > end) {
          return log;
        }
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
    }

    /// Sends the control process a signal, by its name: `USR1`.
    public void signal(String name) throws IOException, InterruptedException {
      Engine.signal(pid, name);
    }

    /// Stops it.
    @Override
    public void close() {
      RunningHttpd real = httpd;
      if (real != null) {
        real.close();
      }
      BundledServer ours = bundled;
      if (ours != null) {
        ours.close();
      }
    }
  }

  /// Sends a signal, by its name: `KILL`. No failure when the process is gone.
  public static void signal(long pid, String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-s", name, Long.toString(pid))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /// Starts a server with a configuration of its own at a free port, a site with an `index.html`, and these lines.
  ///
  /// @param scratch a folder under which one for this engine and MPM is made
  /// @param mpm `prefork`, `worker`, `event`; `itk`, which is prefork with mpm-itk; `winnt`, of the packaged program only
  /// @param lines of the server
  public Running start(Path scratch, String mpm, String lines) throws IOException, InterruptedException {
    int port = freePort();
    Path folder = Files.createTempDirectory(open(scratch), toString().toLowerCase(Locale.ROOT) + '-' + mpm);
    open(folder);
    Path site = open(Files.createDirectory(folder.resolve("site")));
    Files.writeString(site.resolve("index.html"), "hello\n");
    Path file = Files.writeString(folder.resolve("httpd.conf"), configuration(folder, mpm, port) + lines);
    if (this == HTTPD) {
      return new Running(mpm, folder, port, RealHttpd.installed().start(file));
    }
    BundledServer bundled =
        mpm.equals("winnt") ? BundledServer.start(file, port, "--mpm", mpm) : BundledServer.start(file, port);
    return new Running(mpm, folder, port, bundled);
  }

  /// Whether servers started here are root, and their children another user.
  public static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  /// What a test does with one engine.
  public interface Trial<T> {
    T with(Engine engine) throws Exception;
  }

  /// The same done with each engine at the same time; in the engines' order.
  public static <T> List<T> each(Trial<T> trial) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(values().length)) {
      List<Future<T>> futures = new ArrayList<>();
      for (Engine engine : values()) {
        futures.add(threads.submit(() -> trial.with(engine)));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    }
  }

  /// Children may be another user.
  private static Path open(Path folder) throws IOException {
    return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String configuration(Path folder, String mpm, int port) {
    StringBuilder text = new StringBuilder();
    text.append("ServerRoot ").append(folder).append("\nPidFile pid\nErrorLog error.log\nServerName localhost\n");
    if (isRoot()) {
      text.append("User www-data\nGroup www-data\n");
    }
    switch (mpm) {
      case "winnt" -> {}
      case "itk" -> {
        load(text, "mpm_prefork");
        text.append("LoadModule mpm_itk_module ").append(MPM_ITK).append('\n');
      }
      default -> load(text, "mpm_" + mpm);
    }
    for (String module : List.of("authz_core", "dir", "mime")) {
      load(text, module);
    }
    text.append("TypesConfig /dev/null\nAddType text/html .html\nDirectoryIndex index.html\nAcceptFilter http none\n");
    text.append("Listen 127.0.0.1:").append(port).append("\nDocumentRoot ").append(folder).append("/site\n");
    return text.toString();
  }

  private static void load(StringBuilder text, String module) {
    text.append("LoadModule ").append(module).append("_module ");
    text.append(MODULES.resolve("mod_" + module + ".so")).append('\n');
  }

  /// A port of 127.0.0.1 that nobody listens at, nor any client takes; each is given once.
  public static int freePort() throws IOException {
    return Ports.free(1).getFirst();
  }
}
