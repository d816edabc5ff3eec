package dev.mpmlint.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mpmlint.support.BundledServer;
import dev.mpmlint.support.Engine;
import dev.mpmlint.support.RealHttpd;
import dev.mpmlint.support.RequiresProgram;
import dev.mpmlint.verify.load.Http;
import dev.mpmlint.verify.observe.ProcTree;
import dev.mpmlint.verify.observe.Sockets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// mpm-itk in the packaged server, beside a real httpd with the real mpm-itk: who serves a request, as the kernel sees it,
/// and what the two answer and log. Only root can become somebody else.
@RequiresProgram({"apache2", "/usr/lib/apache2/modules/mpm_itk.so"})
class ItkIT {
  private static final int A = 12_345;
  private static final int B = 23_456;
  private static final int CONNECTIONS = 100;
  private static final Pattern VARYING = Pattern.compile("pid=\\d+|\\[pid [^]]*]|\\[client [^]]*]|^\\[[^]]*] |:\\d{4,5}\\b|/\\S*/");

  @TempDir Path scratch;

  @BeforeEach
  void onlyRoot() {
    assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
  }

  /// Who a process is: the line of /proc/PID/status without its name.
  private record Who(String uid, String gid, String groups, String effective, String bounding, int nice) {
    static Who of(long pid) throws IOException {
      String status = Files.readString(Path.of("/proc/" + pid + "/status"));
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      int nice = Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[16]);
      return new Who(
          line(status, "Uid"), line(status, "Gid"), line(status, "Groups"), line(status, "CapEff"), line(status, "CapBnd"), nice);
    }

