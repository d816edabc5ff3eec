package dev.mpmlint.cli;

import dev.mpmlint.lint.CannotLintException;
import dev.mpmlint.lint.Checked;
import dev.mpmlint.lint.LintResult;
import dev.mpmlint.lint.Linter;
import dev.mpmlint.mpm.MpmOutcome;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.report.PathNames;
import dev.mpmlint.report.Style;
import dev.mpmlint.report.VerifyJson;
import dev.mpmlint.report.VerifyPage;
import dev.mpmlint.report.VerifyText;
import dev.mpmlint.verify.Verifier;
import dev.mpmlint.verify.experiment.Progress;
import dev.mpmlint.verify.model.Experiment;
import dev.mpmlint.verify.model.Outcome;
import dev.mpmlint.verify.model.VerifyReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `mpmlint verify`.
final class VerifyCommand {
  private enum Format {
    TEXT,
    JSON
  }

  private static final String QUICK = "--quick";
  private static final String FULL = "--full";
  private static final String ONLY = "--only";

  private VerifyCommand() {}

  static CommandSpec spec() {
    CommandSpec spec =
        Commands.command(
            "verify",
            "[OPTIONS] [FILE]",
            """
            Boots FILE's MPM in a scratch copy, on loopback and free ports, tries what it
            promises, and says what was proved. No command of FILE is run, nothing but the
            scratch folder is written. Without FILE: the main file of this machine's httpd.
            """,
            """
            Experiments: start, processes, ceiling, growth, memory, keepalive, slow, spares,
            recycling, isolation, graceful, http2, threadsafety, identity.
            Exit code: 0 all proved, 1 something refuted, 2 could not run. Examples:
              mpmlint verify httpd.conf
              mpmlint verify --report proof.html httpd.conf
              mpmlint verify --engine both --only ceiling,keepalive httpd.conf
            """,
            VerifyCommand::run);
    spec.addOption(Engines.option());
    spec.addOption(Options.flag("about 20 s; long waits are left out (default)", QUICK));
    spec.addOption(Options.flag("everything, as long as it takes", FULL));
    spec.addOption(Options.text(ONLY, "E,E...", "these experiments only"));
    spec.addOption(
        Options.choice(Options.FORMAT, "FORMAT", Format.class, List.of(Format.values()), "text (default) or json"));
    spec.addOption(ReportFile.option());
    Options.addReading(spec);
    spec.addOption(Options.color());
    spec.addOption(Options.help());
    return spec.addPositional(Options.operands("0", "FILE"));
  }

  private static ExitCode run(ParseResult args, Streams streams) throws UserError, IOException {
    Format format = args.matchedOptionValue(Options.FORMAT, Format.TEXT);
    if (args.hasMatchedOption(QUICK) && args.hasMatchedOption(FULL)) {
      throw new UserError("--quick and --full exclude each other; give one of them");
    }
    Style style = streams.style(args);
    Verifier.Order order = new Verifier.Order(Engines.of(args, streams), args.hasMatchedOption(FULL), only(args));
    Optional<ReportFile> page = ReportFile.of(args, streams);
    Checked checked = checked(args, streams);
    boolean live = format == Format.TEXT && streams.surroundings().terminal().getAsBoolean();
    Progress progress = live ? new ScoreLine(streams.out(), style) : Progress.SILENT;
    VerifyReport report =
        Engines.inScratch("verify", scratch -> Verifier.verify(checked, order, Engines.machine(order.engines(), !order.full()), scratch, progress));
    Path here = streams.surroundings().workingDirectory();
    Path top = checked.top();
    PathNames forPeople = PathNames.forPeople(here, top == null ? List.of() : List.of(top));
    switch (format) {
      case TEXT -> new VerifyText(streams.out(), style, forPeople).print(report);
      case JSON -> new VerifyJson(PathNames.relativeTo(here), Version.TEXT).write(streams.utf8(), report);
    }
    if (page.isPresent()) {
      MpmPlan plan = checked.subjects().getFirst().mpm() instanceof MpmOutcome.One(MpmPlan one) ? one : null;
      page.get().write(new VerifyPage(report, plan, forPeople, Version.TEXT).html());
      if (format == Format.TEXT) {
        streams.out().println(style.safe("report: " + page.get().shown()));
      }
    }
    return code(report);
  }

  private static ExitCode code(VerifyReport report) {
    if (report.count(Outcome.REFUTED) > 0) {
      return ExitCode.FINDINGS;
    }
    return report.count(Outcome.PROVED) > 0 ? ExitCode.CLEAN : ExitCode.CANNOT_RUN;
  }

  private static Checked checked(ParseResult args, Streams streams) throws UserError {
    SettingsReader asked = SettingsReader.of(args, streams);
    try {
      LintResult result = Linter.lint(asked.inputs(), asked.settings());
      Checked checked = result.checked().getFirst();
      String cannot = Verifier.cannot(checked);
      if (!cannot.isEmpty()) {
        throw new UserError(cannot);
      }
      return checked;
    } catch (CannotLintException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  private static Set<Experiment> only(ParseResult args) throws UserError {
    String asked = args.matchedOptionValue(ONLY, "");
    Set<Experiment> only = EnumSet.noneOf(Experiment.class);
    if (asked.isEmpty()) {
      only.addAll(Experiment.all());
      return only;
    }
    List<String> words = Experiment.all().stream().map(Experiment::word).toList();
    for (String word : asked.split(",", -1)) {
      only.add(Experiment.find(word.strip()).orElseThrow(() -> unknown(ONLY, word.strip(), words)));
    }
    return only;
  }

  private static UserError unknown(String option, String text, List<String> words) {
    return new UserError(String.valueOf(Choice.unknown(option, text, words).getMessage()));
  }
}
