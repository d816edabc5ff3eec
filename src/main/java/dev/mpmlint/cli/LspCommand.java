package dev.mpmlint.cli;

import dev.mpmlint.lint.Input;
import dev.mpmlint.lsp.Session;
import dev.mpmlint.policy.FileSettings;
import java.io.IOException;
import java.nio.file.Path;
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
            its messages could not be read. Example, as an editor's settings have it:
              mpmlint lsp --root ./image -D SSL
            """,
            LspCommand::run);
    Options.addReading(spec);
    spec.addOption(Options.flag("as editors call it; there is no other way", STDIO));
    return spec.addOption(Options.help());
  }

  private static ExitCode run(ParseResult args, Streams streams) throws UserError, IOException {
    // Tells of a wrong option before the editor waits.
    new ConfigFinder(args, streams.surroundings());
    Session.End end =
        Session.serve(
            streams.in(),
            streams.out(),
            SettingsReader.settings(args, streams.surroundings()),
            place -> around(place, args, streams.surroundings()),
            Version.TEXT);
    if (end.complaint() != null) {
      throw new UserError(end.complaint());
    }
    return end.orderly() ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }

  /// Read anew each time: it is a file of a few lines, and may be open in the editor too. `mpmlint config verify` tells of its
  /// faults.
  private static FileSettings around(Path place, ParseResult args, Surroundings here) {
    try {
      return new ConfigFinder(args, here).nearest(new Input.OnDisk(place));
    } catch (UserError _) {
      return FileSettings.none();
    }
  }
}
