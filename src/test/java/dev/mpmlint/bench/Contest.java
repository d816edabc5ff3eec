package dev.mpmlint.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs several commands in turn, again and again, so that whatever else the machine does hits all of them alike.
final class Contest {
  // Peak memory in KiB and CPU seconds, from wait4(2): nothing that reads /proc can see a process that has just ended.
  private static final List<String> TIME = List.of("time", "-q", "-f", "%M %U %S", "-o");

  private final Path scratch;
  private final Map<String, String> environment;
  private final Map<String, List<Run>> runs = new LinkedHashMap<>();

  Contest(Path scratch, Map<String, String> environment) {
    this.scratch = scratch;
    this.environment = Map.copyOf(environment);
  }

  /// A command with the highest exit code that is right for it.
  record Command(String title, int highestExitCode, List<String> line) {
    Command {
      line = List.copyOf(line);
    }
  }

  private record Run(double millis, long peakKib) {}

  /// The medians of one command's runs.
  record Result(double millis, double peakMib) {}

  /// @throws IllegalStateException when a command ends with another exit code than it may
  Map<String, Result> hold(int rounds, Command... commands) throws IOException, InterruptedException {
    // One round to warm the page cache.
    for (int round = -1; round < rounds; round++) {
      for (Command command : commands) {
        Run run = run(command);
        if (round >= 0) {
          runs.computeIfAbsent(command.title, _ -> new ArrayList<>()).add(run);
        }
      }
    }
    Map<String, Result> results = new LinkedHashMap<>();
    runs.forEach(
        (title, list) ->
            results.put(
                title,
                new Result(
                    median(list.stream().mapToDouble(Run::millis).toArray()),
                    median(list.stream().mapToDouble(Run::peakKib).toArray()) / 1024)));
    return results;
  }

  private Run run(Command command) throws IOException, InterruptedException {
    Path figures = scratch.resolve("figures");
    Path said = scratch.resolve("said");
    List<String> line = new ArrayList<>(TIME);
    line.add(figures.toString());
    line.addAll(command.line);
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().putAll(environment);
    long begin = System.nanoTime();
    Process process = builder.start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      throw new IllegalStateException(command.title + " did not end within 5 minutes");
    }
    double millis = (System.nanoTime() - begin) / 1e6;
    if (process.exitValue() > command.highestExitCode) {
      String text = Files.readString(said, java.nio.charset.StandardCharsets.ISO_8859_1);
      throw new IllegalStateException(
          command.title + " ended with " + process.exitValue() + ": " + text.substring(0, Math.min(2000, text.length())));
    }
    return new Run(millis, Long.parseLong(Files.readString(figures).split(" ", -1)[0]));
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }
}
