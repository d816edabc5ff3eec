package dev.mpmlint.cli;

import dev.mpmlint.compare.Comparison;
import dev.mpmlint.compare.Need;
import dev.mpmlint.lint.CannotLintException;
import dev.mpmlint.lint.Checked;
import dev.mpmlint.lint.Input;
import dev.mpmlint.lint.Linter;
import dev.mpmlint.report.ComparisonJson;
import dev.mpmlint.report.ComparisonText;
import dev.mpmlint.report.PathNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `mpmlint diff`.
final class DiffCommand {
  private enum Format {
    TEXT,
    JSON
  }

  private DiffCommand() {}

  static CommandSpec spec() {
    CommandSpec spec =
        Commands.command(
            "diff",
            "[OPTIONS] OLD NEW",
            """
            Says what differs in effect between two configurations (files or folders), and
            whether a running httpd takes it over by a reload or has to be restarted.
            """,
            """
            Exit code: 0 the same in effect, 1 not the same, 2 could not run. Example:
              mpmlint diff /etc/apache2 ./apache2
            """,
            DiffCommand::run);
    Options.addReading(spec);
    spec.addOption(
        Options.choice(Options.FORMAT, "FORMAT", Format.class, List.of(Format.values()), "text (default) or json"));
    spec.addOption(Options.color());
    spec.addOption(Options.help());
    return spec.addPositional(Options.operands("0..*", "FILE"));
  }

  private static ExitCode run(ParseResult args, Streams streams) throws UserError, IOException {
    int operands = Options.operands(args).size();
    if (operands != 2) {
      throw new UserError("diff compares two configurations, and " + operands + (operands == 1 ? " is" : " are") + " named; write mpmlint diff OLD NEW");
    }
    SettingsReader asked = SettingsReader.of(args, streams);
    Checked old = read(asked.inputs().get(0), asked);
    Checked now = read(asked.inputs().get(1), asked);
    Comparison comparison = Comparison.of(old.subjects(), now.subjects());
    Path here = streams.surroundings().workingDirectory();
    PathNames names = PathNames.relativeTo(here);
    Format format = args.matchedOptionValue(Options.FORMAT, Format.TEXT);
    switch (format) {
      case TEXT -> new ComparisonText(streams.out(), streams.style(args), names).print(comparison);
      case JSON -> new ComparisonJson(names, Version.TEXT).write(streams.utf8(), comparison);
    }
    return comparison.need() == Need.NOTHING ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }

  private static Checked read(Input input, SettingsReader asked) throws UserError {
    try {
      return Linter.read(input, asked.settings());
    } catch (CannotLintException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }
}
