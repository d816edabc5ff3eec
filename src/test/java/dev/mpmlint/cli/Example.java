package dev.mpmlint.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A console block of a Markdown text: commands behind `$ ` and what they print. A line `…` stands for any number of
/// lines.
///
/// @param line where it begins, from 1
/// @param steps its commands, in order
record Example(int line, List<Step> steps) {
  private static final String FENCE = "```";
  private static final Pattern ELAPSED = Pattern.compile("\\(\\d+ ms\\)");

  /// A command and its output, line by line.
  record Step(String command, List<String> output) {}

  /// Every block of a text that is marked `console`.
  static List<Example> allIn(List<String> lines) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).equals(FENCE + "console")) {
        int end = i + 1;
        while (!lines.get(end).equals(FENCE)) {
          end++;
        }
        examples.add(new Example(i + 1, steps(lines.subList(i + 1, end))));
        i = end;
      }
    }
    return examples;
  }

  private static List<Step> steps(List<String> lines) {
    List<Step> steps = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("$ ")) {
        steps.add(new Step(line.substring(2), new ArrayList<>()));
      } else {
        steps.getLast().output.add(line);
      }
    }
    return steps;
  }

  /// How many lines the block has, fences included.
  int height() {
    return 2 + steps.stream().mapToInt(step -> 1 + step.output.size()).sum();
  }

  /// The same with the output that its commands have now; what is shown in part and right in that part stays.
  Example runIn(Path folder) throws IOException {
    List<Step> run = new ArrayList<>();
    int code = 0;
    for (Step step : steps) {
      List<String> output;
      if (step.command.equals("echo $?")) {
        output = List.of(Integer.toString(code));
      } else {
        Terminal.Outcome outcome = run(step.command, folder);
        code = outcome.code();
        output = lines(outcome.out() + outcome.err());
      }
      run.add(new Step(step.command, matches(step.output, output) ? step.output : output));
    }
    return new Example(line, run);
  }

  private static Terminal.Outcome run(String command, Path folder) throws IOException {
    String[] words = command.split(" ", -1);
    if (!words[0].equals("mpmlint")) {
      throw new IllegalArgumentException("no command of mpmlint: " + command);
    }
    Terminal terminal = new Terminal(folder);
    List<String> arguments = new ArrayList<>();
    for (int i = 1; i < words.length; i++) {
      if (words[i].equals("<")) {
        terminal.typing(Files.readString(folder.resolve(words[++i]), StandardCharsets.ISO_8859_1));
      } else {
        arguments.add(words[i]);
      }
    }
    return terminal.run(arguments.toArray(String[]::new));
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    while (!lines.isEmpty() && lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    return lines;
  }

  /// Whether the output is as shown, but for how long it took.
  static boolean matches(List<String> shown, List<String> output) {
    if (shown.isEmpty()) {
      return output.isEmpty();
    }
    List<String> rest = shown.subList(1, shown.size());
    if (shown.getFirst().equals("…")) {
      for (int skipped = 1; skipped <= output.size(); skipped++) {
        if (matches(rest, output.subList(skipped, output.size()))) {
          return true;
        }
      }
      return false;
    }
    return !output.isEmpty()
        && timeless(shown.getFirst()).equals(timeless(output.getFirst()))
        && matches(rest, output.subList(1, output.size()));
  }

  private static String timeless(String line) {
    return ELAPSED.matcher(line).replaceAll("(… ms)").stripTrailing();
  }

  List<String> text() {
    List<String> text = new ArrayList<>(List.of(FENCE + "console"));
    for (Step step : steps) {
      text.add("$ " + step.command);
      text.addAll(step.output);
    }
    text.add(FENCE);
    return text;
  }
}
