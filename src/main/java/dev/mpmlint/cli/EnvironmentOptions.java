package dev.mpmlint.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// Options that the environment gives: `MPMLINT_FAIL_ON=error` is `--fail-on error`, `MPMLINT_QUIET=1` is `--quiet`, for
/// each command that has such an option. One on the command line wins. Stateless.
final class EnvironmentOptions {
  private static final String PREFIX = "MPMLINT_";

  private EnvironmentOptions() {}

  /// The arguments with those of the environment before them.
  static List<String> before(CommandSpec spec, List<String> args, Surroundings surroundings) {
    if (surroundings.environment().keySet().stream().noneMatch(name -> name.startsWith(PREFIX))) {
      return args;
    }
    List<String> all = new ArrayList<>();
    for (OptionSpec option : spec.options()) {
      String name = option.longestName();
      String value = surroundings.variable(variable(name));
      if (!name.startsWith("--") || option.usageHelp() || value.isEmpty() || isGiven(option, args)) {
        continue;
      }
      if (option.arity().max() > 0) {
        all.add(name + "=" + value);
      } else if (!value.equals("0") && !value.equalsIgnoreCase("off") && !value.equalsIgnoreCase("false")) {
        all.add(name);
      }
    }
    all.addAll(args);
    return all;
  }

  /// `MPMLINT_FAIL_ON` for `--fail-on`.
  static String variable(String option) {
    return PREFIX + option.substring(Math.min(2, option.length())).replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /// Whether an option that holds comes from the environment.
  static boolean gave(String option, ParseResult args, Surroundings surroundings) {
    String value = surroundings.variable(variable(option));
    return !value.isEmpty() && (args.originalArgs().contains(option + "=" + value) || args.originalArgs().contains(option));
  }

  private static boolean isGiven(OptionSpec option, List<String> args) {
    for (String arg : args) {
      if (arg.equals("--")) {
        return false;
      }
      for (String name : option.names()) {
        if (arg.equals(name) || arg.startsWith(name + "=")) {
          return true;
        }
      }
    }
    return false;
  }
}
