package dev.mpmlint.mpm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.config.ConfigReader;
import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.ReadOptions;
import dev.mpmlint.httpd.Layouts;
import dev.mpmlint.support.Engine;
import dev.mpmlint.support.RealHttpd;
import dev.mpmlint.support.RequiresProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What httpd does not tell, seen on the running server.
@RequiresProgram("apache2")
class RealChildrenTest {
  private static final String MODULES = "/usr/lib/apache2/modules/";

  @TempDir Path scratch;

  @ParameterizedTest(name = "{0} with {1} starts {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "prefork | StartServers 50, MaxRequestWorkers 4                            | 4",
        "worker  | StartServers 50, MaxRequestWorkers 10, ThreadsPerChild 5        | 2",
        "event   | StartServers 9, MaxRequestWorkers 1000, ThreadsPerChild 5, ServerLimit 3 | 3",
      })
  void startServersIsCappedWithoutAWord(String name, String written, int children) throws Exception {
    Path file = configuration(Mpm.find(name).orElseThrow(), written);
    ReadOptions options = ReadOptions.of(InputKind.WHOLE, Layouts.find("debian").orElseThrow());
    MpmOutcome outcome = Planner.PLAIN.decide(ConfigReader.read(file, options));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            MpmOutcome.One.class,
            one -> {
              assertThat(one.plan().startProcesses()).isEqualTo(children);
              assertThat(one.plan().processes()).isEqualTo(children);
            });
    try (var running = RealHttpd.installed().start(file)) {
      assertThat(running.children()).hasSize(children);
      assertThat(running.log()).noneMatch(line -> line.contains("StartServers"));
    }
  }

  private Path configuration(Mpm mpm, String written) throws IOException {
    String name = mpm.shortName().toLowerCase(Locale.ROOT);
    int port = Engine.freePort();
    StringBuilder text = new StringBuilder();
    text.append("LoadModule ").append(mpm.identifier()).append(' ').append(MODULES).append("mod_mpm_");
    text.append(name).append(".so\n");
    text.append("LoadModule authz_core_module ").append(MODULES).append("mod_authz_core.so\n");
    text.append("ServerRoot \"").append(scratch).append("\"\nDefaultRuntimeDir \"").append(scratch).append("\"\n");
    text.append("DocumentRoot \"").append(scratch).append("\"\nPidFile httpd.pid\nErrorLog error.log\n");
    text.append("ServerName localhost\nListen 127.0.0.1:").append(port).append('\n');
    Written.of(written).forEach((d, value) -> text.append(d).append(' ').append(value).append('\n'));
    return Files.writeString(scratch.resolve("httpd.conf"), text);
  }
}
