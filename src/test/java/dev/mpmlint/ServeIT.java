package dev.mpmlint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.support.BundledServer;
import dev.mpmlint.support.Engine;
import dev.mpmlint.support.RequiresProgram;
import dev.mpmlint.verify.load.Http;
import dev.mpmlint.verify.observe.ProcTree;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `mpmlint serve` as a program, beside a real httpd with the same configuration.
@RequiresProgram("apache2")
class ServeIT {
  private static final String MODULES = "/usr/lib/apache2/modules/";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path scratch;
  private int port;
  private final List<Process> started = new ArrayList<>();

  private record Answer(int exitCode, String out, String err) {}

  @BeforeEach
  void prepare() throws IOException {
    Files.createDirectories(scratch.resolve("www"));
    Files.writeString(scratch.resolve("www/index.html"), "here\n");
    port = Engine.freePort();
  }

  @AfterEach
  void endWhatRuns() throws Exception {
    for (Process process : started) {
      List<ProcessHandle> children = process.descendants().toList();
      process.destroy();
      if (!process.waitFor(15, TimeUnit.SECONDS)) {
        children.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
    }
    if (Files.exists(pidFile())) {
      ProcessHandle.of(Long.parseLong(Files.readString(pidFile()).strip())).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  /// One row a line: what is added to a configuration that is well.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "event,prefork",
        "event;LoadModule php_module @libphp8.2.so",
        "event;LoadModule mpm_itk_module @mpm_itk.so",
        "event;ThreadStackSize -5",
        "event;AsyncRequestWorkerFactor 0",
        "event;ListenBacklog 0",
        "event;User nobody-has-this-name",
        "event;Group nobody-has-this-name",
        "event;User root",
        "event;Listen 127.0.0.1:PORT",
        "event;Listen 127.0.0.1",
        "event;NoSuchDirective on",
        "event;MinSpareServers 3",
        "prefork;ThreadsPerChild 3",
        "event;<VirtualHost *:80>",
        "event;</VirtualHost>",
        "event;Include FOLDER/missing.conf",
        "event;LoadModule x_module",
        "event;DocumentRoot FOLDER/missing",
        "event;ErrorLog FOLDER/missing/error.log",
        "event;CustomLog FOLDER/missing/access.log common",
        "event;ErrorLog FOLDER/www",
        "event;PidFile FOLDER/missing/pid"
      })
  void refusesWhatHttpdRefuses(String row) throws Exception {
    String[] parts = row.split(";", 2);
    StringBuilder lines = new StringBuilder();
    for (String mpm : parts[0].split(",", -1)) {
      lines.append(mpm.equals("none") ? "" : mpm(mpm));
    }
    String more = parts.length < 2 ? "" : parts[1];
    more = more.replace("@", MODULES).replace("PORT", "" + port).replace("FOLDER", scratch.toString());
    String text = base() + lines + more + "\n";

    Answer httpd = httpd(configuration(text), "-DFOREGROUND");
    String logOfHttpd = takeLog();
    Answer own = mpmlint("--layout", "debian", configuration(text).toString());
    String logOfOwn = takeLog();

    assertThat(httpd.exitCode()).isOne();
    assertThat(own.exitCode()).isOne();
    assertThat(normal(own.err())).isEqualTo(normal(httpd.err()));
    assertThat(normal(logOfOwn)).isEqualTo(normal(logOfHttpd));
  }

  @Test
  void refusesAnAddressInUseAndNoAddress() throws Exception {
    String none = base().replaceAll("(?m)^Listen.*\n", "") + mpm("worker");
    assertThat(normal(mpmlint("--layout", "debian", configuration(none).toString()).err()))
        .isEqualTo(normal(httpd(configuration(none), "-DFOREGROUND").err()));
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      Path inUse = configuration(base() + mpm("worker"));
      Answer own = mpmlint("--layout", "debian", inUse.toString());
      assertThat(own.err()).contains("AH00072").contains("AH00015");
      assertThat(normal(own.err())).isEqualTo(normal(httpd(inUse, "-DFOREGROUND").err()));
    }
  }

  /// Deliberate differences, taken out of both: how the server and its command line are called, when it was built, and
  /// what is not simulated.
  @ParameterizedTest
  @ValueSource(strings = {"prefork", "worker", "event"})
  void logsWhatHttpdLogs(String mpm) throws Exception {
    String text =
        base() + mpm(mpm) + "LogLevel info\nServerLimit 3\nMaxRequestWorkers 60\nStartServers 1\n"
            + (mpm.equals("prefork") ? "MinSpareServers 1\n" : "MinSpareThreads 5\n");
    List<String> httpd = life(text, List.of("apache2", "-f"), List.of("-DFOREGROUND"));
    List<String> own = life(text, serve("--layout", "debian"), List.of());

    assertThat(own).isEqualTo(httpd);
    assertThat(own).anyMatch(line -> line.contains("not allowed during restart"));
  }

