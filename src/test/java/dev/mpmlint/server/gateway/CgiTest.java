package dev.mpmlint.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mpmlint.server.exchange.Body;
import dev.mpmlint.server.exchange.ContentHandler;
import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.gateway.Asked.Answer;
import dev.mpmlint.server.settings.Item;
import dev.mpmlint.support.RequiresProgram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// mod_cgi's work, with shell scripts; and suPHP's.
class CgiTest {
  private static final byte[] NOTHING = {};
  private static final List<String> LOADED = List.of("cgi_module", "alias_module");

  @TempDir Path scratch;
  private final Asked.Lines log = new Asked.Lines();

  @BeforeEach
  void scripts() throws IOException {
    Files.createDirectories(scratch.resolve("cgi"));
    script(
        "s",
        """
        #!/bin/sh
        ct() { printf 'Content-Type: text/plain\\n\\n'; }
        case $QUERY_STRING in
          badhead) printf 'foo bar\\n\\nbody' ;;
          nohead) printf 'Content-Type: a/b\\n' ;;
          empty) ;;
          stderr) echo one >&2; ct; echo ok; printf two >&2 ;;
          status) printf 'Status: 404 Nope\\n'; ct; echo nf ;;
          absolute) printf 'Location: http://a.example/\\n'; ct; echo soaked ;;
          local) printf 'Location: /other?x\\n'; ct; echo soaked ;;
          moved) printf 'Status: 301\\nLocation: /q\\n\\n' ;;
          length) printf 'Content-Length: 2\\n'; ct; echo long ;;
          crlf) printf 'Content-Type: a/b\\r\\nX-B: 2\\r\\n\\r\\nbody' ;;
          long) printf 'X-A: %09000d\\n' 1; ct; echo x ;;
          exit) ct; echo part; exit 3 ;;
          killed) kill -9 $$ ;;
          hang) exec sleep 600 ;;
          parthang) ct; echo part; exec sleep 600 ;;
          pid) ct; echo $$; exec sleep 600 ;;
          fds) ct; ls /proc/self/fd ;;
          mirror) ct; head -c 3000000 /dev/zero; cat ;;
          noread) ct; echo done ;;
          env) ct; env -0; pwd ;;
          *) ct; for a; do echo "[$a]"; done ;;
        esac
        """);
    script("nph-x", "#!/bin/sh\nprintf 'HTTP/1.0 299 Mine\\r\\nX-Q: 1\\r\\n\\r\\nall mine'\n");
    script("noshell", "#!/no/such/shell\n");
    Files.writeString(scratch.resolve("cgi/plain"), "#!/bin/sh\n");
  }

