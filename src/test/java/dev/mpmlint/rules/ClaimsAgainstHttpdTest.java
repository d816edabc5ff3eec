package dev.mpmlint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.support.Engine;
import dev.mpmlint.support.RealHttpd;
import dev.mpmlint.support.RequiresProgram;
import dev.mpmlint.support.RunningHttpd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where a finding claims that httpd logs something or starts so many processes, the installed one does.
@RequiresProgram("apache2")
class ClaimsAgainstHttpdTest {
  private static final String MODULES = "/usr/lib/apache2/modules/";
  private static final long PATIENCE_SECONDS = 20;

  @TempDir Path folder;

  /// `CODE MPM LINES`, the lines separated by `|`.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "MPM011 event ThreadsPerChild 100|MaxRequestWorkers 1600",
        "MPM011 worker ThreadLimit 20",
        "MPM012 event MaxRequestWorkers 1000",
        "MPM012 worker ThreadsPerChild 10",
        "MPM012 prefork MaxClients 500",
        "MPM012 prefork ServerLimit 8",
        "MPM013 event MaxRequestWorkers 256",
        "MPM013 worker ThreadsPerChild 30",
        "MPM013 event MaxRequestWorkers 1010",
        "MPM014 event MaxRequestWorkers 16",
        "MPM014 worker MaxRequestWorkers -1",
        "MPM015 prefork MaxRequestWorkers 0",
        "MPM015 prefork ServerLimit 200001|MaxRequestWorkers 100000",
        "MPM015 event StartServers 0",
        "MPM015 worker ThreadLimit 20001",
        "MPM015 event MinSpareThreads -1"
      })
  void theSyntaxCheckPrintsWhatTheFindingSays(String row) throws Exception {
    String[] parts = row.split(" ", 3);
    Finding finding = finding(parts[0], server(parts[1], parts[2]));
    Claim.Logs claim = only(finding, Claim.Logs.class);

    RealHttpd.Answer answer = RealHttpd.installed().test(folder.resolve(Fixture.MAIN));

    assertThat(answer.err()).contains(claim.number() + ": " + claim.message());
    assertThat(finding.message()).contains("(" + claim.number() + ")");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MPM024 prefork MinSpareServers 10|MaxSpareServers 20|MaxRequestWorkers 5|StartServers 2",
        "MPM030 event ThreadStackSize 16383|StartServers 1",
        "MPM030 worker ThreadStackSize 1000|StartServers 1"
      })
  void theRunningServerLogsWhatTheFindingSays(String row) throws Exception {
    String[] parts = row.split(" ", 3);
    Claim.Logs claim = only(finding(parts[0], server(parts[1], parts[2])), Claim.Logs.class);

    try (RunningHttpd httpd = RealHttpd.installed().start(folder.resolve(Fixture.MAIN))) {
      boolean logged =
          await(
              () ->
                  httpd.log().stream()
                      .anyMatch(line -> line.contains(claim.number() + ": ") && line.contains(claim.message())));
      assertThat(logged).as(() -> claim + " in " + httpd.log()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MPM022 event StartServers 10|ThreadsPerChild 5|MaxRequestWorkers 10|MinSpareThreads 5|MaxSpareThreads 100",
        "MPM022 prefork StartServers 30|MaxRequestWorkers 4|MinSpareServers 1|MaxSpareServers 30"
      })
  void theServerStartsAsManyProcessesAsTheFindingSays(String row) throws Exception {
    String[] parts = row.split(" ", 3);
    Claim.Processes claim = only(finding(parts[0], server(parts[1], parts[2])), Claim.Processes.class);

    try (RunningHttpd httpd = RealHttpd.installed().start(folder.resolve(Fixture.MAIN))) {
      assertThat(await(() -> httpd.children().size() == claim.processes())).isTrue();
    }
  }

  private Finding finding(String code, Fixture fixture) throws IOException {
    List<Finding> found =
        Checking.findings(fixture, folder).stream().filter(f -> f.rule().code().equals(code)).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static <T extends Claim> T only(Finding finding, Class<T> type) {
    List<T> claims = finding.claims().stream().filter(type::isInstance).map(type::cast).toList();
    assertThat(claims).hasSize(1);
    return claims.getFirst();
  }

  private static boolean await(BooleanSupplier what) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!what.getAsBoolean() && System.nanoTime() < end) {
      assertThat(never.await(50, TimeUnit.MILLISECONDS)).isFalse();
    }
    return what.getAsBoolean();
  }

  private Fixture server(String mpm, String lines) throws IOException {
    String text =
        """
        # fixture: whole layout=debian
        ServerRoot "%1$s"
        ServerName localhost
        PidFile "%1$s/httpd.pid"
        ErrorLog "%1$s/error.log"
        Listen 127.0.0.1:%2$d
        User www-data
        Group www-data
        LoadModule mpm_%3$s_module %4$smod_mpm_%3$s.so
        %5$s
        """
            .formatted(folder, Engine.freePort(), mpm, MODULES, lines.replace('|', '\n'));
    return Fixture.of(mpm, Map.of(Fixture.MAIN, text), Fixture.MAIN);
  }
}