  /// Two lives in one log: started, restarted twice, stopped gracefully; started and stopped.
  private List<String> life(String text, List<String> before, List<String> after) throws Exception {
    Path file = configuration(text);
    Process first = start(before, file, after);
    awaitLog("resuming normal operations", 1);
    Files.writeString(file, text.replace("ServerLimit 3", "ServerLimit 4"));
    signal("HUP", first);
    awaitLog("resuming normal operations", 2);
    signal("USR1", first);
    awaitLog("resuming normal operations", 3);
    signal("WINCH", first);
    assertThat(first.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(first.exitValue()).isZero();
    Process second = start(before, file, after);
    awaitLog("resuming normal operations", 4);
    signal("TERM", second);
    assertThat(second.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isZero();
    assertThat(pidFile()).doesNotExist();
    List<String> lines = new ArrayList<>();
    for (String line : takeLog().split("\n", -1)) {
      if (!line.contains("not simulated")) {
        lines.add(normal(line));
      }
    }
    return lines;
  }

  @Test
  void startsInTheBackgroundAndObeys() throws Exception {
    String file = configuration(base() + mpm("event")).toString();

    assertThat(mpmlint("-k", "stop", file).out()).isEqualTo("httpd (no pid file) not running\n");
    assertThat(mpmlint("-k", "status", file).exitCode()).isOne();
    assertThat(mpmlint("-k", "start", file).exitCode()).isZero();
    assertThat(Http.get(port, "/index.html").status()).isEqualTo(200);
    assertThat(mpmlint("-k", "start", file).out()).contains("already running");
    assertThat(mpmlint(file).out()).contains("already running");
    await(() -> mpmlint("-k", "status", file).out().matches("(?s)httpd \\(pid \\d+\\) running: event, up \\d+ s, generation 0, \\d+ child(ren)?, 0 busy, \\d+ idle.*"));

    configuration(base() + mpm("event") + "NoSuchDirective\n");
    Answer refused = mpmlint("-k", "graceful", file);
    assertThat(refused.exitCode()).isOne();
    assertThat(refused.err()).contains("AH00526").contains("Invalid command 'NoSuchDirective'");

    signal("HUP", Long.parseLong(Files.readString(pidFile()).strip()));
    awaitLog("Invalid command 'NoSuchDirective'", 1);
    awaitLog("goes on serving", 1);
    assertThat(Http.get(port, "/index.html").status()).isEqualTo(200);

    configuration(base() + mpm("event"));
    assertThat(mpmlint("-k", "graceful", file).exitCode()).isZero();
    awaitLog("resuming normal operations", 2);
    assertThat(mpmlint("-k", "restart", file).exitCode()).isZero();
    awaitLog("resuming normal operations", 3);
    await(() -> mpmlint("-k", "status", file).out().contains("generation 2"));
    assertThat(mpmlint("-k", "graceful-stop", file).exitCode()).isZero();
    await(() -> mpmlint("-k", "status", file).out().contains("not running"));
    await(() -> !Files.exists(pidFile()));

    Files.writeString(pidFile(), "1\n");
    assertThat(mpmlint("-k", "stop", file).out()).isEqualTo("httpd (pid 1?) not running\n");
  }

  @Test
  void leavesNothingBehindWhenKilled() throws Exception {
    Path file = configuration(base() + mpm("worker"));
    Process first = start(serve(), file, List.of());
    awaitLog("resuming normal operations", 1);
    List<ProcTree.Proc> children = ProcTree.awaitChildren(first.pid(), all -> all.size() >= 3);
    assertThat(runFolders(first.pid())).hasSize(1);
    signal("KILL", first);
    first.waitFor();
    for (ProcTree.Proc child : children) {
      await(() -> ProcTree.read(child.pid()).filter(p -> p.startTicks() == child.startTicks()).isEmpty());
    }

    Process second = start(serve(), file, List.of());
    awaitLog("resuming normal operations", 2);
    assertThat(runFolders(first.pid())).isEmpty();
    signal("TERM", second);
    assertThat(second.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(runFolders(second.pid())).isEmpty();
    assertThat(takeLog()).contains("AH00098");
  }

  @Test
  void aSecondSignalEndsAGracefulStop() throws Exception {
    Process server = start(serve(), configuration(base() + mpm("worker")), List.of());
    awaitLog("resuming normal operations", 1);
    try (Socket held = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = held.getOutputStream();
      out.write("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      await(() -> mpmlint("-k", "status", scratch.resolve("httpd.conf").toString()).out().contains("1 busy"));
      signal("WINCH", server);
      awaitLog("caught SIGWINCH", 1);
      assertThat(server.isAlive()).isTrue();
      signal("TERM", server);
      assertThat(server.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(server.exitValue()).isZero();
    }
  }

  @Test
  void saysWhatItCannotServe() throws Exception {
    Path piece = Files.writeString(scratch.resolve("piece.conf"), "<Location /a>\nRequire all granted\n</Location>\n");
    assertThat(mpmlint(piece.toString())).extracting(Answer::exitCode).isEqualTo(2);
    Answer historic = mpmlint(configuration(base() + "LoadModule mpm_simple_module modules/mod_mpm_simple.so\n").toString());
    assertThat(historic.exitCode()).isEqualTo(2);
    assertThat(historic.err()).contains("simple is not run here").contains("nearest that is: event");
  }

  private String base() {
    return "ServerRoot " + scratch + "\nPidFile " + pidFile() + "\nErrorLog " + log() + "\nListen 127.0.0.1:" + port
        + "\nUser www-data\nGroup www-data\nMutex sem default\nDocumentRoot " + scratch.resolve("www")
        + "\nLoadModule authz_core_module " + MODULES + "mod_authz_core.so\n";
  }

  private static String mpm(String name) {
    return "LoadModule mpm_" + name + "_module " + MODULES + "mod_mpm_" + name + ".so\n";
  }

  private Path configuration(String text) throws IOException {
    // Children run as somebody else.
    scratch.toFile().setExecutable(true, false);
    scratch.toFile().setReadable(true, false);
    return Files.writeString(scratch.resolve("httpd.conf"), text);
  }

  private Path pidFile() {
    return scratch.resolve("httpd.pid");
  }

  private Path log() {
    return scratch.resolve("error.log");
  }

  private String takeLog() throws IOException {
    String text = Files.exists(log()) ? Files.readString(log(), StandardCharsets.ISO_8859_1) : "";
    Files.deleteIfExists(log());
    return text;
  }

  private void awaitLog(String text, int times) throws Exception {
    Pattern pattern = Pattern.compile(Pattern.quote(text));
    await(() -> Files.exists(log()) && pattern.matcher(Files.readString(log())).results().count() >= times);
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("it came in time").isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  /// Without what differs from run to run and from server to server.
  private String normal(String text) {
    return text.replaceAll("(?m)^\\[\\w{3} \\w{3} [^]]*\\] ", "")
        .replaceAll("\\[pid \\d+:tid \\d+\\] ", "")
        .replaceAll("\\(pid=\\d+\\)", "(pid=N)")
        .replaceAll("Apache/2\\.4\\.\\d+ \\(.*\\)( mpmlint/\\S+)? configured", "SERVER configured")
        .replaceAll("Server built: .*", "Server built: TIME")
        .replaceAll("Command line: '.*'", "Command line: COMMAND")
        .replaceAll("(AH00099: could not create \\S+/pid)\\.\\w+", "$1");
  }

  private Answer httpd(Path file, String... more) throws Exception {
    List<String> command = new ArrayList<>(List.of("setsid", "apache2", "-f", file.toString()));
    command.addAll(List.of(more));
    return run(command);
  }

  private static List<String> serve(String... options) {
    List<String> command = new ArrayList<>(List.of(BundledServer.program().toString(), "serve"));
    command.addAll(List.of(options));
    return command;
  }

  private Answer mpmlint(String... arguments) throws IOException, InterruptedException {
    return run(serve(arguments));
  }

  private Answer run(List<String> command) throws IOException, InterruptedException {
    Path out = scratch.resolve("out");
    Path err = scratch.resolve("err");
    Process process =
        builder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      started.add(process);
      throw new AssertionError(String.join(" ", command) + " did not end; it said: " + Files.readString(err));
    }
    return new Answer(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private Process start(List<String> before, Path file, List<String> after) throws IOException {
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.addAll(before);
    command.add(file.toString());
    command.addAll(after);
    Process process =
        builder(command).redirectErrorStream(true).redirectOutput(scratch.resolve("said").toFile()).start();
    started.add(process);
    return process;
  }

  private static ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectInput(Path.of("/dev/null").toFile());
    builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    return builder;
  }

  private static void signal(String name, Process process) throws Exception {
    signal(name, process.pid());
  }

  private static void signal(String name, long pid) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, "" + pid).start().waitFor()).isZero();
  }

  private static List<Path> runFolders(long pid) throws IOException {
    List<Path> all = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(Path.of("/dev/shm"), "mpmlint-serve-" + pid + "-*")) {
      found.forEach(all::add);
    }
    return all;
  }
}
