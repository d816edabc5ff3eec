package dev.mpmlint.mpm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.support.RealHttpd;
import dev.mpmlint.support.RequiresProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Our corrections beside those that the installed httpd prints for the same numbers.
@RequiresProgram("apache2")
class RealChecksTest {
  private static final String MODULES = "/usr/lib/apache2/modules/";
  private static final int SWEEP = 250;
  private static final String[] ODD = {
    "0", "-1", "1", "2", "3", "5", "7", "10", "12abc", "abc", "0x10", "1e3", "+12", "25.9", "99999999999",
    "4294967297", "2147483647", "-2147483648", "99999999999999999999", "16", "24", "25", "26", "63", "64", "65", "75",
    "100", "250", "255", "256", "257", "400", "401", "1000", "19999", "20000", "20001", "99999", "100000", "100001",
    "199999", "200000", "200001"
  };

  @TempDir Path scratch;

  private final RealHttpd httpd = RealHttpd.installed();

  @ParameterizedTest(name = "{0}: {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "prefork | ServerLimit 200001                       | AH00175",
        "prefork | ServerLimit 0                            | AH00177 AH00180",
        "prefork | MaxRequestWorkers 257                    | AH00180",
        "prefork | MaxRequestWorkers 0                      | AH00182",
        "prefork | StartServers 0                           | AH00184",
        "prefork | MinSpareServers 0                        | AH00186",
        "worker  | ServerLimit 20001                        | AH00300",
        "worker  | ServerLimit 0                            | AH00302 AH00318",
        "worker  | ThreadLimit 20001                        | AH00305",
        "worker  | ThreadLimit -5                           | AH00307 AH00310 AH00318",
        "worker  | ThreadsPerChild 65                       | AH00310 AH00316",
        "worker  | ThreadsPerChild 0                        | AH00312 AH00318",
        "worker  | MaxRequestWorkers 24                     | AH00314",
        "worker  | MaxRequestWorkers 399                    | AH00316",
        "worker  | MaxRequestWorkers 425                    | AH00318",
        "worker  | StartServers 0                           | AH00320",
        "worker  | MinSpareThreads 0                        | AH00322",
        "event   | ServerLimit 20001                        | AH00497",
        "event   | ServerLimit 0                            | AH00499 AH00515",
        "event   | ThreadLimit 100001                       | AH00502",
        "event   | ThreadLimit 0                            | AH00504 AH00507 AH00515",
        "event   | ThreadsPerChild 100                      | AH00507 AH00513",
        "event   | ThreadsPerChild 0                        | AH00509 AH00515",
        "event   | MaxRequestWorkers 24                     | AH00511",
        "event   | MaxRequestWorkers 150, ThreadsPerChild 16 | AH00513",
        "event   | MaxRequestWorkers 1010                   | AH00513 AH00515",
        "event   | StartServers 0                           | AH00517",
        "event   | MinSpareThreads -3                       | AH00519",
      })
  void everyCorrectionIsAnnouncedAsHttpdAnnouncesIt(String name, String written, String numbers) throws Exception {
    Mpm mpm = Mpm.find(name).orElseThrow();
    Figures ours = Written.figures(mpm, written);

    assertThat(Written.announced(ours).stream().map(line -> line.substring(0, 7)).toList())
        .containsExactly(numbers.split(" ", -1));
    assertThat(Written.announced(ours)).isEqualTo(theirs(mpm, Written.of(written)));
  }

  @ParameterizedTest
  @EnumSource(names = {"PREFORK", "WORKER", "EVENT"})
  void oddNumbersAreReadAndCorrectedAsHttpdDoes(Mpm mpm) throws Exception {
    Random random = new Random(20_261_122);
    int corrected = 0;
    for (int i = 0; i < SWEEP; i++) {
      Map<MpmDirective, String> written = draw(mpm, random);
      Figures ours = Figures.of(mpm, Written.NEWEST, written);
      List<String> announced = Written.announced(ours);
      corrected += announced.size();

      assertThat(announced).as("%s %s", mpm, written).isEqualTo(theirs(mpm, written));
    }
    assertThat(corrected).isGreaterThan(SWEEP / 2);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "AsyncRequestWorkerFactor 2f", "AsyncRequestWorkerFactor 0", "AsyncRequestWorkerFactor -inf",
    "AsyncRequestWorkerFactor 1e", "AsyncRequestWorkerFactor 0x", "AsyncRequestWorkerFactor 0.5",
    "AsyncRequestWorkerFactor 0x2", "AsyncRequestWorkerFactor nan(12)", "AsyncRequestWorkerFactor INF",
    "AsyncRequestWorkerFactor 1e1", "AsyncRequestWorkerFactor .5", "AsyncRequestWorkerFactor 5.",
    "AsyncRequestWorkerFactor 0x1p3", "AsyncRequestWorkerFactor 2d", "AsyncRequestWorkerFactor -0",
    "AsyncRequestWorkerFactor .", "AsyncRequestWorkerFactor 1_0", "AsyncRequestWorkerFactor nan()",
    "ListenBacklog 0", "ListenBacklog 4294967296", "ListenBacklog 1x", "ListenCoresBucketsRatio 0",
    "ListenCoresBucketsRatio 8", "MaxMemFree -1", "MaxMemFree abc", "MaxMemFree 99999999999999999999",
    "MaxMemFree 9223372036854775807", "ThreadStackSize -1", "ThreadStackSize 1", "ThreadStackSize -9223372036854775809",
    "GracefulShutdownTimeout -1", "MaxConnectionsPerChild -1", "MaxConnectionsPerChild x"
  })
  void refusesWhatHttpdRefuses(String written) throws Exception {
    Figures ours = Written.figures(Mpm.EVENT, written);
    RealHttpd.Answer answer = httpd.test(configuration(Mpm.EVENT, Written.of(written)));

    if (answer.ok()) {
      assertThat(ours.refusals()).isEmpty();
    } else {
      assertThat(answer.err().lines().toList().get(1)).isEqualTo(ours.refusals().getFirst().text());
    }
  }

  @Test
  void theTableNamesTheMpmsAsHttpdDoes() throws Exception {
    for (Mpm mpm : Written.UNIX) {
      String shown = httpd.version(configuration(mpm, Map.of())).out();
      MpmFacts facts = mpm.facts();

      assertThat(shown)
          .contains("Server MPM:     " + facts.shown() + "\n")
          .contains("  threaded:     " + facts.threadedWords() + "\n")
          .contains("    forked:     " + facts.forkedWords() + "\n");
    }
  }

  private static Map<MpmDirective, String> draw(Mpm mpm, Random random) {
    Map<MpmDirective, String> written = new EnumMap<>(MpmDirective.class);
    for (MpmFacts.Limit l : mpm.facts().limits(Written.NEWEST)) {
      switch (l.directive()) {
        case ASYNC_REQUEST_WORKER_FACTOR,
            LISTEN_BACKLOG,
            LISTEN_CORES_BUCKETS_RATIO,
            THREAD_STACK_SIZE,
            MAX_MEM_FREE -> {
          // These are refused rather than corrected.
        }
        case SERVER_LIMIT,
            THREAD_LIMIT,
            THREADS_PER_CHILD,
            MAX_REQUEST_WORKERS,
            START_SERVERS,
            START_THREADS,
            MIN_SPARE_SERVERS,
            MAX_SPARE_SERVERS,
            MIN_SPARE_THREADS,
            MAX_SPARE_THREADS,
            MAX_THREADS,
            MAX_CONNECTIONS_PER_CHILD,
            GRACEFUL_SHUTDOWN_TIMEOUT -> {
          if (random.nextInt(5) < 2) {
            written.put(l.directive(), ODD[random.nextInt(ODD.length)]);
          }
        }
      }
    }
    return written;
  }

  private List<String> theirs(Mpm mpm, Map<MpmDirective, String> written) throws IOException, InterruptedException {
    RealHttpd.Answer answer = httpd.test(configuration(mpm, written));
    assertThat(answer.err()).as("%s %s", mpm, written).contains("Syntax OK");
    return answer.err().lines().filter(line -> line.contains("WARNING: ")).toList();
  }

  private Path configuration(Mpm mpm, Map<MpmDirective, String> written) throws IOException {
    List<String> lines = new ArrayList<>();
    String name = mpm.shortName().toLowerCase(Locale.ROOT);
    lines.add("ServerRoot \"" + scratch + "\"");
    lines.add("ServerName localhost");
    lines.add("PidFile \"" + scratch.resolve("httpd.pid") + "\"");
    lines.add("ErrorLog \"" + scratch.resolve("error.log") + "\"");
    lines.add("Listen 127.0.0.1:18207");
    lines.add("LoadModule " + mpm.identifier() + " " + MODULES + "mod_mpm_" + name + ".so");
    written.forEach((d, text) -> lines.add(d + " " + text));
    Path file = scratch.resolve("httpd.conf");
    Files.write(file, lines);
    return file;
  }
}
