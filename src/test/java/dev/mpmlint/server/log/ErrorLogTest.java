package dev.mpmlint.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.exchange.Peer;
import dev.mpmlint.server.settings.Pool;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorLogTest {
  private static final long PID = ProcessHandle.current().pid();
  private static final String TIME = "\\[[A-Z][a-z]{2} [A-Z][a-z]{2} \\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6} \\d{4}] ";

  @TempDir Path root;

  @Test
  void theDefaultFormatIsHttpds() throws Exception {
    ErrorLog log = log(Pool.Kind.PREFORK, "ErrorLog e.log");
    Exchange x = Logging.exchange("GET / HTTP/1.1", "Referer: http://r/\"x\\");

    log.log(Level.NOTICE, "mpm_prefork", "AH00163: configured");
    log.log(Level.ERROR, "core", "(13)Permission denied: AH00035: access to \u001b\"\n\\ denied", x);
    log.log(Level.WARN, "core", "(no number) told", Logging.peer("2001:db8:0:0:1::", 50000, 80));
    log.log(Level.INFO, "core", "below the level");

    String process = "\\[pid " + PID + ":tid " + PID + "] ";
    List<String> lines = lines("e.log");
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).matches(TIME + "\\[mpm_prefork:notice] " + process + "AH00163: configured");
    assertThat(lines.get(1)).matches(TIME + "\\[core:error] " + process + ".*");
    assertThat(lines.get(1))
        .endsWith(
            "] (13)Permission denied: [client 192.0.2.7:40000] AH00035: access to \\x1b\"\\n\\\\ denied,"
                + " referer: http://r/\"x\\\\");
    assertThat(lines.get(2)).endsWith("] [client 2001:db8:0:0:1:::50000] (no number) told");
  }

  @Test
  void aWorkerThreadIsNamedByTheKernelsNumber() throws Exception {
    ErrorLog log = log(Pool.Kind.EVENT, "ErrorLog e.log\nErrorLogFormat \"%T %{g}T %M\"");

    log.log(Level.ERROR, "core", "x");

    String tid = lines("e.log").getFirst().split(" ", -1)[0];
    assertThat(Path.of("/proc/self/task", tid)).exists();
    assertThat(lines("e.log").getFirst()).isEqualTo(tid + " " + tid + " x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          `%a %{c}a %A %M`              | 192.0.2.7:40000 192.0.2.7:40000 127.0.0.1:8080 AH1: m
          `%{SET}e %{None}e %M`         | v\\t AH1: m
          `%E %M`                       | (2)No such file or directory AH1: m
          `%F x%n %M`                   | ` AH1: m`
          `%{User-Agent}i, %M`          | u"a, AH1: m
          `%k %l %m %M`                 | 2 error proxy AH1: m
          `[%v] [%V] %M`                | [main.example] [shop.example] AH1: m
          `lit\\ space%%[pc% ]x %M`     | lit space%[pc]x AH1: m
          `a drop=%{None}ix tail %M`    | a tail AH1: m
          `a %-{None}i %-{Host}i %M`    | a - Shop.Example AH1: m
          `%3{Host}i %4{Host}i %M`      | Shop.Example AH1: m
          `a b%{None}i%M after`         | aAH1: m after
          """)
  void writesEachItemAsHttpdDoes(String format, String expected) throws Exception {
    ErrorLog log =
        log(Pool.Kind.EVENT, "ServerName main.example:99\nErrorLog e.log\nErrorLogFormat " + quoted(format));
    Exchange x = Logging.exchange("GET / HTTP/1.1", "Host: Shop.Example", "User-Agent: u\"a");
    x.environment().put("SET", "v\t");
    x.ordinal = 2;

    log.log(Level.ERROR, "proxy", "(2)No such file or directory: AH1: m".replace("AH1", "AH00001"), x);

    assertThat(lines("e.log")).containsExactly(expected.replace("AH1", "AH00001"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          %t     | [A-Z][a-z]{2} [A-Z][a-z]{2} \\d\\d \\d\\d:\\d\\d:\\d\\d \\d{4}
          %{u}t  | [A-Z][a-z]{2} [A-Z][a-z]{2} \\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6} \\d{4}
          %{m}t  | [A-Z][a-z]{2} [A-Z][a-z]{2} \\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} \\d{4}
          %{cu}t | \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}
          %{cz}t | \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d [+-]\\d{4}
          %{z}t  | [A-Z][a-z]{2} [A-Z][a-z]{2} \\d\\d \\d\\d:\\d\\d:\\d\\d \\d{4} [+-]\\d{4}
          %P     | \\d+
          """)
  void writesTimesAndTheProcess(String format, String expected) throws Exception {
    log(Pool.Kind.EVENT, "ErrorLog e.log\nErrorLogFormat \"" + format + " %M\"").log(Level.ERROR, "core", "m");

    assertThat(lines("e.log").getFirst()).matches(expected + " m");
  }

  @Test
  void linesOfConnectionAndRequestComeOnce() throws Exception {
    ErrorLog log =
        log(
            Pool.Kind.EVENT,
            """
            ErrorLog e.log
            ErrorLogFormat "m %L %{c}L %M"
            ErrorLogFormat connection "c %{c}L %{C}L %L"
            ErrorLogFormat request "r %L %{C}L %{c}L %{Host}i"
            ErrorLogFormat request "agent %+{User-Agent}i"
            """);
    Peer peer = Logging.peer("192.0.2.7", 40000, 80);
    Exchange x = Logging.exchange(Logging.host(0, "a", 0), peer, "GET / HTTP/1.1", "Host: h");

    log.log(Level.ERROR, "core", "first", x);
    log.log(Level.ERROR, "core", "second", x);

    String c = String.valueOf(peer.logId);
    String r = String.valueOf(x.logId);
    assertThat(c).matches("[A-Za-z0-9+/]{11}").isNotEqualTo(r);
    assertThat(lines("e.log"))
        .containsExactly(
            "c " + c + " " + c, "r " + r + " " + c + " h", "m " + r + " " + c + " first", "m " + r + " " + c + " second");
  }

  @Test
  void levelsAreInheritedUnlessAHostSetsItsOwn() throws Exception {
    ErrorLog log =
        log(
            Pool.Kind.EVENT,
            """
            ErrorLog e.log
            LogLevel info authz_core_module:debug
            <VirtualHost *:80>
            LogLevel mod_mime.c:trace1
            </VirtualHost>
            <VirtualHost *:80>
            ErrorLog v.log
            LogLevel warn event.c:debug
            </VirtualHost>
            <VirtualHost *:80>
            LogLevel authz_core:debug error
            </VirtualHost>
            """);

    assertThat(log.describe())
        .isEqualTo(
            """
            0: e.log info authz_core:debug
            1: e.log info mime:trace1 authz_core:debug
            2: v.log warn mpm_event:debug
            3: e.log error
            """);
    log.log(Level.WARN, "core", "third", host(3));
    log.log(Level.NOTICE, "core", "always", host(3));
    log.log(Level.DEBUG, "mpm_event", "second", host(2));
    log.log(Level.DEBUG, "authz_core", "first", host(1));
    assertThat(lines("e.log")).hasSize(2).first().asString().contains("always");
    assertThat(lines("v.log")).hasSize(1).first().asString().contains("second");
    assertThat(log.enabled(Level.DEBUG, "core")).isFalse();
    assertThat(log.enabled(Level.TRACE1, "mime")).isTrue();
  }

  private static Exchange host(int index) {
    return Logging.exchange(Logging.host(index, "h", 0), Logging.peer("192.0.2.7", 1, 80), "GET / HTTP/1.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ErrorLogFormat "x"             | main ErrorLogFormat must contain message format string '%M'
          ErrorLogFormat "%+a %M"        | The '+' flag cannot be used in the main error log format
          ErrorLogFormat foo "%a"        | ErrorLogFormat type must be one of request, connection
          ErrorLogFormat request "%4a"   | The loglevel cannot be used as a condition in once-per-request or once-per-connection formats
          ErrorLogFormat request "%M"    | %M cannot be used in once-per-request or once-per-connection formats
          ErrorLogFormat "%99a %M"       | The specified loglevel modifier is out of range
          ErrorLogFormat "%Q %M"         | Unrecognized error log format directive %Q
          ErrorLogFormat "%M %"          | Ran off end of error log format parsing args to some directive
          LogLevel foo                   | Log level keyword must be one of emerg/alert/crit/error/warn/notice/info/debug/trace1/.../trace8
          LogLevel core:foo              | core:foo: Log level keyword must be one of emerg/alert/crit/error/warn/notice/info/debug/trace1/.../trace8
          LogLevel core:                 | Module specifier 'core' must be followed by a log level keyword
          """)
  void refusesWhatHttpdRefuses(String directive, String message) {
    assertThatExceptionOfType(LogConfigurationException.class)
        .isThrownBy(() -> log(Pool.Kind.EVENT, "ErrorLog e.log\n" + directive))
        .withMessage(message)
        .satisfies(e -> assertThat(e.at().line()).isEqualTo(2));
  }

  @Test
  void aLongMessageIsCut() throws Exception {
    log(Pool.Kind.EVENT, "ErrorLog e.log").log(Level.ERROR, "core", "x\n".repeat(10_000));

    assertThat(Files.size(root.resolve("e.log"))).isEqualTo(8191);
    assertThat(lines("e.log")).hasSize(1);
  }

  @Test
  void beforeTheLogIsOpenLinesGoToStandardError() throws Exception {
    Path file = root.resolve("stderr");
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      StartupLog log = new StartupLog(out, Level.WARN);
      log.say("AH00558: apache2: Could not");
      log.log(Level.WARN, "core", "AH00111: not defined");
      log.log(Level.INFO, "core", "AH00001: unseen");
    }

    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(2).first().isEqualTo("AH00558: apache2: Could not");
    assertThat(lines.get(1))
        .matches(TIME + "\\[core:warn] \\[pid " + PID + ":tid " + PID + "] AH00111: not defined");
  }

  @Test
  void whatIsNotSimulatedIsListedWithItsPlace() {
    var settings =
        Logging.settings(
            root,
            Pool.Kind.EVENT,
            """
            ErrorLog syslog:local1
            HostnameLookups Double
            CustomLog a "%h" "expr=%{REQUEST_STATUS} -ge 400"
            <Directory />
            LogLevel debug
            </Directory>
            """);

    assertThat(LogsNotSimulated.of(settings))
        .containsExactly(
            "ErrorLog syslog:local1: messages go to logs/error_log (httpd.conf:1)",
            "HostnameLookups Double: %h is the address (httpd.conf:2)",
            "CustomLog expr=%{REQUEST_STATUS} -ge 400: every request is logged (httpd.conf:3)",
            "LogLevel in a section of directories: the server's level counts (httpd.conf:5)");
    assertThat(LogTargets.mainErrors(settings).path()).isEqualTo(root.resolve("logs/error_log"));
  }

  private ErrorLog log(Pool.Kind kind, String configuration) throws Exception {
    return ErrorLog.of(Logging.settings(root, kind, configuration), InheritedFiles.none());
  }

  private static String quoted(String format) {
    return '"' + format.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private List<String> lines(String file) throws IOException {
    return Files.readAllLines(root.resolve(file), StandardCharsets.ISO_8859_1);
  }
}
