package dev.mpmlint.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.lint.CannotLintException;
import dev.mpmlint.lint.Input;
import dev.mpmlint.lint.Linter;
import dev.mpmlint.lint.Settings;
import dev.mpmlint.support.Engine;
import dev.mpmlint.support.RealHttpd;
import dev.mpmlint.support.RequiresProgram;
import dev.mpmlint.support.RunningHttpd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What [Comparison] says of a change is what the real httpd does at a reload and at a restart.
@RequiresProgram("apache2")
class RestartsOfHttpdTest {
  private static final Pattern NUMBER = Pattern.compile("AH\\d{5}");

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          event   | ServerLimit 16    | event   | ServerLimit 20                      | USR1
          event   | ThreadLimit 64    | event   | ThreadLimit 128; ThreadsPerChild 100 | HUP
          worker  | ServerLimit 16    | worker  | ServerLimit 8                       | HUP
          prefork | ServerLimit 200   | prefork | ServerLimit 300                     | USR1
          event   | Timeout 3         | event   | MaxRequestWorkers 200               | USR1
          worker  | Timeout 3         | worker  | Timeout 4; KeepAlive Off            | HUP
          event   | Timeout 3         | worker  | Timeout 3                           | USR1
          event   | Timeout 3         | event   | NoSuchDirective                     | USR1
          """)
  void theServerDoesAsTold(String oldMpm, String before, String newMpm, String after, String signal)
      throws IOException, InterruptedException, CannotLintException {
    int port = Engine.freePort();
    Path old = write("old.conf", oldMpm, before, port);
    Path now = write("new.conf", newMpm, after, port);
    Comparison told =
        Comparison.of(
            Linter.read(new Input.OnDisk(old), Settings.NONE).subjects(),
            Linter.read(new Input.OnDisk(now), Settings.NONE).subjects());
    Path conf = Files.copy(old, dir.resolve("httpd.conf"));
    try (RunningHttpd httpd = RealHttpd.installed().start(conf)) {
      Files.writeString(conf, Files.readString(now));
      new ProcessBuilder("kill", "-" + signal, Long.toString(httpd.pid())).start().waitFor();

      boolean invalid = after.equals("NoSuchDirective");
      if (told.need() == Need.RELOAD && !invalid) {
        await(() -> count(httpd, "resuming normal operations") == 2);
        assertThat(httpd.log()).noneMatch(line -> line.contains("not allowed during restart"));
      } else if (oldMpm.equals(newMpm) && !invalid) {
        assertThat(told.need()).isEqualTo(Need.STOP_AND_START);
        await(() -> count(httpd, "resuming normal operations") == 2);
        Matcher number = NUMBER.matcher(told.reasons().getFirst().text());
        assertThat(number.find()).isTrue();
        assertThat(httpd.log())
            .anyMatch(line -> line.contains(number.group() + ": ") && line.contains("not allowed during restart"));
      } else {
        // httpd itself shows that it must not be told to read this.
        assertThat(told.need()).isIn(invalid ? List.of(Need.RELOAD, Need.FORBIDDEN) : List.of(Need.STOP_AND_START));
        await(() -> !ProcessHandle.of(httpd.pid()).map(ProcessHandle::isAlive).orElse(false));
      }
    }
  }

  private static long count(RunningHttpd httpd, String words) {
    return httpd.log().stream().filter(line -> line.contains(words)).count();
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + 60_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("a minute has passed").isLessThan(end);
      LockSupport.parkNanos(20_000_000);
    }
  }

  private Path write(String name, String mpm, String lines, int port) throws IOException {
    return Files.writeString(
        dir.resolve(name),
        """
        ServerRoot %s
        LoadModule mpm_%s_module /usr/lib/apache2/modules/mod_mpm_%s.so
        LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
        Listen 127.0.0.1:%d
        ServerName localhost
        PidFile %s/pid
        %s
        """
            .formatted(dir, mpm, mpm, port, dir, lines.replace("; ", "\n")));
  }
}
