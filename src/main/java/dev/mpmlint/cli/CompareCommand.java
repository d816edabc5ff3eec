package dev.mpmlint.cli;

import dev.mpmlint.lint.CannotLintException;
import dev.mpmlint.lint.Checked;
import dev.mpmlint.lint.Linter;
import dev.mpmlint.report.CompareJson;
import dev.mpmlint.report.ComparePage;
import dev.mpmlint.report.CompareText;
import dev.mpmlint.report.PathNames;
import dev.mpmlint.report.Style;
import dev.mpmlint.verify.Verifier;
import dev.mpmlint.verify.compare.Comparer;
import dev.mpmlint.verify.compare.Comparison;
import dev.mpmlint.verify.engine.Engine;
import dev.mpmlint.verify.model.Sample;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `mpmlint compare`.
final class CompareCommand {
  private enum Format {
    TEXT,
    JSON
  }

  private CompareCommand() {}

  static CommandSpec spec() {
    CommandSpec spec =
        Commands.command(
            "compare",
            "[OPTIONS] FILE FILE",
            """
            Puts the same load on two configurations, one after the other, and shows side by
            side what each made of it: a few visitors all the time, then more slow requests
            than either serves at once, then idle keep-alive connections. Each runs in a
            scratch copy, as for verify, about 22 seconds.
            """,
            """
            Exit code: 0 both served, 1 one does not serve, 2 could not run. Examples:
              mpmlint compare prefork.conf event.conf
              mpmlint compare --engine httpd --report page.html old.conf new.conf
            """,
            CompareCommand::run);
    spec.addOption(Engines.option());
    spec.addOption(ReportFile.option());
    spec.addOption(
        Options.choice(Options.FORMAT, "FORMAT", Format.class, List.of(Format.values()), "text (default) or json"));
    Options.addReading(spec);
    spec.addOption(Options.color());
    spec.addOption(Options.help());
    return spec.addPositional(Options.operands("0..*", "FILE"));
  }

  private static ExitCode run(ParseResult args, Streams streams) throws UserError, IOException {
    Format format = args.matchedOptionValue(Options.FORMAT, Format.TEXT);
    Style style = streams.style(args);
    List<Engine> engines = Engines.of(args, streams);
    Optional<ReportFile> page = ReportFile.of(args, streams);
    List<Checked> configurations = configurations(args, streams);
    boolean live = format == Format.TEXT && streams.surroundings().terminal().getAsBoolean();
    Comparer.Progress progress = live ? new Line(streams.out(), style) : Comparer.Progress.SILENT;
    Comparison comparison =
        Engines.inScratch("compare", scratch -> Comparer.compare(configurations, engines, Engines.machine(engines, false), scratch, progress));
    PathNames names = PathNames.relativeTo(streams.surroundings().workingDirectory());
    switch (format) {
      case TEXT -> new CompareText(streams.out(), style, names).print(comparison);
      case JSON -> new CompareJson(names, Version.TEXT).write(streams.utf8(), comparison);
    }
    if (page.isPresent()) {
      page.get().write(new ComparePage(comparison, names, Version.TEXT).html());
      if (format == Format.TEXT) {
        streams.out().println(style.safe("report: " + page.get().shown()));
      }
    }
    return comparison.complete() ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }

  private static List<Checked> configurations(ParseResult args, Streams streams) throws UserError {
    List<String> operands = Options.operands(args);
    if (operands.size() != 2) {
      throw new UserError("name two configurations to compare: mpmlint compare old.conf new.conf");
    }
    SettingsReader asked = SettingsReader.of(args, streams);
    try {
      List<Checked> checked = Linter.lint(asked.inputs(), asked.settings()).checked();
      if (checked.size() != 2) {
        throw new UserError("name two main files to compare, not " + checked.size() + ": " + String.join(" ", operands));
      }
      for (int i = 0; i < 2; i++) {
        String cannot = Verifier.cannot(checked.get(i));
        if (!cannot.isEmpty()) {
          throw new UserError(operands.get(i) + ": " + cannot);
        }
      }
      return checked;
    } catch (CannotLintException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  /// What runs, on one line of a terminal that is written again and again.
  private record Line(PrintStream out, Style style) implements Comparer.Progress {
    @Override
    public void sees(String label, String phase, Sample sample) {
      ScoreLine.write(out, style, label + ", " + phase + " " + ScoreLine.row(sample));
    }

    @Override
    public void ends(String label) {
      ScoreLine.clear(out);
    }
  }
}
