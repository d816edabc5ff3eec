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

  private CheckCommand() {}

  static ExitCode run(Arguments args, Streams streams) throws UserError, IOException {
    Format format = Choice.of("--format", args.value(Commands.FORMAT).orElse("text"), List.of(Format.values()));
    FailOn failOn = Choice.of("--fail-on", args.value(Commands.FAIL_ON).orElse("warning"), List.of(FailOn.values()));
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
        if (!args.has(Commands.QUIET)) {
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
