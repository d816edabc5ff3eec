package dev.mpmlint.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.support.BundledServer;
import dev.mpmlint.support.Engine;
import dev.mpmlint.support.RealHttpd;
import dev.mpmlint.support.RequiresProgram;
import dev.mpmlint.verify.observe.ProcTree;
import dev.mpmlint.verify.observe.ProcTree.Proc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The bundled server against the real httpd with the same MPM configuration, both running, measured in turn. Prints
/// README's table of the server and fails where a promise is not kept.
@RequiresProgram({"apache2", "wrk"})
class ServerBench {
  private static final int PAIRS = Integer.getInteger("bench.pairs", 5);
  private static final int SECONDS = Integer.getInteger("bench.seconds", 3);
  private static final int WARM_UP = 10;
  private static final int CONNECTIONS = 16;
  private static final int CHILDREN = 50;

  private static final String BEGIN = "<!-- server-benchmark -->\n";
  private static final String END = "<!-- /server-benchmark -->";
  private static final Path HOME = Path.of(System.getProperty("mpmlint.home", "target/mpmlint")).toAbsolutePath();
  private static final List<String> ROWS = new ArrayList<>();
  private static final List<String> COSTS = new ArrayList<>();

  @TempDir Path scratch;

  /// Children run as www-data.
  @BeforeEach
  void mayBeEntered() throws IOException {
    Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  enum Mpm {
    PREFORK(20, 1, "StartServers 20\nMinSpareServers 20\nMaxSpareServers 20\nMaxRequestWorkers 20\n"),
    WORKER(2, 25, "StartServers 2\nThreadsPerChild 25\nMaxRequestWorkers 50\nMinSpareThreads 25\nMaxSpareThreads 75\n"),
    EVENT(2, 25, "StartServers 2\nThreadsPerChild 25\nMaxRequestWorkers 50\nMinSpareThreads 25\nMaxSpareThreads 75\n");

    private final int children;
    private final int threads;
    private final String numbers;

    Mpm(int children, int threads, String numbers) {
      this.children = children;
      this.threads = threads;
      this.numbers = numbers;
    }

    /// Whether all that are to start serve.
    boolean isThere(List<Proc> all) {
      return all.size() == children && all.stream().allMatch(p -> p.threads("worker-") == threads);
    }

    String title() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private record Pair(Wrk ours, Wrk theirs) {}

  @ParameterizedTest
  @EnumSource
  void indexHtmlOverKeepAlive(Mpm mpm) throws Exception {
    int ourPort = Engine.freePort();
    int theirPort = Engine.freePort();
    List<Pair> pairs = new ArrayList<>();
    try (var ours = BundledServer.start(configuration("ours", mpm.title(), mpm.numbers, ourPort), ourPort);
        var _ = RealHttpd.installed().start(configuration("theirs", mpm.title(), mpm.numbers, theirPort))) {
      ProcTree.awaitChildren(ours.pid(), mpm::isThere);
      // Each child is a Java that compiles for itself.
      load(ourPort, WARM_UP);
      load(theirPort, WARM_UP);
      for (int i = 0; i < PAIRS; i++) {
        pairs.add(new Pair(load(ourPort, SECONDS), load(theirPort, SECONDS)));
      }
    }
    double rate = median(pairs, p -> p.ours.requestsPerSecond() / p.theirs.requestsPerSecond());
    double p99 = median(pairs, p -> p.ours.p99Millis() / p.theirs.p99Millis());
    ROWS.add(
        String.format(
            Locale.ROOT,
            "| %s | %.0f | %.0f | %.2f | %.2f ms | %.2f ms | %.2f |",
            mpm.title(),
            median(pairs, p -> p.ours.requestsPerSecond()),
            median(pairs, p -> p.theirs.requestsPerSecond()),
            rate,
            median(pairs, p -> p.ours.p99Millis()),
            median(pairs, p -> p.theirs.p99Millis()),
            p99));
    assertThat(rate).as("requests a second, ours to httpd's").isGreaterThanOrEqualTo(1.0);
    assertThat(p99).as("99 %% latency, ours to httpd's").isLessThanOrEqualTo(1.0);
  }

  @Test
  void whatAPreforkChildCosts() throws Exception {
    String numbers =
        "StartServers %1$d\nMinSpareServers %1$d\nMaxSpareServers %1$d\nMaxRequestWorkers %1$d\n".formatted(CHILDREN);
    int ourPort = Engine.freePort();
    int theirPort = Engine.freePort();
    double millis;
    double mib;
    try (var ours = BundledServer.start(configuration("ours", "prefork", numbers, ourPort), ourPort)) {
      List<Proc> children = settled(ours.pid());
      millis = children.stream().mapToLong(Proc::cpuMillis).average().orElseThrow();
      mib = privateMib(children);
      cost("mpmlint", millis, mib);
    }
    try (var theirs = RealHttpd.installed().start(configuration("theirs", "prefork", numbers, theirPort))) {
      List<Proc> children = settled(theirs.pid());
      cost("httpd", children.stream().mapToLong(Proc::cpuMillis).average().orElseThrow(), privateMib(children));
    }
    assertThat(millis).as("ms of CPU to start").isLessThanOrEqualTo(80);
    assertThat(mib).as("MiB private").isLessThanOrEqualTo(16);
  }

  @AfterAll
  static void printTheTable() throws IOException {
    String table =
        """
        | MPM | mpmlint, requests/s | httpd, requests/s | ours ÷ its | mpmlint, 99 %% | httpd, 99 %% | ours ÷ its |
        |---|---:|---:|---:|---:|---:|---:|
        %s

        | a prefork child, mean of %d | CPU to start | private memory |
        |---|---:|---:|
        %s
        """
            .formatted(String.join("\n", ROWS), CHILDREN, String.join("\n", COSTS));
    System.out.println(table);
    Files.writeString(HOME.resolveSibling("server-benchmark.md"), table);
    Path readme = HOME.resolveSibling("../README.md").normalize();
    if (Files.exists(readme)) {
      Files.writeString(readme, filled(Files.readString(readme), table));
    }
  }

  /// The text with the table between its markers; unchanged when it has none.
  static String filled(String readme, String table) {
    int begin = readme.indexOf(BEGIN);
    int end = readme.indexOf(END);
    return begin < 0 || end < begin ? readme : readme.substring(0, begin + BEGIN.length()) + table + readme.substring(end);
  }

  private static Wrk load(int port, int seconds) throws IOException, InterruptedException {
    Wrk result = Wrk.run("http://127.0.0.1:" + port + "/index.html", CONNECTIONS, seconds);
    assertThat(result.failures()).as("failed requests").isZero();
    return result;
  }

  /// All children, once they have done what they do to start.
  private static List<Proc> settled(long control) throws IOException {
    List<Proc> before = ProcTree.awaitChildren(control, all -> all.size() == CHILDREN);
    while (true) {
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      List<Proc> now = ProcTree.children(control);
      if (cpu(now) == cpu(before)) {
        assertThat(now).hasSize(CHILDREN);
        return now;
      }
      before = now;
    }
  }

  private static long cpu(List<Proc> all) {
    return all.stream().mapToLong(Proc::cpuMillis).sum();
  }

  private static double privateMib(List<Proc> all) {
    return all.stream().mapToLong(p -> ProcTree.memory(p.pid()).orElseThrow().privateKib()).average().orElseThrow() / 1024;
  }

  private static void cost(String whose, double millis, double mib) {
    COSTS.add(String.format(Locale.ROOT, "| %s | %.0f ms | %.1f MiB |", whose, millis, mib));
  }

  private Path configuration(String whose, String mpm, String numbers, int port) throws IOException {
    Path root = Files.createDirectories(scratch.resolve(whose));
    Files.writeString(root.resolve("index.html"), "<html><body><h1>It works!</h1></body></html>\n");
    return Files.writeString(
        root.resolve("httpd.conf"),
        """
        LoadModule mpm_%1$s_module /usr/lib/apache2/modules/mod_mpm_%1$s.so
        LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
        LoadModule mime_module /usr/lib/apache2/modules/mod_mime.so
        ServerRoot "%2$s"
        DefaultRuntimeDir "%2$s"
        DocumentRoot "%2$s"
        TypesConfig /etc/mime.types
        PidFile httpd.pid
        ErrorLog error.log
        ServerName localhost
        User www-data
        Group www-data
        Listen 127.0.0.1:%3$d
        KeepAlive On
        MaxKeepAliveRequests 0
        """
                .formatted(mpm, root, port)
            + numbers);
  }

  private static double median(List<Pair> pairs, ToDoubleFunction<Pair> of) {
    double[] sorted = pairs.stream().mapToDouble(of).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
