package dev.mpmlint.cli;

import dev.mpmlint.cli.shell.Outline;
import dev.mpmlint.cli.shell.Outline.Argument;
import dev.mpmlint.cli.shell.Outline.Command;
import dev.mpmlint.cli.shell.Outline.Kind;
import dev.mpmlint.cli.shell.Outline.Option;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The program's outline, from what picocli parses by. Builds every command: for packaging, and for `completion`. Stateless.
final class Outlines {
  private Outlines() {}

  static Outline all() {
    List<Command> commands = new ArrayList<>();
    for (Commands each : Commands.values()) {
      commands.add(command(each.word(), each.summary(), each.line().getCommandSpec()));
    }
    CommandSpec root = Commands.root().getCommandSpec();
    return new Outline(
        "mpmlint", Version.TEXT, Version.built().substring(0, 10), command("", "linter and MPM advisor for Apache httpd", root), commands);
  }

  private static Command command(String word, String summary, CommandSpec spec) {
    List<Option> options = new ArrayList<>();
    for (OptionSpec option : spec.options()) {
      List<String> names = Arrays.stream(option.names()).sorted(Comparator.comparingInt(String::length)).toList();
      options.add(new Option(names, argument(option), String.join(" ", option.description())));
    }
    Argument operand = spec.positionalParameters().isEmpty() ? Argument.NONE : argument(spec.positionalParameters().getFirst());
    String called = word.isEmpty() ? "mpmlint" : "mpmlint " + word;
    String synopsis = String.join(" ", spec.usageMessage().customSynopsis()).replace("@|bold " + called + "|@", "").strip();
    return new Command(
        word,
        summary,
        synopsis,
        String.join("\n", spec.usageMessage().description()),
        String.join("\n", spec.usageMessage().footer()),
        options,
        operand);
  }

  /// FILE and DIR are what they say, in an option's label as in an operand's.
  private static Argument argument(ArgSpec of) {
    if (of.arity().max() == 0) {
      return Argument.NONE;
    }
    List<String> words = new ArrayList<>();
    if (of.completionCandidates() != null) {
      for (String word : of.completionCandidates()) {
        // `<Directory` would have to be quoted by whoever types it.
        if (word.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.')) {
          words.add(word);
        }
      }
    }
    String label = of.paramLabel();
    Kind kind =
        !words.isEmpty()
            ? Kind.WORD
            : label.contains("FILE") ? Kind.FILE : label.contains("DIR") ? Kind.FOLDER : Kind.TEXT;
    return new Argument(kind, label, words);
  }
}
