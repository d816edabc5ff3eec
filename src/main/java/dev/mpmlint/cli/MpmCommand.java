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

/// `mpmlint mpm`.
final class MpmCommand {
  private enum Format {
    TEXT,
    JSON
  }

  private MpmCommand() {}

  static ExitCode run(Arguments args, Streams streams) throws UserError, IOException {
    Format format = Choice.of("--format", args.value(Commands.FORMAT_TWO).orElse("text"), List.of(Format.values()));
    Style style = streams.style(args);
    if (args.operands().size() > 1) {
      throw new UserError("mpmlint mpm takes one FILE, and " + args.operands().get(1) + " is a second one");
    }
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
