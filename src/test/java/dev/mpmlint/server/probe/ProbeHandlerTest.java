package dev.mpmlint.server.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeHandlerTest {
  @TempDir Path scratch;

  private record Ended(int code, String out) {}

  @Test
  void tellsWhoServes() throws Exception {
    Ended child = run("who");

    assertThat(child.code).isZero();
    assertThat(child.out)
        .startsWith("200 pid=")
        .contains("\nuid=" + Files.getAttribute(Path.of("/proc/self"), "unix:uid") + "\n")
        .contains("\ngeneration=3\n")
        .contains("\nslot=7\n")
        .contains("\nthread=main\n")
        .containsPattern("(?m)^tid=\\d+$")
        .containsPattern("(?m)^groups=[\\d,]*$");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sleep?ms=1|200 slept 1 ms",
        "send?bytes=5|200 .....",
        "send?bytes=5&rate=1000|200 .....",
        "leak?kib=100|200 leaked 100 KiB",
        "sleep|400 ms must be a number from 0 to 3600000",
        "sleep?ms=-1|400 ms must be a number from 0 to 3600000",
        "sleep?ms=1e3|400 ms must be a number from 0 to 3600000",
        "send?bytes=9999999999|400 bytes must be a number from 0 to 1073741824",
        "send?bytes=1&rate=0|400 rate must be a number from 1 to 1073741824",
        "leak?kib=0|400 kib must be a number from 1 to 1048576",
        "crash|400 say how: signal=segv, memory=out or exit=0 to 255",
        "crash?exit=256|400 exit must be a number from 0 to 255",
        "other|404 no such probe: there are who, sleep, send, crash and leak",
      })
  void answers(String probe, String answer) throws Exception {
    assertThat(ProbeChild.answer(probe).strip()).isEqualTo(answer);
  }

  @Test
  void aRateIsKept() throws Exception {
    long begin = System.nanoTime();

    assertThat(ProbeChild.answer("send?bytes=100&rate=500")).hasSize(104);

    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)).isGreaterThanOrEqualTo(190);
  }

  @Test
  void exitsWithTheCodeAskedFor() throws Exception {
    assertThat(run("crash?exit=42", "who")).isEqualTo(new Ended(42, ""));
  }

  @Test
  void aSegmentationFaultLeavesAReportThatNamesIt() throws Exception {
    Ended child = run("crash?signal=segv", "who");

    assertThat(child.code).isEqualTo(128 + 6);
    assertThat(child.out).doesNotContain("generation=");
    String report = Files.readString(scratch.resolve("crash.log"), StandardCharsets.ISO_8859_1);
    assertThat(report).contains("SIGSEGV (0xb)");
  }

  @Test
  void withoutMemoryItEnds() throws Exception {
    Ended child = run("crash?memory=out", "who");

    assertThat(child.code).isEqualTo(3);
    assertThat(child.out).contains("java.lang.OutOfMemoryError").doesNotContain("generation=");
  }

  @Test
  void aLeakStays() throws Exception {
    assertThat(run("leak?kib=4000", "leak?kib=4000", "who").code).isZero();
    assertThat(run("leak?kib=12000", "leak?kib=12000", "who").code).isEqualTo(3);
  }

  /// As children of the server are started.
  private Ended run(String... probes) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx16m",
                "-XX:+ExitOnOutOfMemoryError", "-XX:ErrorFile=" + scratch.resolve("crash.log"),
                "-cp", System.getProperty("java.class.path"), ProbeChild.class.getName()));
    command.addAll(List.of(probes));
    Path out = scratch.resolve("out");
    Process child =
        new ProcessBuilder(command)
            .directory(scratch.toFile())
            .redirectOutput(out.toFile())
            .redirectErrorStream(true)
            .start();
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(child.exitValue(), Files.readString(out));
  }
}
