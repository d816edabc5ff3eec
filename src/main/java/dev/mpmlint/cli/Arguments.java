package dev.mpmlint.cli;

import dev.mpmlint.httpd.Similar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A command's options and operands as they were given. Options and operands may be mixed; `--` ends the options.
record Arguments(Map<Option, List<String>> options, List<String> operands) {

  /// @throws UserError for an option that the command does not have, for a value that is missing or too much
  static Arguments parse(Command command, List<String> args) throws UserError {
    Map<Option, List<String>> options = new HashMap<>();
    List<String> operands = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      if (arg.equals("--")) {
        operands.addAll(args.subList(i + 1, args.size()));
        break;
      }
      if (arg.length() < 2 || arg.charAt(0) != '-') {
        operands.add(arg);
        continue;
      }
      String name = name(arg);
      Option option = find(command, name);
      String attached = arg.length() == name.length() ? null : arg.substring(name.length());
      if (attached != null && name.startsWith("--")) {
        attached = attached.substring(1);
      }
      if (option.value() == null) {
        refuseValue(name, attached);
        options.computeIfAbsent(option, _ -> new ArrayList<>()).add("");
        continue;
      }
      if (attached == null && ++i == args.size()) {
        throw new UserError("option " + name + " needs a value: " + name + " " + option.value());
      }
      options.computeIfAbsent(option, _ -> new ArrayList<>()).add(attached != null ? attached : args.get(i));
    }
    return new Arguments(Map.copyOf(options), List.copyOf(operands));
  }

  /// `--name` of `--name=value`, `-D` of `-Dvalue`.
  private static String name(String arg) {
    if (!arg.startsWith("--")) {
      return arg.substring(0, 2);
    }
    int equals = arg.indexOf('=');
    return equals < 0 ? arg : arg.substring(0, equals);
  }

  private static Option find(Command command, String name) throws UserError {
    List<String> known = new ArrayList<>();
    for (Option option : command.options()) {
      if (option.names().contains(name)) {
        return option;
      }
      known.addAll(option.names());
    }
    List<String> similar = name.startsWith("--") ? Similar.to(name, known) : List.of();
    throw new UserError(
        "mpmlint " + command.name() + " has no option " + name
            + (similar.isEmpty() ? "; mpmlint " + command.name() + " --help lists them"
                : "; did you mean " + String.join(" or ", similar) + "?"));
  }

  private static void refuseValue(String name, @Nullable String attached) throws UserError {
    if (attached != null) {
      throw new UserError("option " + name + " takes no value, but " + attached + " stands after it");
    }
  }

  boolean has(Option flag) {
    return options.containsKey(flag);
  }

  /// The value; the last one, when the option was given more than once.
  Optional<String> value(Option option) {
    List<String> values = all(option);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
  }

  List<String> all(Option option) {
    return options.getOrDefault(option, List.of());
  }
}
