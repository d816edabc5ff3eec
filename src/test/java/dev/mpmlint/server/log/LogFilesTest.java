package dev.mpmlint.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mpmlint.server.settings.Pool;
import dev.mpmlint.server.settings.ServerSettings;
import dev.mpmlint.support.RequiresProgram;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sun.nio.ch.IOUtil;

/// Files, inherited descriptors and programs that logs go to.
class LogFilesTest {
  @TempDir Path root;

  @Test
  void everyTargetIsPassedOnceInTheSameOrder() {
    LogTargets targets =
        LogTargets.of(
            settings(
                """
                CustomLog logs/access_log CLF
                CustomLog "|/bin/cat -u" CLF
                TransferLog /dev/stdout
                ErrorLog /dev/stderr
                <VirtualHost *:80>
                TransferLog other.log
                CustomLog logs/../logs/access_log CLF
                ErrorLog "|$cat >x"
                </VirtualHost>
                <VirtualHost *:80>
                ErrorLog logs/access_log
                CustomLog "||/bin/cat -u" CLF
                </VirtualHost>
                """));

    assertThat(targets.passed())
        .extracting(LogTarget::text)
        .containsExactly("|$cat >x", "logs/access_log", "|/bin/cat -u", "other.log");
    assertThat(targets.programs()).extracting(LogTarget::command).containsExactly("cat >x", "/bin/cat -u");
    LogTarget shell = targets.passed().getFirst();
    assertThat(targets.files(Map.of(shell, Path.of("/run/p"))))
        .containsExactly(
            Path.of("/run/p"), root.resolve("logs/access_log"), Path.of("/dev/null"), root.resolve("other.log"));
  }

  @Test
  void aLogIsWrittenThroughItsInheritedDescriptor() throws Exception {
    ServerSettings settings = settings("ErrorLog missing/folder/error_log\nTransferLog missing/folder/access");
    Path file = root.resolve("opened");
    try (FileOutputStream opened = new FileOutputStream(file.toFile(), true)) {
      int descriptor = IOUtil.fdVal(opened.getFD());
      // Both targets are asked for; only the first has a descriptor that is open for sure.
      ErrorLog log = ErrorLog.of(settings, InheritedFiles.from(descriptor, LogTargets.of(settings)));
      log.log(Level.ERROR, "core", "through the descriptor");
    }

    assertThat(Files.readAllLines(file)).hasSize(1).first().asString().endsWith("through the descriptor");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> ErrorLog.of(settings, InheritedFiles.none()))
        .withMessageStartingWith("AH00091: could not open error log file " + root);
  }

  @Test
  void linesOfManyThreadsDoNotMix() throws Exception {
    ServerSettings settings = settings("ErrorLog /dev/null\nCustomLog a.log \"%U %{tid}P end\"");
    AccessLogs first = AccessLogs.of(settings, InheritedFiles.none());
    AccessLogs second = AccessLogs.of(settings, InheritedFiles.none());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      AccessLogs logs = i % 2 == 0 ? first : second;
      String path = "/" + "abcdefgh".charAt(i) + "x".repeat(200 * i);
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    Served served = new Served();
                    for (int n = 0; n < 500; n++) {
                      logs.log(Logging.exchange("GET " + path + " HTTP/1.1"), served);
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    List<String> lines = Files.readAllLines(root.resolve("a.log"));
    assertThat(lines).hasSize(4000).allMatch(line -> line.matches("/[a-h]x* \\d+ end"));
    assertThat(new HashSet<>(lines)).hasSize(8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /bin/rotatelogs -l  /var/log/a.%Y 86400 | /bin/rotatelogs;-l;/var/log/a.%Y;86400
          `"/a b/c" 'd "e' f\\ g`                  | `/a b/c;d "e;f g`
          `'' x`                                  | ;x
          """)
  void commandsAreSplitAsAShellWould(String command, String words) {
    assertThat(PipedLogs.words(command)).isEqualTo(List.of(words.split(";", -1)));
  }

  @Test
  @RequiresProgram({"mkfifo", "cat"})
  void programsAreStartedAgainAndGetEveryLine() throws Exception {
    ServerSettings settings =
        settings(
            """
            ErrorLog error_log
            CustomLog "|$exec cat >> %1$s/shell" "%%U"
            CustomLog "|/usr/bin/env cat" "%%U"
            """
                .formatted(root));
    LogTargets targets = LogTargets.of(settings);
    ErrorLog errors = ErrorLog.of(settings, InheritedFiles.none());
    List<Long> last;
    try (PipedLogs pipes = new PipedLogs(root)) {
      Map<LogTarget, Path> paths = pipes.run(targets.programs());
      assertThat(pipes.run(targets.programs())).isEqualTo(paths);
      List<Long> pids = pipes.pids();
      assertThat(pids).hasSize(2);
      Path pipe = targets.files(paths).get(1);
      try (FileOutputStream child = new FileOutputStream(pipe.toFile(), true)) {
        child.write("/before\n".getBytes(StandardCharsets.US_ASCII));
        await(() -> Files.exists(root.resolve("shell")) && Files.size(root.resolve("shell")) == 8);
        ProcessHandle.of(pids.getFirst()).orElseThrow().destroyForcibly();
        await(() -> ProcessHandle.of(pids.getFirst()).filter(ProcessHandle::isAlive).isEmpty());
        child.write("/between\n".getBytes(StandardCharsets.US_ASCII));
        await(
            () -> {
              pipes.watch(errors);
              return !pipes.pids().equals(pids);
            });
        child.write("/after\n".getBytes(StandardCharsets.US_ASCII));
      }
      assertThat(pipes.pids().get(1)).isEqualTo(pids.get(1));
      last = pipes.pids();
    }

    assertThat(Files.readAllLines(root.resolve("shell"))).containsExactly("/before", "/between", "/after");
    assertThat(last).noneMatch(pid -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent());
    assertThat(Files.readAllLines(root.resolve("error_log")))
        .hasSize(1)
        .first()
        .asString()
        .contains("[core:notice]")
        .endsWith("AH00106: piped log program 'exec cat >> " + root + "/shell' failed unexpectedly");
  }

  @Test
  @RequiresProgram("mkfifo")
  void aProgramThatDoesNotExistIsNamed() {
    ServerSettings settings = settings("CustomLog \"|/no/such/program -x\" CLF");
    try (PipedLogs pipes = new PipedLogs(root)) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> pipes.run(LogTargets.of(settings).programs()))
          .withMessage("AH00104: unable to start piped log program '/no/such/program -x'");
    }
    assertThat(root).isEmptyDirectory();
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void await(Condition condition) throws IOException {
    Instant end = Instant.now().plus(Duration.ofMinutes(1));
    while (!condition.holds()) {
      assertThat(Instant.now()).isBefore(end);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private ServerSettings settings(String configuration) {
    return Logging.settings(root, Pool.Kind.EVENT, configuration);
  }
}