    private static String line(String status, String name) {
      int at = status.indexOf("\n" + name + ":") + name.length() + 2;
      return status.substring(at, status.indexOf('\n', at)).strip();
    }
  }

  /// A file of A's and one of B's for each of their hosts, readable by its owner only; a folder that only B may enter;
  /// a script that tells who it is.
  private String lines() throws IOException {
    for (String host : List.of("a", "b")) {
      Path folder = open(Files.createDirectories(scratch.resolve(host)));
      for (int owner : new int[] {A, B}) {
        Path file = folder.resolve(owner == A ? "a.txt" : "b.txt");
        give(Files.writeString(file, "of " + host + "\n"), owner, "r--------");
      }
      Path closed = Files.createDirectories(folder.resolve("closed"));
      Files.writeString(closed.resolve("x.txt"), "x\n");
      give(closed, B, "rwx------");
      open(Files.createDirectories(folder.resolve("games")));
      Files.writeString(folder.resolve("games/index.html"), "games\n");
      Path script = Files.writeString(folder.resolve("id.cgi"), "#!/bin/sh\necho Content-Type: text/plain\necho\nid -u; id -g; id -G\n");
      open(script);
    }
    String text =
        """
        LoadModule mpm_itk_module /usr/lib/apache2/modules/mpm_itk.so
        LoadModule cgi_module /usr/lib/apache2/modules/mod_cgi.so
        LoadModule status_module /usr/lib/apache2/modules/mod_status.so
        StartServers 5
        KeepAliveTimeout 60
        <Directory />
          Require all granted
          Options +ExecCGI
          AddHandler cgi-script .cgi
        </Directory>
        """;
    return text
        + host("a", "a", "AssignUserID #12345 #12345\n<Directory " + scratch + "/a/games>\nAssignUserID games games\n</Directory>")
        + host("b", "b", "AssignUserID #23456 #23456\nNiceValue 7\nMaxClientsVHost 3")
        + host("games", "a", "AssignUserIDExpr %{SERVER_NAME}\nAssignGroupIDExpr users")
        + host("nobody.here", "a", "AssignUserIDExpr %{SERVER_NAME}")
        + host("number", "a", "AssignUserIDExpr #12345")
        + host("root", "a", "AssignUserID root root")
        + host("half.root", "a", "AssignUserID root games")
        + host("list", "a", "AssignUserID list list")
        + host("none", "a", "");
  }

  private String host(String name, String folder, String lines) {
    return "<VirtualHost *>\nServerName " + name + "\nDocumentRoot " + scratch.resolve(folder) + "\n" + lines + "\n</VirtualHost>\n";
  }

  private static Path open(Path file) throws IOException {
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void give(Path file, int owner, String permissions) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    Files.setAttribute(file, "unix:uid", owner);
    Files.setAttribute(file, "unix:gid", owner);
  }

  private static void ask(Http http, String host, String path, String more) throws IOException {
    http.send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + more + "\r\n");
  }

  private static Http.Answer get(int port, String host, String path) throws IOException {
    try (Http http = new Http(port)) {
      ask(http, host, path, "Connection: close\r\n");
      return http.answer("GET");
    }
  }

  /// Both answer as these lines say, and log the same.
  @Test
  void servesAsTheVirtualHostsUser() throws Exception {
    List<String> requests =
        List.of(
            "a /a.txt 200", "a /b.txt 403", "b /b.txt 200", "b /a.txt 403", "a /closed/x.txt 403", "b /closed/x.txt 200",
            "a /id.cgi 200 12345 12345 12345", "b /id.cgi 200 23456 23456 23456", "a /games/ 200", "a /missing 404",
            "games /id.cgi 200 5 100 100", "nobody.here / 500", "number / 500", "root / 500", "half.root / 500",
            "list /id.cgi 200 38 38 38", "none /id.cgi 200 33 33 33");
    String lines = lines();
    List<List<String>> logs = new ArrayList<>();
    for (Engine engine : Engine.values()) {
      try (Engine.Running server = engine.start(scratch, "prefork", lines)) {
        for (String request : requests) {
          String[] words = request.split(" ", 4);
          Http.Answer answer = get(server.port(), words[0], words[1]);
          assertThat(answer.status()).as("%s: %s", engine, request).isEqualTo(Integer.parseInt(words[2]));
          if (words.length > 3) {
            assertThat(answer.body().strip().replace('\n', ' ')).as("%s: %s", engine, request).isEqualTo(words[3]);
          }
        }
        laterRequests(server);
        logs.add(logged(server.awaitLog("closing connection.", 3)));
      }
    }
    assertThat(logs.getLast()).isEqualTo(logs.getFirst()).hasSizeGreaterThan(10);
  }

  /// A process that has become somebody cannot become another, nor go where that one may not.
  private static void laterRequests(Engine.Running server) throws IOException {
    for (String then : List.of("b /b.txt", "a /closed/x.txt", "a /games/")) {
      try (Http http = new Http(server.port())) {
        ask(http, "a", "/a.txt", "");
        assertThat(http.answer("GET").status()).isEqualTo(200);
        ask(http, "a", "/a.txt", "");
        assertThat(http.answer("GET").status()).isEqualTo(200);
        ask(http, then.split(" ", 2)[0], then.split(" ", 2)[1], "");
        assertThat(http.rest()).as("%s: %s", server.engine(), then).isEmpty();
      }
    }
  }

  private static List<String> logged(String log) {
    List<String> lines = new ArrayList<>();
    for (String line : log.split("\n", -1)) {
      if (line.contains("[mpm_itk:") || line.contains("AH00132")) {
        lines.add(VARYING.matcher(line).replaceAll("").strip());
      }
    }
    return lines;
  }

  @ParameterizedTest
  @EnumSource
  void theKernelSeesTheUser(Engine engine) throws Exception {
    try (Engine.Running server = engine.start(scratch, "prefork", lines());
        Http a = new Http(server.port());
        Http b = new Http(server.port())) {
      long first = ProcTree.awaitChildren(server.pid(), c -> c.size() >= 5).getFirst().pid();
      Who idle = Who.of(first);
      long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
      // A child is root's, with all capabilities, for its first moments.
      while (!idle.effective.equals("00000000008000c4") && System.nanoTime() < end) {
        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        idle = Who.of(first);
      }
      ask(a, "a", "/a.txt", "");
      ask(b, "b", "/b.txt", "");
      assertThat(a.answer("GET").body()).isEqualTo("of a\n");
      assertThat(b.answer("GET").body()).isEqualTo("of b\n");
      String none = "0000000000000000";
      assertThat(idle.uid).isEqualTo("33\t33\t33\t33");
      // CAP_DAC_READ_SEARCH, CAP_SETGID, CAP_SETUID, CAP_SYS_NICE.
      assertThat(idle.effective).isEqualTo("00000000008000c4");
      String id = "12345\t12345\t12345\t12345";
      assertThat(serving(server, a)).contains(new Who(id, id, "12345", none, idle.bounding, 0));
      id = id.replace("12345", "23456");
      assertThat(serving(server, b)).contains(new Who(id, id, "23456", none, idle.bounding, 7));
      List<Http> more = new ArrayList<>();
      List<Integer> statuses = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Http next = new Http(server.port());
        more.add(next);
        ask(next, "b", "/b.txt", "");
        statuses.add(next.answer("GET").status());
      }
      assertThat(statuses).as("MaxClientsVHost 3").containsExactly(200, 200, 503);
      for (Http http : more) {
        http.close();
      }
    }
  }

  /// The processes that have this connection: with httpd, a child of it and that one's fork.
  private static List<Who> serving(Engine.Running server, Http client) throws IOException {
    List<Who> found = new ArrayList<>();
    for (ProcTree.Proc child : server.children()) {
      List<ProcTree.Proc> all = new ArrayList<>(ProcTree.children(child.pid()));
      all.add(child);
      for (ProcTree.Proc process : all) {
        if (Sockets.peers(process.pid()).contains(client.localPort())) {
          found.add(Who.of(process.pid()));
        }
      }
    }
    return found;
  }

  @ParameterizedTest
  @EnumSource
  void rangesForbidUsers(Engine engine) throws Exception {
    String lines = lines() + "LimitUIDRange 12000 13000\nLimitGIDRange 12000 30000\nEnableCapabilities off\n";
    try (Engine.Running server = engine.start(scratch, "prefork", lines)) {
      assertThat(Who.of(ProcTree.awaitChildren(server.pid(), c -> c.size() >= 5).getFirst().pid()).uid)
          .isEqualTo("0\t0\t0\t0");
      assertThat(get(server.port(), "a", "/a.txt").status()).isEqualTo(200);
      assertThat(get(server.port(), "b", "/b.txt").status()).isEqualTo(500);
      assertThat(get(server.port(), "list", "/").status()).isEqualTo(500);
      assertThat(server.awaitLog("current LimitGIDRange setting", 1))
          .contains("uid=0, gid=23456) itk_post_perdir_config(): setuid(23456): Operation not permitted")
          .contains("This is most likely due to the current LimitUIDRange setting.")
          .contains("uid=0, gid=0) itk_post_perdir_config(): setgid(38): Operation not permitted");
    }
  }

  /// A Group that LimitGIDRange forbids leaves children root, though with few of root's rights.
  @ParameterizedTest
  @EnumSource
  void childrenStayRootWhereTheirGroupIsForbidden(Engine engine) throws Exception {
    try (Engine.Running server = engine.start(scratch, "prefork", lines() + "LimitGIDRange 12000 13000\n")) {
      assertThat(server.awaitLog("AH02156", 5))
          .contains("[unixd:alert]")
          .contains("(1)Operation not permitted: AH02156: setgid: unable to set group id to Group 33");
      Who child = Who.of(ProcTree.awaitChildren(server.pid(), c -> c.size() >= 5).getFirst().pid());
      assertThat(child.uid).isEqualTo("0\t0\t0\t0");
      assertThat(child.effective).isEqualTo("00000000008000c4");
      assertThat(get(server.port(), "a", "/a.txt").status()).isEqualTo(200);
      assertThat(get(server.port(), "list", "/").status()).isEqualTo(500);
    }
  }

  /// A server with mpm-itk, whose log and pid file lie in the scratch folder.
  private String server() throws IOException {
    return "ServerRoot " + scratch + "\nServerName localhost\nPidFile pid\nErrorLog error.log\nUser www-data\nGroup www-data\n"
        + "Listen 127.0.0.1:" + Engine.freePort()
        + "\nLoadModule mpm_prefork_module /usr/lib/apache2/modules/mod_mpm_prefork.so\n"
        + "LoadModule mpm_itk_module /usr/lib/apache2/modules/mpm_itk.so\n";
  }

  /// A User that LimitUIDRange forbids ends the server.
  @ParameterizedTest
  @ValueSource(strings = {"LimitUIDRange 1000 2000", "EnableCapabilities off\nLimitGIDRange 0 2000"})
  void theServersUserMustBeInItsRange(String lines) throws Exception {
    Path file = scratch.resolve("httpd.conf");
    Path log = scratch.resolve("error.log");
    Files.writeString(
        file,
        server() + "StartServers 1\n" + lines + "\n");

    Ended ours = run(List.of(), BundledServer.program().toString(), "serve", file.toString());
    Set<String> oursLogged = alarms(log);
    Files.delete(log);
    Ended real = run(List.of("setsid"), RealHttpd.installed().program().toString(), "-f", file.toString(), "-DFOREGROUND");

    assertThat(oursLogged).isEqualTo(alarms(log)).hasSize(3).anyMatch(line -> line.contains("AH02162"));
    assertThat(ours.code).isEqualTo(real.code).isOne();
  }

  /// What is worse than a warning, without times and process ids.
  private static Set<String> alarms(Path log) throws IOException {
    Set<String> found = new TreeSet<>();
    for (String line : Files.readAllLines(log, StandardCharsets.ISO_8859_1)) {
      if (line.contains(":alert]") || line.contains(":emerg]")) {
        found.add(VARYING.matcher(line).replaceAll("").replaceAll("Child \\d+", "Child").strip());
      }
    }
    return found;
  }

  /// Each child serves one connection and is replaced: nothing is lost, nothing is left.
  @Test
  void childrenAreReplaced() throws Exception {
    try (Engine.Running server = Engine.BUNDLED.start(scratch, "prefork", lines());
        ExecutorService clients = Executors.newFixedThreadPool(4)) {
      ProcTree.awaitChildren(server.pid(), c -> c.size() >= 5);
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        String host = i % 2 == 0 ? "a" : "list";
        Callable<String> one = () -> get(server.port(), host, host.equals("a") ? "/a.txt" : "/id.cgi").body();
        answers.add(clients.submit(one));
      }
      for (int i = 0; i < CONNECTIONS; i++) {
        assertThat(answers.get(i).get(2, TimeUnit.MINUTES)).isEqualTo(i % 2 == 0 ? "of a\n" : "38\n38\n38\n");
      }
      List<ProcTree.Proc> after =
          ProcTree.awaitChildren(
              server.pid(), c -> c.size() >= 5 && c.stream().noneMatch(p -> p.state() == 'Z') && c.stream().allMatch(p -> p.uid() == 33));
      assertThat(after).hasSizeBetween(5, 10).allMatch(p -> p.state() != 'Z' && p.uid() == 33);
    }
  }

  @Test
  void needsRoot() throws Exception {
    Path file = scratch.resolve("httpd.conf");
    String lines = "ServerRoot " + scratch + "\nServerName localhost\nPidFile pid\nErrorLog /dev/null\nListen 127.0.0.1:"
        + Engine.freePort() + "\nLoadModule mpm_prefork_module /usr/lib/apache2/modules/mod_mpm_prefork.so\n" + lines();
    Files.writeString(file, lines.replace("LoadModule cgi", "LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so\nLoadModule mime_module /usr/lib/apache2/modules/mod_mime.so\nLoadModule cgi"));
    open(scratch);
    give(scratch, 65_534, "rwxr-xr-x");
    List<String> nobody = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--");

    Ended ended = run(nobody, BundledServer.program().toString(), "serve", file.toString());

    assertThat(ended.said)
        .isEqualTo(
            "mpmlint: mpm-itk changes to the user of each request, for which the server must be started by root or have the"
                + " capabilities CAP_SETUID and CAP_SETGID\n");
    assertThat(ended.code).isOne();
  }

  @Test
  void usersMustExist() throws Exception {
    Path file = scratch.resolve("httpd.conf");
    Files.writeString(
        file,
        server() + "AssignUserID no-such-user root\n");

    Ended ours = run(List.of(), BundledServer.program().toString(), "serve", file.toString());
    Ended real = run(List.of("setsid"), RealHttpd.installed().program().toString(), "-f", file.toString(), "-DFOREGROUND");

    assertThat(ours.said).contains("AH00543").contains(": bad user name no-such-user");
    assertThat(real.said).contains("AH00543").contains(": bad user name no-such-user");
    assertThat(ours.code).isEqualTo(real.code).isOne();
  }

  private record Ended(int code, String said) {}

  private static Ended run(List<String> before, String... command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(before);
    all.addAll(List.of(command));
    Path said = Files.createTempFile("itk", ".out");
    try {
      Process process = new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(said.toFile()).start();
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        process.destroy();
        process.waitFor();
      }
      return new Ended(process.exitValue(), Files.readString(said, StandardCharsets.ISO_8859_1));
    } finally {
      Files.deleteIfExists(said);
    }
  }
}
