package dev.mpmlint.cli;

import dev.mpmlint.httpd.Similar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What is wrong with a command line, in one sentence that tells the way out. Stateless.
final class Misuse {
  private Misuse() {}

  static String sentence(ParameterException e) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    if (e instanceof UnmatchedArgumentException unmatched) {
      return unmatched(command, unmatched.getUnmatched().getFirst());
    }
    if (e.getCause() instanceof TypeConversionException wrong && wrong.getMessage() != null) {
      return wrong.getMessage();
    }
    if (e instanceof MissingParameterException missing && missing.getMissing().getFirst() instanceof OptionSpec option) {
      return "option " + option.longestName() + " needs a value: " + option.longestName() + " " + option.paramLabel();
    }
    return decapitalized(String.valueOf(e.getMessage())) + "; " + command.name() + " --help tells how to call it";
  }

  /// picocli's own sentences begin like one, ours stands behind the program's name.
  private static String decapitalized(String sentence) {
    return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
  }

  private static String unmatched(CommandSpec command, String argument) {
    boolean isOption = argument.length() > 1 && argument.startsWith("-");
    if (!command.subcommands().isEmpty()) {
      return isOption ? tooEarly(argument) : unknownCommand(argument);
    }
    if (isOption) {
      return unknownOption(command, argument);
    }
    if (command.positionalParameters().isEmpty()) {
      return command.name() + " takes no " + argument + "; did you mean mpmlint explain " + argument + "?";
    }
    String label = command.positionalParameters().getFirst().paramLabel();
    return command.name() + " takes one " + label + ", and " + argument + " is a second one";
  }

  private static String tooEarly(String argument) {
    return "the command comes first: mpmlint check " + argument + " ...; mpmlint --help lists the commands";
  }

  private static String unknownCommand(String word) {
    List<String> similar = Similar.to(word, Commands.words());
    return "there is no command " + word + "; "
        + (similar.isEmpty()
            ? "there is " + String.join(", ", Commands.words())
            : "did you mean mpmlint " + similar.getFirst() + "?");
  }

  private static String unknownOption(CommandSpec command, String argument) {
    int equals = argument.indexOf('=');
    String name = equals < 0 ? argument : argument.substring(0, equals);
    List<String> similar =
        name.startsWith("--") ? Similar.to(name, new ArrayList<>(command.optionsMap().keySet())) : List.of();
    return command.name() + " has no option " + name
        + (similar.isEmpty()
            ? "; " + command.name() + " --help lists them"
            : "; did you mean " + String.join(" or ", similar) + "?");
  }
}
