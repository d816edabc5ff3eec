package dev.mpmlint.cli;

import dev.mpmlint.cli.shell.BashCompletion;
import dev.mpmlint.cli.shell.FishCompletion;
import dev.mpmlint.cli.shell.Outline;
import dev.mpmlint.cli.shell.ZshCompletion;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/// `mpmlint completion`.
final class CompletionCommand {
  enum Shell {
    BASH,
    ZSH,
    FISH;

    String script(Outline outline) {
      return switch (this) {
        case BASH -> BashCompletion.of(outline);
        case ZSH -> ZshCompletion.of(outline);
        case FISH -> FishCompletion.of(outline);
      };
    }
  }

  private static final Choice<Shell> SHELLS = new Choice<>("completion", List.of(Shell.values()));

  private CompletionCommand() {}

  static CommandSpec spec() {
    CommandSpec spec =
        Commands.command(
            "completion",
            "bash|zsh|fish",
            """
            Prints what the shell needs to complete mpmlint's commands, options and values.
            """,
            """
            Examples:
              source <(mpmlint completion bash)
              source <(mpmlint completion zsh)        after compinit
              mpmlint completion fish | source
            """,
            CompletionCommand::run);
    spec.addOption(Options.help());
    return spec.addPositional(Options.operands("0", "SHELL", SHELLS.words()));
  }

  private static ExitCode run(ParseResult args, Streams streams) throws UserError {
    if (!args.hasMatchedPositional(0)) {
      throw new UserError("name a shell: bash, zsh or fish");
    }
    String word = Options.operands(args).getFirst().toLowerCase(Locale.ROOT);
    try {
      streams.out().print(SHELLS.convert(word).script(Outlines.all()));
    } catch (TypeConversionException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
    return ExitCode.CLEAN;
  }
}
