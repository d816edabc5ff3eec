package dev.mpmlint.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.mpmlint.support.BundledServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How long the packaged program takes, from its start to its end, to simulate a million connections and more. Prints
/// README's table and fails where a million take longer than five seconds.
class SimulateBench {
  private static final int RUNS = Integer.getInteger("bench.runs", 5);
  private static final double MOST_SECONDS = 5;
  private static final String BEGIN = "<!-- simulate-benchmark -->\n";
  private static final String END = "<!-- /simulate-benchmark -->";
  private static final List<String> ROWS = new ArrayList<>();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "prefork, a connection for each request | --mpm prefork --set ServerLimit=400 --set MaxRequestWorkers=400 --rps 2000 --service-time 100ms --duration 510s --warm-up 0",
        "event, a connection for each request | --mpm event --rps 2000 --service-time 100ms --duration 510s --warm-up 0",
        "event, 4 requests on each connection | --mpm event --set ServerLimit=100 --set MaxRequestWorkers=2500 --rps 8000 --service-time 50ms --requests-per-connection 4 --think-time 500ms --duration 510s --warm-up 0",
        "event on 10,000 machines | --mpm event --rps 20000 --service-time 100ms --machines 10000 --balancer random --duration 51s --warm-up 0",
      })
  void aMillionConnections(String name, String arguments) throws Exception {
    double[] seconds = new double[RUNS];
    double[] ofCpu = new double[RUNS];
    long connections = 0;
    for (int i = 0; i < RUNS; i++) {
      Measured run = run(arguments);
      seconds[i] = run.seconds;
      ofCpu[i] = run.ofCpu;
      connections = run.connections;
    }
    double median = median(seconds);
    ROWS.add(
        String.format(Locale.ROOT, "| %s | %,d | %.1f s | %.1f s |", name, connections, median, median(ofCpu)));
    assertThat(connections).isGreaterThanOrEqualTo(1_000_000);
    assertThat(median / connections * 1_000_000).as(name).isLessThanOrEqualTo(MOST_SECONDS);
  }

  private record Measured(double seconds, double ofCpu, long connections) {}

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /// bash tells elapsed, user and system time of what it ran.
  private static Measured run(String arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash", "-c", "TIMEFORMAT='%R %U %S'; time \"$@\"", "bash"));
    command.addAll(List.of(BundledServer.program().toString(), "simulate", "--format", "json"));
    command.addAll(List.of(arguments.split(" ")));
    Process process = new ProcessBuilder(command).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String times = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said + times).isZero();
    JsonObject outcome = JsonParser.parseString(said).getAsJsonObject().getAsJsonArray("outcomes").get(0).getAsJsonObject();
    String[] each = times.strip().split(" ");
    return new Measured(
        Double.parseDouble(each[0]),
        Double.parseDouble(each[1]) + Double.parseDouble(each[2]),
        outcome.get("connections").getAsLong());
  }

  @AfterAll
  static void printTheTable() throws IOException {
    String table = "| simulated | connections | time | of CPU |\n|---|---:|---:|---:|\n" + String.join("\n", ROWS) + "\n";
    System.out.println(table);
    Path readme = BundledServer.program().resolve("../../../../README.md").normalize();
    if (Files.exists(readme)) {
      String text = Files.readString(readme);
      int begin = text.indexOf(BEGIN);
      int end = text.indexOf(END);
      if (begin >= 0 && end > begin) {
        Files.writeString(readme, text.substring(0, begin + BEGIN.length()) + table + text.substring(end));
      }
    }
  }
}
