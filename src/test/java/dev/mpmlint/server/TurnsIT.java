package dev.mpmlint.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.mpmlint.support.Engine;
import dev.mpmlint.support.RequiresProgram;
import dev.mpmlint.verify.load.Http;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the control process does from second to second about children that end by themselves: as the real httpd's.
@RequiresProgram("apache2")
class TurnsIT {
  private static final int ROUNDS = 3;
  // In milliseconds. What is shorter than a moment had no child to wait for.
  private static final long MOMENT = 300;
  private static final long MORE_THAN_A_TURN = 1_500;
  private static final Pattern VARYING = Pattern.compile("^\\[[^]]*] |\\[pid [^]]*] |/\\S*/");

  @TempDir Path scratch;

  /// prefork and event see that a child has ended once their second is over, and have a place for another when the next one
  /// is; worker gives away the place of a child that says that it ends. (With MaxConnectionsPerChild 1 httpd's event often stops
  /// for good: a child that is to end hangs, and keeps its place.)
  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @CsvSource({
    "prefork, true, ServerLimit 1|MaxRequestWorkers 1",
    "event, true, ServerLimit 1|ThreadsPerChild 2|MaxRequestWorkers 2",
    "worker, false, ServerLimit 1|ThreadsPerChild 2|MaxRequestWorkers 2",
  })
  void aSpentChildIsReplacedWhenHttpdWould(String mpm, boolean aTurnLater, String lines) throws Exception {
    String more = lines.replace('|', '\n') + "\nStartServers 1\nMaxConnectionsPerChild 3\nKeepAlive off\nTimeout 60\n";
    List<List<Long>> waits =
        Engine.each(
            engine -> {
              try (Engine.Running server = engine.start(scratch, mpm, more)) {
                List<Long> millis = new ArrayList<>();
                for (int i = 0; i < 3 * ROUNDS; i++) {
                  long asked = System.nanoTime();
                  get(server.port());
                  millis.add(Duration.ofNanos(System.nanoTime() - asked).toMillis());
                }
                return millis;
              }
            });
    System.out.println(mpm + ": waited for the next child, in ms: httpd " + waits.getFirst() + ", bundled " + waits.getLast());
    assertThat(waits)
        .allSatisfy(all -> assertThat(all.subList(1, all.size())).anyMatch(wait -> wait > MOMENT && wait > MORE_THAN_A_TURN == aTurnLater));
  }

  /// worker gives a place away before the old child is seen to have ended; nobody calls that one lost, as httpd would an
  /// unknown one after a graceful restart.
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void whoLosesItsSlotIsNotLost() throws Exception {
    List<String> logs =
        Engine.each(
            engine -> {
              String lines = "ServerLimit 1\nThreadsPerChild 2\nMaxRequestWorkers 2\nStartServers 1\nMaxConnectionsPerChild 1\n";
              try (Engine.Running server = engine.start(scratch, "worker", lines)) {
                server.signal("USR1");
                server.awaitLog("resuming normal operations", 2);
                for (int i = 0; i < 3 * ROUNDS; i++) {
                  get(server.port());
                }
                return server.log();
              }
            });

    assertThat(logs).allSatisfy(log -> assertThat(log).contains("AH00297").doesNotContain("AH00291"));
  }

  /// A connection that an ending child of httpd has not accepted any more may be reset.
  private static void get(int port) {
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (System.nanoTime() < end) {
      try (Http http = new Http(port)) {
        http.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(http.answer("GET").status()).isEqualTo(200);
        return;
      } catch (IOException _) {
        // Again.
      }
    }
    fail("no answer within two minutes");
  }

  /// No child gets its threads: the server gives up, with httpd's words.
  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @CsvSource({"worker, AH02325", "event, AH02324"})
  void aServerWithoutAnyHealthyChildGivesUp(String mpm, String number) throws Exception {
    List<Set<String>> alarms =
        Engine.each(
            engine -> {
              String more = "StartServers 2\nThreadStackSize 1000000000000000\n";
              try (Engine.Running server = engine.start(scratch, mpm, more)) {
                return alarms(server.awaitLog(number, 1));
              }
            });

    assertThat(alarms.getLast()).isEqualTo(alarms.getFirst()).hasSize(2).anyMatch(line -> line.contains(number));
  }

  /// Without times and process ids.
  private static Set<String> alarms(String log) {
    Set<String> found = new TreeSet<>();
    for (String line : log.split("\n", -1)) {
      if (line.contains(":alert]")) {
        found.add(VARYING.matcher(line).replaceAll("").strip());
      }
    }
    return found;
  }
}
