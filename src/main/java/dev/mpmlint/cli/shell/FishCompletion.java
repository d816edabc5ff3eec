package dev.mpmlint.cli.shell;

import dev.mpmlint.cli.shell.Outline.Argument;
import dev.mpmlint.cli.shell.Outline.Command;
import dev.mpmlint.cli.shell.Outline.Kind;
import dev.mpmlint.cli.shell.Outline.Option;

/// Completion for fish. Stateless.
public final class FishCompletion {
  private FishCompletion() {}

  public static String of(Outline outline) {
    String line = "complete -c " + outline.name();
    StringBuilder out = new StringBuilder("# fish completion of " + outline.name() + ", made when it was packaged.\n");
    out.append(line).append(" -f\n");
    for (Option option : outline.itself().options()) {
      out.append(line).append(" -n __fish_use_subcommand").append(option(option)).append('\n');
    }
    for (Command command : outline.commands()) {
      out.append(line).append(" -n __fish_use_subcommand -a ").append(command.word());
      out.append(" -d ").append(quoted(command.summary())).append('\n');
      String here = line + " -n " + quoted("__fish_seen_subcommand_from " + command.word());
      for (Option option : command.options()) {
        out.append(here).append(option(option)).append('\n');
      }
      if (command.operand().taken()) {
        out.append(here).append(values(command.operand())).append('\n');
      }
    }
    return out.toString();
  }

  private static String option(Option option) {
    StringBuilder words = new StringBuilder();
    for (String name : option.names()) {
      words.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
    }
    if (option.argument().taken()) {
      boolean file = option.argument().kind() == Kind.FILE;
      words.append(file ? " -r" : " -x").append(values(option.argument()));
    }
    return words.append(" -d ").append(quoted(option.help())).toString();
  }

  private static String values(Argument argument) {
    return switch (argument.kind()) {
      case FILE -> " -F";
      case FOLDER -> " -a " + quoted("(__fish_complete_directories)");
      case WORD -> " -a " + quoted(String.join(" ", argument.words()));
      case TEXT, NONE -> "";
    };
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
