package dev.mpmlint.cli;

import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.support.DebianTree;
import dev.mpmlint.support.RequiresProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What becomes of numbers, as planned and as seen on the running server: children at start, threads of each, requests
/// that it has slots for. The spare bounds are such that the server starts and ends no child while it is looked at.
@RequiresProgram("apache2")
class RealNumbersTest {
  private static final List<String> THREADED =
      List.of(
          "",
          "StartServers 1, MinSpareThreads 5",
          "StartServers 0, MinSpareThreads 0",
          "StartServers 50, MaxRequestWorkers 10, ThreadsPerChild 5, MinSpareThreads 5",
          "StartServers 9, MaxRequestWorkers 1000, ThreadsPerChild 5, ServerLimit 3, MinSpareThreads 5",
          "ThreadsPerChild 100",
          "ThreadsPerChild 70, ThreadLimit 70, MaxRequestWorkers 210",
          "ThreadLimit 10, MinSpareThreads 5",
          "ThreadsPerChild 0, MinSpareThreads 1",
          "MaxRequestWorkers 256",
          "MaxRequestWorkers 10, MinSpareThreads 5",
          "MaxRequestWorkers many, MinSpareThreads 5",
          "MaxClients 60, ThreadsPerChild 20x, MinSpareThreads 5",
          "MaxRequestWorkers 100, MaxClients 60, ThreadsPerChild 20, MinSpareThreads 5",
          "ServerLimit 0, MinSpareThreads 5",
          "StartServers 2, MinSpareThreads 50, MaxSpareThreads 10");

  @TempDir Path root;

  @ParameterizedTest(name = "prefork: {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "|",
        "StartServers 1, MinSpareServers 1         |",
        "StartServers 0, MinSpareServers 0         |",
        "StartServers 50, MaxRequestWorkers 4      |",
        "MaxRequestWorkers 300                     |",
        "MaxRequestWorkers 300, ServerLimit 280    |",
        "ServerLimit 3                             |",
        "ServerLimit -5                            |",
        "MaxRequestWorkers many                    |",
        "MaxRequestWorkers 1e3                     |",
        "MaxRequestWorkers 0x20                    |",
        "MaxRequestWorkers 4294967303              |",
        "MaxClients 7, StartServers 7              |",
        "MaxRequestWorkers 20, MaxClients 6        |",
        "MaxClients 6, MaxRequestWorkers 20        |",
        "StartServers 8, MinSpareServers 8, MaxSpareServers 2 |",
      })
  void prefork(@Nullable String written) throws Exception {
    isAsPlanned("prefork", written == null ? "" : written);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource
  void threaded(String mpm, String written) throws Exception {
    isAsPlanned(mpm, written);
  }

  static Stream<Arguments> threaded() {
    return Stream.of("worker", "event").flatMap(mpm -> THREADED.stream().map(written -> Arguments.of(mpm, written)));
  }

  private void isAsPlanned(String mpm, String written) throws Exception {
    DebianTree tree = DebianTree.in(root, "mpm_" + mpm);
    tree.write("mods-enabled/mpm_" + mpm + ".conf", written.replaceAll(", *", "\n") + "\n");
    MpmPlan plan = RealTreesTest.plan(tree);
    try (var running = tree.start()) {
      Observed.of(running, tree.port()).isAsPlanned(plan);
    }
  }
}
