package dev.mpmlint.cli.shell;

import dev.mpmlint.cli.shell.Outline.Argument;
import dev.mpmlint.cli.shell.Outline.Command;
import dev.mpmlint.cli.shell.Outline.Option;
import java.util.List;

/// Completion for zsh, a function for a folder of `$fpath`. Stateless.
public final class ZshCompletion {
  private ZshCompletion() {}

  public static String of(Outline outline) {
    StringBuilder commands = new StringBuilder();
    StringBuilder cases = new StringBuilder();
    for (Command command : outline.commands()) {
      commands.append("        ").append(quoted(command.word() + ":" + command.summary().replace(":", "\\:"))).append('\n');
      cases.append("        ").append(command.word()).append(")\n          _arguments -s -S");
      for (Option option : command.options()) {
        for (String name : option.names()) {
          cases.append(" \\\n            ").append(quoted(spec(name, option)));
        }
      }
      if (command.operand().taken()) {
        cases.append(" \\\n            ").append(quoted("*:" + label(command.operand()) + ":" + action(command.operand())));
      }
      cases.append(" ;;\n");
    }
    StringBuilder own = new StringBuilder();
    for (Option option : outline.itself().options()) {
      for (String name : option.names()) {
        own.append("    ").append(quoted(spec(name, option))).append(" \\\n");
      }
    }
    return TEMPLATE
        .replace("@OWN@", own)
        .replace("@COMMANDS@", commands)
        .replace("@CASES@", cases)
        .replace("@NAME@", outline.name());
  }

  /// `--format=[text or json]:FORMAT:(text json)`.
  private static String spec(String name, Option option) {
    String help = option.help().replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:");
    if (!option.argument().taken()) {
      return name + "[" + help + "]";
    }
    String repeat = option.help().contains("repeatable") ? "*" : "";
    String join = name.startsWith("--") ? "=" : "+";
    return repeat + name + join + "[" + help + "]:" + label(option.argument()) + ":" + action(option.argument());
  }

  private static String label(Argument argument) {
    return argument.label().replace(":", "\\:");
  }

  private static String action(Argument argument) {
    return switch (argument.kind()) {
      case FILE -> "_files";
      case FOLDER -> "_files -/";
      case WORD -> "(" + String.join(" ", words(argument.words())) + ")";
      case TEXT, NONE -> " ";
    };
  }

  private static List<String> words(List<String> words) {
    return words.stream().map(word -> word.replace(":", "\\:")).toList();
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private static final String TEMPLATE =
      """
      #compdef @NAME@
      # zsh completion of @NAME@, made when it was packaged.

      _@NAME@() {
        local context state state_descr line
        typeset -A opt_args
        _arguments -C \\
      @OWN@    '1:command:->command' \\
          '*::argument:->arguments'
        case $state in
          command)
            local -a commands
            commands=(
      @COMMANDS@      )
            _describe -t commands command commands ;;
          arguments)
            case $words[1] in
      @CASES@      esac ;;
        esac
      }

      if [[ $funcstack[1] == _@NAME@ ]]; then
        _@NAME@ "$@"
      else
        compdef _@NAME@ @NAME@
      fi
      """;
}
