package dev.mpmlint.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mpmlint.server.exchange.Body;
import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.settings.Pool;
import dev.mpmlint.server.settings.ServerSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessLogsTest {
  @TempDir Path root;

  private static Exchange exchange() {
    Exchange x =
        Logging.exchange(
            "GET /a%20b?q=\"1\" HTTP/1.1",
            "Host: Shop.Example:81",
            "User-Agent: a \"b\" \\ \u001b",
            "X-Two: one",
            "x-two: two",
            "Cookie: x=1; Ck =  v al ; y");
    x.path = "/a b";
    x.file = "/srv/a b";
    x.ordinal = 3;
    x.environment().put("SET", "v\té");
    x.response().headers().add("Set-Cookie", "a=1");
    x.response().headers().add("Set-Cookie", "b=2");
    x.response().headers().add("Content-Type", "text/html; charset=utf-8");
    x.response().body(new Body.Bytes(ByteBuffer.allocate(17)));
    return x;
  }

  private static Served served() {
    Served served = new Served();
    served.clear();
    served.status = 404;
    served.originalStatus = 403;
    served.originalPath = "/first";
    served.bodyBytes = 17;
    served.received = 150;
    served.sent = 283;
    served.micros = 2_987_654;
    return served;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          %%                          | %
          %a %{c}a %h                 | 192.0.2.7 192.0.2.7 192.0.2.7
          %A                          | 127.0.0.1
          %b %B                       | 17 17
          %{ck}C %{x}C %{y}C          | v al 1 -
          %D %T %{ms}T %{US}T %{s}T   | 2987654 2 2987 2987654 2
          %{foo}T                     | foo
          %{SET}e %{UNSET}e           | v\\t\\xe9 -
          %f                          | /srv/a b
          %H %m                       | HTTP/1.1 GET
          %{X-Two}i %{None}i          | one, two -
          %{User-Agent}i              | a \\"b\\" \\\\ \\x1b
          %k                          | 3
          %l %L %{c}L %u              | - - - -
          %{note}n %{x}^ti %{y}^to %^FB | - - - -
          %{Set-Cookie}o              | a=1, b=2
          %{Content-Type}o %{content-length}o %{Connection}o | text/html 17 -
          %p %{canonical}p %{local}p %{remote}p %{odd}p | 80 80 8080 40000 odd
          %q                          | ?q=\\"1\\"
          %r                          | GET /a%20b?q=\\"1\\" HTTP/1.1
          %R                          | -
          %s %>s %<s                  | 403 404 403
          %U %>U                      | /first /a b
          %v %V                       | main.example shop.example
          %X                          | +
          %I %O %S                    | 150 283 433
          %{sec}t %{msec}t %{usec}t %{msec_frac}t %{usec_frac}t | 1795308324 1795308324123 1795308324123456 123 123456
          %{begin:sec}t %{end:sec}t %{end:usec_frac}t | 1795308324 1795308327 111110
          %{odd}t %{begin:end}t       | odd end
          %403{Host}i %404{Host}i     | - Shop.Example:81
          %!200,304{Host}i %!404{Host}i | Shop.Example:81 -
          %400,404>s                  | 404
          a\\tb\\\\c\\x               | `a	b\\c\\x`
          """)
  void writesEachItemAsHttpdDoes(String format, String expected) throws Exception {
    String line = log(format, exchange(), served());

    assertThat(line).isEqualTo(expected);
  }

  @Test
  void aTimeIsTheRequestsTimeHere() throws Exception {
    WallTime here = new WallTime(LocalZone.OF_THIS_MACHINE);
    here.set(Logging.RECEIVED / 1_000_000);
    Line zone = new Line();
    here.zoneOffset(zone);

    assertThat(log("%t|%{begin}t|%{%d %H:%M:%S %z}t", exchange(), served()))
        .matches("\\[\\d\\d/Nov/2026:\\d\\d:\\d\\d:24 [+-]\\d{4}](\\|.*)+")
        .contains(String.format("%02d %02d:%02d:24 %s", here.day, here.hour, here.minute, zone));
  }

  @Test
  void namesProcessAndThread() throws Exception {
    long pid = ProcessHandle.current().pid();

    assertThat(log("%P %{pid}P %{odd}P", exchange(), served())).isEqualTo(pid + " " + pid + " odd");
    String threaded = log("%{tid}P", exchange(), served());
    assertThat(Path.of("/proc/self/task", threaded)).exists();
    assertThat(log("%{hextid}P", exchange(), served())).isEqualTo(Long.toHexString(Long.parseLong(threaded)));
  }

  @Test
  void nothingIsAHyphen() throws Exception {
    Exchange x = Logging.exchange("HEAD / HTTP/1.0");
    x.user = "";
    Served served = served();
    served.bodyBytes = 0;
    served.ending = Served.Ending.ABORTED;

    assertThat(log("%b %B %f q%q %u %V %H %X", x, served)).isEqualTo("- 0 - q \"\" main.example HTTP/1.0 X");
  }

  @Test
  void aPasswordIsNotShown() throws Exception {
    Exchange x = Logging.exchange("GET http://me:secret@shop.example/a HTTP/1.1");

    assertThat(log("%r", x, served())).isEqualTo("GET http://me:" + "X".repeat(8) + "@shop.example/a HTTP/1.1");
  }

  @Test
  void theLastRequestIsCountedUnlessTheClientSaidSo() throws Exception {
    Served served = served();
    served.ending = Served.Ending.CLOSED;
    Exchange asked = Logging.exchange("GET / HTTP/1.1", "Connection: close");
    asked.ordinal = 2;
    Exchange limited = Logging.exchange("GET / HTTP/1.1");
    limited.ordinal = 2;

    assertThat(log("%k%X %{Connection}o", asked, served)).isEqualTo("1- close");
    assertThat(log("%k%X", limited, served)).isEqualTo("2-");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          LogFormat "%Z" x             | Unrecognized LogFormat directive %Z
          LogFormat "%{x}" x           | Ran off end of LogFormat parsing args to some directive
          TransferLog a\\nLogFormat "%" | Ran off end of LogFormat parsing args to some directive
          CustomLog a "%^XX"           | Unrecognized LogFormat directive %^
          CustomLog a "%h" env=        | missing environment variable name
          CustomLog a "%h" env=!       | missing environment variable name
          CustomLog a "%h" foo=x       | error in condition clause
          """)
  void refusesWhatHttpdRefuses(String configuration, String message) {
    assertThatExceptionOfType(LogConfigurationException.class)
        .isThrownBy(() -> logs(configuration.replace("\\n", "\n")))
        .withMessage(message);
  }

  @Test
  void virtualHostsInheritAsInHttpd() throws Exception {
    AccessLogs logs =
        logs(
            """
            CustomLog main.log "main %r" env=!quiet
            CustomLog named.log later
            LogFormat "named %r" later
            GlobalLog all.log "%v"
            TransferLog transfer.log
            <VirtualHost *:80>
            </VirtualHost>
            <VirtualHost *:80>
            LogFormat "own %r"
            CustomLog own.log CLF
            TransferLog owntransfer.log
            </VirtualHost>
            <VirtualHost *:80>
            LogFormat "third %r"
            </VirtualHost>
            """);

    assertThat(logs.describe())
        .isEqualTo(
            """
            0: main.log "main %r" env=!quiet
            0: named.log "named %r"
            0: all.log "%v"
            0: transfer.log "%h %l %u %t "%r" %>s %b"
            1: main.log "main %r" env=!quiet
            1: named.log "named %r"
            1: all.log "%v"
            1: transfer.log "%h %l %u %t "%r" %>s %b"
            2: own.log "%h %l %u %t "%r" %>s %b"
            2: owntransfer.log "own %r"
            2: all.log "%v"
            3: main.log "main %r" env=!quiet
            3: named.log "named %r"
            3: all.log "%v"
            3: transfer.log "third %r"
            """);

    Exchange quiet = Logging.exchange("GET /q HTTP/1.1");
    quiet.environment().put("quiet", "1");
    logs.log(quiet, served());
    logs.log(Logging.exchange("GET /l HTTP/1.1"), served());
    assertThat(lines("main.log")).containsExactly("main GET /l HTTP/1.1");
    assertThat(lines("named.log")).containsExactly("named GET /q HTTP/1.1", "named GET /l HTTP/1.1");
  }

  @Test
  void bufferedLogsAreWrittenAtTheEndAndWhenFull() throws Exception {
    AccessLogs logs = logs("BufferedLogs On\nCustomLog b.log \"%U\"");
    Exchange x = Logging.exchange("GET /" + "x".repeat(999) + " HTTP/1.1");

    Served served = served();
    served.originalPath = null;
    for (int i = 0; i < 5; i++) {
      logs.log(x, served);
    }
    assertThat(lines("b.log")).hasSize(4);
    logs.flush();
    assertThat(lines("b.log")).hasSize(5);
  }

  @Test
  void aLogThatCannotBeOpenedIsNamed() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> logs("CustomLog no/such/folder \"%h\""))
        .withMessage("AH00649: could not open transfer log file " + root.resolve("no/such/folder") + ".");
  }

  @Test
  void whatGoesToProgramsWithoutAPipeIsDropped() throws Exception {
    AccessLogs logs = logs("CustomLog \"|cat > " + root.resolve("ran") + "\" \"%h\"");

    logs.log(exchange(), served());

    assertThat(root.resolve("ran")).doesNotExist();
  }

  private String log(String format, Exchange exchange, Served served) throws Exception {
    Files.deleteIfExists(root.resolve("access.log"));
    String quoted = '"' + format.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    logs("CustomLog access.log " + quoted).log(exchange, served);
    List<String> lines = lines("access.log");
    assertThat(lines).hasSize(1);
    return lines.getFirst();
  }

  private AccessLogs logs(String configuration) throws Exception {
    ServerSettings settings = Logging.settings(root, Pool.Kind.EVENT, configuration);
    return AccessLogs.of(settings, InheritedFiles.none());
  }

  private List<String> lines(String file) throws IOException {
    return Files.readAllLines(root.resolve(file), StandardCharsets.ISO_8859_1);
  }
}
