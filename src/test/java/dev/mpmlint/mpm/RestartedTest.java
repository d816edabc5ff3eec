package dev.mpmlint.mpm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.httpd.HttpdVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestartedTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          prefork | ServerLimit 200001      | AH00176: ServerLimit of 200001 exceeds compile-time limit of 200000, decreasing to match
          worker  | ServerLimit 0           | AH00303: ServerLimit of 0 not allowed, increasing to 1; AH00319: MaxRequestWorkers of 400 would require 16 servers and exceed ServerLimit of 1, decreasing to 25
          event   | ThreadLimit 100001      | AH00503: ThreadLimit of 100001 exceeds compile-time limit of 100000, decreasing to match
          event   | ThreadsPerChild 100     | AH00508: ThreadsPerChild of 100 exceeds ThreadLimit of 64, decreasing to match; AH00514: MaxRequestWorkers of 400 is not an integer multiple of ThreadsPerChild of 64, decreasing to nearest multiple 384
          worker  | MaxRequestWorkers 10    | AH00315: MaxRequestWorkers of 10 is less than ThreadsPerChild of 25, increasing to match
          prefork | MaxRequestWorkers 300   | AH00181: MaxRequestWorkers of 300 exceeds ServerLimit value of 256, decreasing to match
          prefork | MaxRequestWorkers 0     | AH00183: MaxRequestWorkers of 0 not allowed, increasing to 1
          prefork | StartServers 0          | AH00185: StartServers of 0 not allowed, increasing to 1
          prefork | MinSpareServers -3      | AH00187: MinSpareServers of -3 not allowed, increasing to 1
          event   | MinSpareThreads 0       | AH00520: MinSpareThreads of 0 not allowed, increasing to 1
          winnt   | ThreadsPerChild 2000    | AH00445: ThreadsPerChild of 2000 exceeds ThreadLimit of 1920, decreasing to match
          """)
  void runningServersSayItShorter(String mpm, String line, String expected) {
    Mpm which = Mpm.find(mpm).orElseThrow();
    Figures figures = figures(which, line);

    List<String> said = new ArrayList<>();
    figures.corrections().forEach(c -> RunTimeWords.of(which, c).ifPresent(m -> said.add(m.line())));

    assertThat(String.join("; ", said)).isEqualTo(expected);
  }

  /// As a 2.4.71 said it when these numbers came with a HUP.
  @Test
  void limitsOfTheFirstStartAreKept() {
    MpmPlan plan = plan(Mpm.EVENT, "ServerLimit 20", "ThreadLimit 128", "ThreadsPerChild 100");

    Restarted restarted =
        Restarted.of(
            plan,
            HttpdVersion.NEWEST,
            Map.of(MpmDirective.SERVER_LIMIT, 16, MpmDirective.THREAD_LIMIT, 64),
            0);

    assertThat(restarted.messages())
        .extracting(Message::line)
        .containsExactly(
            "AH00501: changing ServerLimit to 20 from original value of 16 not allowed during restart",
            "AH00506: changing ThreadLimit to 128 from original value of 64 not allowed during restart",
            "AH00508: ThreadsPerChild of 100 exceeds ThreadLimit of 64, decreasing to match",
            "AH00514: MaxRequestWorkers of 400 is not an integer multiple of ThreadsPerChild of 64, decreasing to nearest"
                + " multiple 384");
    assertThat(restarted.plan().effective(MpmDirective.SERVER_LIMIT)).isEqualTo(16);
    assertThat(restarted.plan().threadsPerProcess()).isEqualTo(64);
    assertThat(restarted.plan().processes()).isEqualTo(6);
  }

  private static Figures figures(Mpm mpm, String... lines) {
    Map<MpmDirective, String> written = new TreeMap<>();
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      written.put(MpmDirective.find(words[0]).orElseThrow(), words[1]);
    }
    return Figures.of(mpm, HttpdVersion.NEWEST, written);
  }

  private static MpmPlan plan(Mpm mpm, String... lines) {
    Figures figures = figures(mpm, lines);
    Map<MpmDirective, Setting> settings = new TreeMap<>();
    figures.numbers().forEach((d, n) ->
        settings.put(
            d, new Setting(d, n.written(), n.requested(), n.effective(), new Origin.Default(), List.of(), List.of())));
    return new MpmPlan(
        mpm,
        new Decision.CompiledIn("the test"),
        settings,
        figures.corrections(),
        figures.processes(),
        figures.threadsPerProcess(),
        figures.startProcesses(),
        figures.nominalWorkers(),
        figures.refusals());
  }
}