  private void script(String name, String text) throws IOException {
    Path file = scratch.resolve("cgi").resolve(name);
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private ContentHandler handler(Item... items) {
    Item[] all = Arrays.copyOf(items, items.length + 1);
    all[items.length] = Asked.line("ScriptAlias", "/cgi-bin/", scratch + "/cgi/");
    return Objects.requireNonNull(Gateways.of(Asked.settings(LOADED, all), log).find("cgi-script"));
  }

  private Exchange exchange(String name, String query, byte[] body, long timeout) {
    String path = "/cgi-bin/" + name;
    String line = (body.length == 0 ? "GET " : "POST ") + path + "?" + query + " HTTP/1.1";
    return Asked.exchange(line, path, scratch + "/cgi/" + name, "", List.of("Host: h"), body, timeout);
  }

  private Answer ask(String name, String query) throws IOException {
    return Asked.ask(handler(), exchange(name, query, NOTHING, 30_000));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          s       | badhead  | 500 |          | malformed header from script 's': Bad header: foo bar
          s       | nohead   | 500 |          | Premature end of script headers: s
          s       | empty    | 500 |          | End of script output before headers: s
          s       | killed   | 500 |          | End of script output before headers: s
          s       | long     | 500 |          | End of script output before headers: s
          s       | status   | 404 | nf       |
          s       | moved    | 301 |          |
          s       | length   | 200 | long     |
          s       | crlf     | 200 | body     |
          s       | exit     | 200 | part     |
          s       | stderr   | 200 | ok       | stderr from SCRATCH/cgi/s: two
          s       | a+b%20c+$d | 200 | '[a]\n[b c]\n[\\$d]' |
          nph-x   | x        | 299 | all mine |
          none    | x        | 404 |          | AH02811: stderr from SCRATCH/cgi/none: script not found or unable to stat
          ''      | x        | 403 |          | AH02812: stderr from SCRATCH/cgi/: attempt to invoke directory as script
          plain   | x        | 500 |          | AH01215: stderr from SCRATCH/cgi/plain: (13)Permission denied: exec of 'SCRATCH/cgi/plain' failed
          noshell | x        | 500 |          | AH01215: stderr from SCRATCH/cgi/noshell: (2)No such file or directory: exec of
          """)
  void scriptsAreReadAsHttpdReadsThem(String name, String query, int status, String body, String logged) throws Exception {
    Answer answer = ask(name, query);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body().strip()).isEqualTo(body == null ? "" : body.replace("\\n", "\n").replace("\\\\", "\\"));
    assertThat(answer.headers()).doesNotContainKeys("Content-Length", "Status");
    if (logged == null) {
      assertThat(log.all).isEmpty();
    } else {
      assertThat(log.all).anyMatch(line -> line.contains(logged.replace("SCRATCH", scratch.toString())));
    }
  }

  @Test
  void withoutExecCgiNothingRuns() throws Exception {
    Item off = Asked.section("Directory", scratch + "/cgi", Asked.line("Options", "-ExecCGI"));

    Answer answer = Asked.ask(handler(off), exchange("s", "env", NOTHING, 30_000));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(log.all)
        .containsExactly("ERROR cgi AH02809: stderr from " + scratch + "/cgi/s: Options ExecCGI is off in this directory");
  }

  @Test
  void underModCgidTheMessagesHaveItsNumbers() throws Exception {
    Gateways gateways = Gateways.of(Asked.settings(List.of("cgid_module")), log);
    ContentHandler handler = Objects.requireNonNull(gateways.find("cgi-script"));

    assertThat(Asked.ask(handler, exchange("s", "env", NOTHING, 30_000)).status()).isEqualTo(403);
    assertThat(log.all)
        .containsExactly("ERROR cgid AH01262: stderr from " + scratch + "/cgi/s: Options ExecCGI is off in this directory");
  }

  @Test
  void locationsLeadOutsideOrToTheSiteItself() throws Exception {
    Answer absolute = ask("s", "absolute");
    assertThat(absolute.status()).isEqualTo(302);
    assertThat(absolute.headers()).containsEntry("Location", "http://a.example/");
    assertThat(absolute.body()).contains("The document has moved <a href=\"http://a.example/\">here</a>");

    Exchange exchange = exchange("s", "local", NOTHING, 30_000);
    assertThat(Asked.ask(handler(), exchange).status()).isEqualTo(302);
    assertThat(exchange.environment()).isEmpty();
  }

  @Test
  void bothSidesMayWriteMuchBeforeTheyRead() throws Exception {
    byte[] body = new byte[3_000_000];
    Arrays.fill(body, (byte) 'x');

    assertThat(Asked.ask(handler(), exchange("s", "mirror", body, 30_000)).body()).hasSize(6_000_000).endsWith("xxx");
    assertThat(Asked.ask(handler(), exchange("s", "noread", body, 30_000)).body()).isEqualTo("done\n");
    assertThat(Asked.ask(handler(), exchange("none", "", body, 30_000)).status()).isEqualTo(404);
  }

  @Test
  void aScriptThatSaysNothingIsGivenUp() throws Exception {
    assertThat(Asked.ask(handler(), exchange("s", "hang", NOTHING, 300)).status()).isEqualTo(504);
    assertThat(log.all)
        .containsExactly(
            "WARN cgi AH01220: Timeout waiting for output from CGI script " + scratch + "/cgi/s",
            "ERROR cgi Script timed out before returning headers: s");
    Item ownTimeout = Asked.line("CGIScriptTimeout", "1");
    assertThat(Asked.ask(handler(ownTimeout), exchange("s", "parthang", NOTHING, 600_000)))
        .isEqualTo(new Answer(200, null, Map.of("Content-Type", "text/plain"), "part\n", true));
  }

  @Test
  void theScriptEndsWithTheClient() throws Exception {
    Exchange exchange = exchange("s", "pid", NOTHING, 600_000);
    handler().handle(exchange);
    Body.Stream stream = (Body.Stream) exchange.response().body();
    StringBuilder seen = new StringBuilder();
    try {
      stream
          .producer()
          .produce(
              new Body.Sink() {
                @Override
                public void write(ByteBuffer bytes) {
                  seen.append(StandardCharsets.ISO_8859_1.decode(bytes));
                }

                @Override
                public void flush() throws IOException {
                  if (seen.length() > 0) {
                    throw new IOException("the client has gone");
                  }
                }
              });
    } catch (IOException e) {
      assertThat(e).hasMessage("the client has gone");
    }
    assertEnds(Long.parseLong(seen.toString().strip()));

    Exchange other = exchange("s", "pid", NOTHING, 600_000);
    handler().handle(other);
    long pid =
        ProcessHandle.current()
            .children()
            .filter(p -> p.info().commandLine().orElse("").contains("sleep 600"))
            .findFirst()
            .orElseThrow()
            .pid();
    ((Body.Stream) other.response().body()).producer().abandon();
    assertEnds(pid);
  }

  private static void assertEnds(long pid) throws Exception {
    var process = ProcessHandle.of(pid);
    if (process.isPresent()) {
      process.get().onExit().get(1, TimeUnit.MINUTES);
    }
    assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive)).isNotEqualTo(true);
  }

  @Test
  void noDescriptorOfTheServerIsInherited() throws Exception {
    // 3 is ls's own.
    assertThat(ask("s", "fds").body().split("\n")).containsExactly("0", "1", "2", "3");
  }

  @Test
  void variablesAreTheRequestsAndNothingElse() throws Exception {
    Exchange exchange = exchange("s", "env", "hello".getBytes(StandardCharsets.ISO_8859_1), 30_000);
    exchange.environment().put("9 odd-name", "kept");
    String[] listed = Asked.ask(handler(), exchange).body().split("\0");

    Map<String, String> variables = new TreeMap<>();
    for (String variable : Arrays.copyOf(listed, listed.length - 1)) {
      int equals = variable.indexOf('=');
      variables.put(variable.substring(0, equals), variable.substring(equals + 1));
    }
    assertThat(listed[listed.length - 1].strip()).isEqualTo(scratch.resolve("cgi").toRealPath().toString());
    assertThat(variables)
        .containsEntry("__odd_name", "kept")
        .containsEntry("SCRIPT_NAME", "/cgi-bin/s")
        .containsEntry("SCRIPT_FILENAME", scratch + "/cgi/s")
        .containsEntry("CONTEXT_PREFIX", "/cgi-bin/")
        .containsEntry("CONTEXT_DOCUMENT_ROOT", scratch + "/cgi/")
        .doesNotContainKeys("HOME", "JAVA_HOME", "PATH_INFO");
  }

  @Test
  @RequiresProgram({"setpriv", "php-cgi"})
  void suphpRunsAsTheScriptsOwner() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can change to another user");
    scratch.toFile().setExecutable(true, false);
    scratch.toFile().setReadable(true, false);
    Path php = Files.writeString(scratch.resolve("w.php"), "<?php echo posix_getuid(), '/', posix_getgid(), ' ', $_GET['a'];");
    Files.setAttribute(php, "unix:uid", 12_345);
    Files.setAttribute(php, "unix:gid", 12_346);
    Item on = Asked.line("suPHP_Engine", "on");
    var settings = Asked.settings(List.of("suphp_module"), on, Asked.line("suPHP_AddHandler", "x-httpd-php"));
    ContentHandler handler = Objects.requireNonNull(Gateways.of(settings, log).find("x-httpd-php"));
    Exchange exchange =
        Asked.exchange("GET /w.php?a=b HTTP/1.1", "/w.php", php.toString(), "", List.of("Host: h"), NOTHING, 60_000);

    assertThat(Asked.ask(handler, exchange).body()).isEqualTo("12345/12346 b");

    Files.setAttribute(php, "unix:uid", 0);
    Exchange again = Asked.exchange("GET /w.php HTTP/1.1", "/w.php", php.toString(), "", List.of(), NOTHING);
    assertThat(Asked.ask(handler, again).status()).isEqualTo(500);
    assertThat(log.all).containsExactly("ERROR suphp UID of script \"" + php + "\" is smaller than min_uid");
  }
}
