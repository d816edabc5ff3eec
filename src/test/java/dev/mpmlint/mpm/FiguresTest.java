package dev.mpmlint.mpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mpmlint.httpd.HttpdVersion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  @ParameterizedTest(name = "{0} with {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // MPM  | written                                          | up to   | at start | nominal
        "prefork| -                                                | 256×1   | 5        | 256",
        "prefork| MaxRequestWorkers 300                            | 256×1   | 5        | 256",
        "prefork| MaxRequestWorkers 300, ServerLimit 300           | 300×1   | 5        | 300",
        "prefork| MaxRequestWorkers abc                            | 1×1     | 1        | 1",
        "prefork| MaxRequestWorkers 7, StartServers 100            | 7×1     | 7        | 7",
        "worker | -                                                | 16×25   | 3        | 400",
        "event  | -                                                | 16×25   | 3        | 400",
        "event  | MaxRequestWorkers 1010                           | 16×25   | 3        | 1000",
        "event  | ServerLimit 8                                    | 8×25    | 3        | 400",
        "event  | ServerLimit 32                                   | 16×25   | 3        | 400",
        "event  | ThreadsPerChild 64                               | 6×64    | 3        | 384",
        "event  | ThreadsPerChild 100                              | 6×64    | 3        | 384",
        "event  | ThreadsPerChild 100, ThreadLimit 100             | 4×100   | 3        | 400",
        "event  | ThreadsPerChild 10                               | 16×10   | 3        | 400",
        "event  | MaxRequestWorkers 8, ThreadsPerChild 6           | 1×6     | 1        | 6",
        "event  | MaxRequestWorkers 1e3                            | 1×25    | 1        | 25",
        "worker | StartServers 50                                  | 16×25   | 16       | 400",
        "winnt  | -                                                | 1×64    | 1        | 64",
        "winnt  | ThreadsPerChild 150                              | 1×150   | 1        | 150",
        "winnt  | ThreadsPerChild 2000                             | 1×1920  | 1        | 1920",
        "netware| MaxThreads 5000                                  | 1×2048  | 1        | 2048",
        "mpmt_os2| StartServers -1                                 | 10×256  | 1        | 2560",
      })
  void howMuchRuns(String mpm, String written, String upTo, int atStart, int nominal) {
    Figures figures = Written.figures(Mpm.find(mpm).orElseThrow(), written == null ? "" : written);

    assertThat(figures.processes() + "×" + figures.threadsPerProcess()).isEqualTo(upTo);
    assertThat(figures.startProcesses()).isEqualTo(atStart);
    assertThat(figures.nominalWorkers()).isEqualTo(nominal);
  }

  @ParameterizedTest(name = "{0} with {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "prefork| MinSpareServers 5, MaxSpareServers 2             | MaxSpareServers 2 → 6",
        "prefork| MinSpareServers 20, MaxSpareServers 10           | MaxSpareServers 10 → 21",
        "prefork| MaxRequestWorkers 7, StartServers 100            | StartServers 100 → 7",
        "worker | MinSpareThreads 5, MaxSpareThreads 6, ThreadsPerChild 5, MaxRequestWorkers 80 | MaxSpareThreads 6 → 11",
        "event  | MinSpareThreads 75, MaxSpareThreads 75           | MaxSpareThreads 75 → 101",
        "event  | MaxRequestWorkers 50, StartServers 9             | StartServers 9 → 2",
        "event  | AsyncRequestWorkerFactor 2.5                     | AsyncRequestWorkerFactor 2 → 2",
        "event  | AsyncRequestWorkerFactor 0.5                     | AsyncRequestWorkerFactor 0 → 1",
      })
  void whatChangesWithoutAWord(String mpm, String written, String change) {
    Figures figures = Written.figures(Mpm.find(mpm).orElseThrow(), written);

    assertThat(Written.silent(figures)).containsExactly(change);
    assertThat(Written.announced(figures)).isEmpty();
  }

  @Test
  void theFactorsFractionCountedUpTo2429() {
    var written = Written.of("AsyncRequestWorkerFactor 1.9");

    assertThat(factor(Figures.of(Mpm.EVENT, HttpdVersion.NEWEST, written))).isEqualTo(1);
    assertThat(factor(Figures.of(Mpm.EVENT, new HttpdVersion(2, 4, 29), written))).isEqualTo(1.875);
  }

  private static double factor(Figures figures) {
    Figures.Value value = figures.numbers().get(MpmDirective.ASYNC_REQUEST_WORKER_FACTOR);
    return value == null ? -1 : value.effective();
  }

  @Test
  void listenerBucketsNeedProcessors() {
    var written = Written.of("ListenCoresBucketsRatio 4, StartServers 1, MinSpareThreads 10, MaxSpareThreads 20");

    assertThat(Written.silent(Figures.of(Mpm.EVENT, HttpdVersion.NEWEST, written, 0)))
        .containsExactly("MaxSpareThreads 20 → 36");
    assertThat(Written.silent(Figures.of(Mpm.EVENT, HttpdVersion.NEWEST, written, 16)))
        .containsExactly("StartServers 1 → 4", "MinSpareThreads 10 → 79", "MaxSpareThreads 20 → 183");
  }

  @Test
  void aRefusedValueLeavesTheDefault() {
    Figures figures = Written.figures(Mpm.EVENT, "ListenBacklog 0, MaxMemFree -1, AsyncRequestWorkerFactor x");

    assertThat(figures.refusals())
        .extracting(Refusal::text)
        .containsExactlyInAnyOrder(
            "ListenBacklog must be > 0", "Invalid MaxMemFree value: -1", "error parsing value");
    assertThat(figures.effective(MpmDirective.LISTEN_BACKLOG)).isEqualTo(511);
  }

  @Test
  void aDirectiveOfAnotherMpmIsLeftOut() {
    Figures figures = Written.figures(Mpm.PREFORK, "ThreadsPerChild 5");

    assertThat(figures.numbers()).doesNotContainKey(MpmDirective.THREADS_PER_CHILD);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> figures.effective(MpmDirective.THREADS_PER_CHILD))
        .withMessage("prefork has no ThreadsPerChild");
  }

  @ParameterizedTest(name = "{0} of {1} with {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "prefork| 2.2 | MaxRequestWorkers 300 | 256×1 | WARNING: MaxClients of 300 exceeds ServerLimit value of 256"
            + " servers, lowering MaxClients to 256.  To increase, please see the ServerLimit directive.",
        "prefork| 2.0 | ServerLimit 20001, MaxRequestWorkers 9 | 9×1 | WARNING: ServerLimit of 20001 exceeds compile"
            + " time limit of 20000 servers, lowering ServerLimit to 20000.",
        "prefork| 1.3 | MaxRequestWorkers 300 | 256×1 | WARNING: MaxClients of 300 exceeds compile time limit of 256"
            + " servers, lowering MaxClients to 256.  To increase, please see the HARD_SERVER_LIMIT define in"
            + " src/include/httpd.h.",
        "worker | 2.2 | MaxRequestWorkers 500, ServerLimit 16 | 16×25 | WARNING: MaxClients of 500 would require 20"
            + " servers, and would exceed the ServerLimit value of 16. Automatically lowering MaxClients to 400."
            + "  To increase, please see the ServerLimit directive.",
        "event  | 2.2 | ThreadsPerChild 0, MaxRequestWorkers 9 | 9×1 | WARNING: Require ThreadsPerChild > 0, setting to 1",
        "worker | 2.0 | MaxRequestWorkers 130 | 5×25 | WARNING: MaxClients (130) is not an integer multiple of"
            + " ThreadsPerChild (25), lowering MaxClients to 125 for a maximum of 5 child processes,",
      })
  void theSeriesBefore24SayItInTheirWords(String mpm, String series, String written, String upTo, String text) {
    HttpdVersion version =
        series.equals("1.3") ? new HttpdVersion(1, 3, 42) : HttpdVersion.parse(series).orElseThrow();
    Figures figures = Figures.of(Mpm.find(mpm).orElseThrow(), version, Written.of(written));

    assertThat(Written.announced(figures)).containsExactly(text);
    assertThat(figures.processes() + "×" + figures.threadsPerProcess()).isEqualTo(upTo);
  }

  @Test
  void before24WithoutMaxClientsServerLimitProcessesRun() {
    Figures figures =
        Figures.of(Mpm.WORKER, new HttpdVersion(2, 2, 34), Written.of("ServerLimit 20, ThreadsPerChild 30"));

    assertThat(figures.processes()).isEqualTo(20);
    assertThat(Written.announced(figures)).isEmpty();
    assertThat(Written.silent(figures)).containsExactly("MaxRequestWorkers 400 → 600");
  }

  @Test
  void theNumberOfRequestsAChildServesWasLimitedBefore239() {
    MpmDirective d = MpmDirective.MAX_CONNECTIONS_PER_CHILD;

    for (Mpm mpm : Written.UNIX) {
      assertThat(Figures.of(mpm, new HttpdVersion(2, 2, 34), Written.of("")).effective(d)).isEqualTo(10_000);
      assertThat(Figures.of(mpm, HttpdVersion.NEWEST, Written.of("")).effective(d)).isZero();
    }
  }

  @Test
  void everyMpmHasFiguresInEveryVersion() {
    List<HttpdVersion> versions =
        List.of(new HttpdVersion(1, 3, 42), new HttpdVersion(2, 0, 65), new HttpdVersion(2, 2, 34), Written.NEWEST);
    for (Mpm mpm : Mpm.all()) {
      for (HttpdVersion version : versions) {
        Figures figures = Figures.of(mpm, version, Written.of(""));

        assertThat(figures.corrections()).as("%s %s", mpm, version).allMatch(Correction::silent);
      }
    }
  }
}
