package dev.mpmlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.report.PublishedSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Documents for programs are what their published schemas say, seen on real configurations. Those of `check`, `verify` and
/// `compare` have tests of their own.
class PublishedFormsTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path here;

  private static String run(String command) {
    Terminal.Outcome outcome = new Terminal(Path.of("").toAbsolutePath()).run(command.split(" "));
    assertThat(outcome.err()).isEmpty();
    return outcome.out();
  }

  private static void isAsPublished(String name, String json) throws IOException {
    PublishedSchema schema = PublishedSchema.of("mpmlint-" + name + "-1.schema.json");
    assertThat(schema.faults(json)).isEmpty();
    assertThat(schema.faults(json.replace("\"version\": 1", "\"version\": 2"))).isNotEmpty();
    assertThat(schema.faults(json.replaceFirst("\"tool\"", "\"tools\""))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "samples/broken", "samples/event", "samples/mistuned", "samples/itk", "samples/prefork-php", "samples/small",
        "samples/fragments/mpm_event.conf", "samples/fragments/vhost.conf",
        "--httpd-v samples/httpd-2.2/httpd-V.txt samples/httpd-2.2/httpd.conf"
      })
  void mpm(String input) throws IOException {
    isAsPublished("mpm", run("mpm --format json " + input));
  }

  @Test
  void mpmOfWhatHttpdRefuses() throws IOException {
    Path none = Files.writeString(here.resolve("none.conf"), "Listen 80\n");
    assertThat(run("mpm --whole --layout debian --format json " + none)).contains("\"outcome\": \"none\"").satisfies(json -> isAsPublished("mpm", json));
    String text = "Listen 80\nLoadModule mpm_event_module modules/mod_mpm_event.so\nListenBacklog 0\nMaxRequestWorkers 10\nMaxRequestWorkers 1e3\n";
    Path refused = Files.writeString(here.resolve("refused.conf"), text);
    assertThat(run("mpm --whole --format json " + refused)).contains("\"refusals\": [\n        {").satisfies(json -> isAsPublished("mpm", json));
  }

  @Test
  void rules() throws IOException {
    isAsPublished("rules", run("rules --format json"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "samples/event samples/worker", "samples/event samples/event", "samples/worker samples/mistuned",
        "samples/event samples/broken", "samples/prefork-php samples/itk", "samples/small samples/sites"
      })
  void diff(String inputs) throws IOException {
    isAsPublished("diff", run("diff --format json " + inputs));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "samples/event", "samples/prefork-php", "samples/itk", "samples/broken",
        "--ram 8G --process-size 60M --rps 200 --service-time 80ms samples/prefork-php",
        "--ram 2G --rps 20 --service-time 80ms --keepalive-clients 300 --backend-workers 20 samples/mistuned",
        "--ram 2G --for worker samples/event"
      })
  void advise(String input) throws IOException {
    isAsPublished("advise", run("advise --format json " + input));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "samples/event", "--compare-mpms --machines 2 samples/event", "--backend-workers 5 samples/prefork-php",
        "--mpm event --sweep MaxRequestWorkers=25..75:25", "--mpm prefork --set MaxRequestWorkers=2 --requests-per-connection 4"
      })
  void simulate(String input) throws IOException {
    isAsPublished("simulate", run("simulate --format json --rps 100 --service-time 50ms --duration 30s " + input));
  }
}
