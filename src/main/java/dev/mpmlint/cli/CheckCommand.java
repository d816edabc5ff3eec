package dev.mpmlint.cli;

import dev.mpmlint.lint.CannotLintException;
import dev.mpmlint.lint.LintResult;
import dev.mpmlint.lint.Linter;
import dev.mpmlint.report.GccReport;
import dev.mpmlint.report.JsonReport;
import dev.mpmlint.report.PathNames;
import dev.mpmlint.report.Style;
import dev.mpmlint.report.TextReport;
import dev.mpmlint.rules.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `mpmlint check`.
final class CheckCommand {
  private enum Format {
    TEXT,
    JSON,
    GCC
  }

  private enum FailOn {
    ERROR,
    WARNING,
    INFO,
    NEVER
  }

  private static final String FAIL_ON = "--fail-on";
  private static final String QUIET = "--quiet";

  private CheckCommand() {}

  static CommandSpec spec() {
    CommandSpec spec =
        Commands.command(
            "check",
            "[OPTIONS] [FILE|DIR|-]...",
            """
            Reads each FILE as httpd would, with all it includes, and says what is wrong.
            Without FILE: the main file of this machine's httpd. DIR: the tree in it, or
            each *.conf and .htaccess in it. -: standard input.
            """,
            """
            Exit code: 0 clean, 1 findings, 2 could not run. Example:
              mpmlint check --root ./image --format gcc /etc/apache2/apache2.conf
            """,
            CheckCommand::run);
    Options.addReading(spec);
    spec.addOption(
        Options.choice(
            Options.FORMAT, "FORMAT", Format.class, List.of(Format.values()), "text (default), json or gcc"));
    spec.addOption(
        Options.choice(
            FAIL_ON, "LEVEL", FailOn.class, List.of(FailOn.values()), "exit 1 from: error, warning (default), info, never"));
    spec.addOption(Options.color());
    spec.addOption(Options.flag("findings only, no summary", "-q", QUIET));
    spec.addOption(Options.help());
    return spec.addPositional(Options.operands("0..*", "FILE"));
  }

  private static ExitCode run(ParseResult args, Streams streams) throws UserError, IOException {
    Format format = args.matchedOptionValue(Options.FORMAT, Format.TEXT);
    FailOn failOn = args.matchedOptionValue(FAIL_ON, FailOn.WARNING);
    Style style = streams.style(args);
    SettingsReader asked = SettingsReader.of(args, streams);
    LintResult result;
    try {
      result = Linter.lint(asked.inputs(), asked.settings());
    } catch (CannotLintException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
    Path here = streams.surroundings().workingDirectory();
    List<Finding> findings = result.findings();
    int files = result.files().size();
    switch (format) {
      case TEXT -> {
        TextReport report = new TextReport(streams.out(), style, PathNames.forPeople(here, result.tops()));
        report.print(findings);
        if (!args.hasMatchedOption(QUIET)) {
          report.summary(findings, files, result.took());
        }
      }
      case JSON -> new JsonReport(PathNames.relativeTo(here), Version.TEXT).write(streams.utf8(), findings, files);
      case GCC -> new GccReport(streams.out(), style, PathNames.relativeTo(here)).print(findings);
    }
    return findings.stream().anyMatch(f -> fails(f, failOn)) ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }

  private static boolean fails(Finding finding, FailOn failOn) {
    return switch (finding.severity()) {
      case ERROR -> failOn != FailOn.NEVER;
      case WARNING -> failOn == FailOn.WARNING || failOn == FailOn.INFO;
      case INFO -> failOn == FailOn.INFO;
    };
  }
}
