package dev.mpmlint.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.rules.Finding;
import dev.mpmlint.rules.Related;
import dev.mpmlint.source.SourceFile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class GccReportTest {
  @Test
  void aFindingIsALineAndEachRelatedPlaceANote() {
    SourceFile file = Samples.file("/etc/httpd/a.conf", "MaxRequestWorkers 256\nThreadsPerChild 25\n");
    Finding finding =
        Samples.warning(
            "256 is no multiple of 25\nat all",
            Samples.span(file, "256"),
            "write 250",
            null,
            List.of(new Related(Samples.span(file, "ThreadsPerChild 25"), "set here")));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      new GccReport(out, Style.PLAIN, PathNames.relativeTo(Path.of("/etc/httpd"))).print(List.of(finding));
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo("a.conf:1:19: warning: 256 is no multiple of 25 at all [MPM013]\na.conf:2:1: note: set here\n");
  }
}
