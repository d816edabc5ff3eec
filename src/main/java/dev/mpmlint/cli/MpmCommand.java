package dev.mpmlint.cli;

import dev.mpmlint.lint.CannotLintException;
import dev.mpmlint.lint.Checked;
import dev.mpmlint.lint.Linter;
import dev.mpmlint.mpm.MpmOutcome;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.report.MpmJson;
import dev.mpmlint.report.MpmText;
import dev.mpmlint.report.PathNames;
import dev.mpmlint.report.Style;
import dev.mpmlint.rules.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `mpmlint mpm`.
final class MpmCommand {
  private enum Format {
    TEXT,
    JSON
  }

  private MpmCommand() {}

  static CommandSpec spec() {
    CommandSpec spec =
        Commands.command(
            "mpm",
            "[OPTIONS] [FILE|DIR|-]",
            """
            Says which MPM a configuration ends up with, which line decides it, and what
            httpd makes of every number: requested, effective, from where, why changed.
            Without FILE: the main file of this machine's httpd.
            """,
            """
            Exit code: 0 an MPM runs, 1 none or too many, 2 could not run. Example:
              mpmlint mpm --httpd-v saved-httpd-V.txt conf/httpd.conf
            """,
            MpmCommand::run);
    Options.addReading(spec);
    spec.addOption(
        Options.choice(Options.FORMAT, "FORMAT", Format.class, List.of(Format.values()), "text (default) or json"));
    spec.addOption(Options.color());
    spec.addOption(Options.help());
    return spec.addPositional(Options.operands("0", "FILE"));
  }

  private static ExitCode run(ParseResult args, Streams streams) throws UserError, IOException {
    Format format = args.matchedOptionValue(Options.FORMAT, Format.TEXT);
    Style style = streams.style(args);
    SettingsReader asked = SettingsReader.of(args, streams);
    Checked read;
    try {
      read = Linter.read(asked.inputs().getFirst(), asked.settings());
    } catch (CannotLintException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
    Path here = streams.surroundings().workingDirectory();
    switch (format) {
      case TEXT -> {
        Path top = read.top();
        PathNames names = PathNames.forPeople(here, top == null ? List.of() : List.of(top));
        MpmText text = new MpmText(streams.out(), style, names);
        read.subjects().forEach(text::print);
      }
      case JSON ->
          new MpmJson(PathNames.relativeTo(here), Version.TEXT).write(streams.utf8(), read.subjects());
    }
    return read.subjects().stream().allMatch(MpmCommand::runs) ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }

  /// Whether httpd would start, as far as its MPM is concerned.
  private static boolean runs(Subject subject) {
    return switch (subject.mpm()) {
      case MpmOutcome.None _, MpmOutcome.Several _ -> false;
      case MpmOutcome.One(MpmPlan plan) -> plan.refusals().isEmpty();
      case MpmOutcome.Open(List<MpmPlan> plans) -> plans.stream().allMatch(p -> p.refusals().isEmpty());
    };
  }
}
