package dev.mpmlint.cli.shell;

import dev.mpmlint.cli.shell.Outline.Argument;
import dev.mpmlint.cli.shell.Outline.Command;
import dev.mpmlint.cli.shell.Outline.Option;
import java.util.ArrayList;
import java.util.List;

/// Completion for bash, with or without the package bash-completion. Stateless.
public final class BashCompletion {
  private BashCompletion() {}

  public static String of(Outline outline) {
    String name = outline.name();
    StringBuilder cases = new StringBuilder();
    StringBuilder values = new StringBuilder();
    for (Command command : outline.commands()) {
      cases.append("    ").append(command.word()).append(")\n");
      cases.append("      options=\"").append(String.join(" ", names(command.options()))).append("\"\n");
      cases.append("      operand=").append(kind(command.operand())).append('\n');
      if (!command.operand().words().isEmpty()) {
        cases.append("      words=\"").append(String.join(" ", command.operand().words())).append("\"\n");
      }
      cases.append("      ;;\n");
      for (Option option : command.options()) {
        if (option.argument().taken()) {
          values.append("    '").append(String.join("' | '", patterns(command, option))).append("')\n");
          values.append("      __FN___value ").append(kind(option.argument()));
          values.append(" \"").append(String.join(" ", option.argument().words())).append("\"; return ;;\n");
        }
      }
    }
    List<String> first = new ArrayList<>();
    outline.commands().forEach(c -> first.add(c.word()));
    return TEMPLATE
        .replace("@VALUES@", values)
        .replace("@CASES@", cases)
        .replace("@COMMANDS@", String.join(" ", first))
        .replace("@OPTIONS@", String.join(" ", names(outline.itself().options())))
        .replace("__FN__", "_" + name)
        .replace("@NAME@", name);
  }

  private static List<String> names(List<Option> options) {
    List<String> names = new ArrayList<>();
    options.forEach(o -> names.addAll(o.names()));
    return names;
  }

  private static List<String> patterns(Command command, Option option) {
    return option.names().stream().map(name -> command.word() + " " + name).toList();
  }

  private static String kind(Argument argument) {
    return argument.kind().name().toLowerCase(java.util.Locale.ROOT);
  }

  // Bash breaks words at '=', so that --format=json comes as three of them.
  private static final String TEMPLATE =
      """
      # bash completion of @NAME@, made when it was packaged.

      # What may stand here: __FN___value KIND "WORDS"
      __FN___value() {
        case $1 in
          file) COMPREPLY=($(compgen -f -- "$current")); compopt -o filenames 2>/dev/null ;;
          folder) COMPREPLY=($(compgen -d -- "$current")); compopt -o filenames 2>/dev/null ;;
          word) COMPREPLY=($(compgen -W "$2" -- "$current")) ;;
        esac
      }

      __FN__() {
        local IFS=$' \\t\\n' current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
        local command='' i options operand words=''
        COMPREPLY=()
        if [[ $current == = ]]; then
          current=''
        elif [[ $before == = ]]; then
          before=${COMP_WORDS[COMP_CWORD-2]}
        fi
        for ((i = 1; i < COMP_CWORD; i++)); do
          if [[ ${COMP_WORDS[i]} != -* ]]; then
            command=${COMP_WORDS[i]}
            break
          fi
        done
        case "$command $before" in
      @VALUES@  esac
        case $command in
          '')
            COMPREPLY=($(compgen -W "@COMMANDS@ @OPTIONS@" -- "$current"))
            return ;;
          help)
            COMPREPLY=($(compgen -W "@COMMANDS@" -- "$current"))
            return ;;
      @CASES@    *) return ;;
        esac
        if [[ $current == -?* || ( $current == - && $operand != file ) ]]; then
          COMPREPLY=($(compgen -W "$options" -- "$current"))
        else
          __FN___value "$operand" "$words"
        fi
      }

      complete -F __FN__ @NAME@
      """;
}
