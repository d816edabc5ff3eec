package dev.mpmlint.cli;

import dev.mpmlint.lsp.Session;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `mpmlint lsp`.
final class LspCommand {
  private static final String STDIO = "--stdio";

  private LspCommand() {}

  static CommandSpec spec() {
    CommandSpec spec =
        Commands.command(
            "lsp",
            "[OPTIONS]",
            """
            Speaks the Language Server Protocol over standard input and output: for
            editors, which start it. README has the settings for some of them.
            """,
            """
            Exit code: 0 after shutdown and exit, 1 when the editor went without, 2 when
            its messages could not be read.
            """,
            LspCommand::run);
    Options.addReading(spec);
    spec.addOption(Options.flag("as editors call it; there is no other way", STDIO));
    return spec.addOption(Options.help());
  }

  private static ExitCode run(ParseResult args, Streams streams) throws UserError, IOException {
    Session.End end =
        Session.serve(
            streams.in(), streams.out(), SettingsReader.settings(args, streams.surroundings()), Version.TEXT);
    if (end.complaint() != null) {
      throw new UserError(end.complaint());
    }
    return end.orderly() ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }
}
