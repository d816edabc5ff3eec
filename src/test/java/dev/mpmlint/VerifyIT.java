package dev.mpmlint;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.mpmlint.support.BundledServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `mpmlint verify` as a program.
class VerifyIT {
  private static final String EVENT = "LoadModule mpm_event_module modules/mod_mpm_event.so\n";

  @TempDir Path folder;

  private record Answer(int exitCode, String out, String err) {}

  private Answer verify(String configuration, String... options) throws Exception {
    Path file = Files.writeString(folder.resolve("httpd.conf"), "Listen 80\n" + configuration);
    List<String> command = new ArrayList<>(List.of(BundledServer.program().toString(), "verify"));
    command.addAll(List.of(options));
    command.add(file.toString());
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    return new Answer(process.exitValue(), read(out), read(err));
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  @Test
  void provesAConfigurationAndItsFindings() throws Exception {
    Answer answer =
        verify(
            EVENT
                + "ThreadsPerChild 3\nMaxRequestWorkers 7\nStartServers 1\nMinSpareThreads 3\nMaxSpareThreads 6\n"
                + "CustomLog \"|/bin/touch " + folder.resolve("run") + "\" common\n",
            "--format", "json", "--only", "start,processes,ceiling");

    JsonObject report = JsonParser.parseString(answer.out).getAsJsonObject();
    Map<String, String> observed = new TreeMap<>();
    JsonObject engine = report.getAsJsonArray("engines").get(0).getAsJsonObject();
    for (JsonElement trial : engine.getAsJsonArray("trials")) {
      for (JsonElement v : trial.getAsJsonObject().getAsJsonArray("verdicts")) {
        JsonObject verdict = v.getAsJsonObject();
        assertThat(verdict.get("outcome").getAsString()).as("%s", verdict).isEqualTo("proved");
        observed.put(verdict.get("id").getAsString(), verdict.get("observed").getAsString());
      }
    }
    assertThat(observed)
        .containsEntry("start.starts", "starts")
        .containsEntry("start.messages", "AH00513")
        .containsEntry("processes.count", "1")
        .containsEntry("processes.threads", "3")
        .containsEntry("ceiling.at-once", "6")
        .containsEntry("ceiling.wait", "2")
        .containsEntry("ceiling.refused", "0")
        .containsEntry("ceiling.log", "AH00484");
    Map<String, String> findings = new TreeMap<>();
    for (JsonElement f : report.getAsJsonArray("findings")) {
      findings.put(f.getAsJsonObject().get("code").getAsString(), f.getAsJsonObject().get("outcome").getAsString());
    }
    assertThat(findings).containsEntry("MPM013", "proved");
    assertThat(report.getAsJsonArray("replaced").get(0).getAsJsonObject().get("command").getAsBoolean()).isTrue();
    assertThat(folder.resolve("run")).doesNotExist();
    assertThat(answer.exitCode).isZero();
    assertThat(answer.err).isEmpty();
  }

  @Test
  void provesARefusal() throws Exception {
    Answer answer = verify(EVENT + "LoadModule mpm_prefork_module modules/mod_mpm_prefork.so\n");

    assertThat(answer.out).contains("it refuses to start", "AH00534", "1 proved, 0 refuted");
    assertThat(answer.exitCode).isZero();
  }

  @Test
  void showsWhatAModuleThatIsNotThreadSafeDoes() throws Exception {
    String bare = "LoadModule php_module modules/libphp8.2.so\n";
    String php = bare + "LoadModule authz_core_module modules/mod_authz_core.so\n";
    Answer threads = verify(EVENT + php, "--only", "threadsafety");
    Answer processes =
        verify("LoadModule mpm_prefork_module modules/mod_mpm_prefork.so\n" + php, "--only", "threadsafety");

    assertThat(threads.out).contains("corrupted", "1 to 200", "1 proved");
    assertThat(processes.out).contains("corrupted", "1 proved, 0 refuted");
    assertThat(threads.exitCode + processes.exitCode).isZero();
    // httpd answers nothing there, and an error is no corrupted answer.
    assertThat(verify(EVENT + bare, "--only", "threadsafety").out)
        .contains("not tried: 200 of 200 answers were 500 (mod_authz_core is not loaded), so that the module is not seen at work");
  }

  /// Debian's numbers: more processes than can be started while they are watched.
  @Test
  void dividesTheNumbersOfDebiansPrefork() throws Exception {
    Answer answer =
        verify(
            """
            LoadModule mpm_prefork_module modules/mod_mpm_prefork.so
            StartServers 5
            MinSpareServers 5
            MaxSpareServers 10
            MaxRequestWorkers 150
            """,
            "--format", "json", "--only", "ceiling,growth");

    JsonObject report = JsonParser.parseString(answer.out).getAsJsonObject();
    int most = 16 * Runtime.getRuntime().availableProcessors();
    int factor = report.getAsJsonObject("scale").get("factor").getAsInt();
    assertThat(150 / factor).isLessThanOrEqualTo(most);
    assertThat(answer.out).contains("\"ceiling.at-once\"", "\"growth.seconds\"");
    assertThat(report.getAsJsonObject("count").get("refuted").getAsInt()).as("%s", answer.out).isZero();
    assertThat(answer.exitCode).isZero();
  }

  @Test
  void saysWhyItCannotRun() throws Exception {
    assertThat(verify(EVENT, "--only", "growht").err).isEqualTo("mpmlint: --only growht is unknown; did you mean growth?"
        + " There is start, processes, ceiling, growth, memory, keepalive, slow, spares, recycling, isolation, graceful, http2,"
        + " threadsafety or identity\n");
    assertThat(verify(EVENT, "--engine", "nginx").err).startsWith("mpmlint: --engine nginx is unknown; ");
    assertThat(verify(EVENT, "--engine", "httpd=/nowhere").err).contains("there is no such program");
    Answer both = verify(EVENT, "--quick", "--full");
    assertThat(both.err).contains("exclude each other");
    assertThat(both.exitCode).isEqualTo(2);
  }
}
