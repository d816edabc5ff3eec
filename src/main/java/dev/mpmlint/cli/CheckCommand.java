package dev.mpmlint.cli;

import dev.mpmlint.cli.CheckOptions.FailOn;
import dev.mpmlint.config.Overlay;
import dev.mpmlint.edit.AtomicFile;
import dev.mpmlint.fix.Fixer;
import dev.mpmlint.fix.Fixes;
import dev.mpmlint.lint.CannotLintException;
import dev.mpmlint.policy.Judgement;
import dev.mpmlint.report.Statistics;
import dev.mpmlint.report.Style;
import dev.mpmlint.rules.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `mpmlint check`.
final class CheckCommand {
  /// Options that `--help` leaves to `--help-all`.
  private static final List<String> RARE =
      List.of(
          Options.WHOLE, Options.FRAGMENT, Options.HTTPD_V, Options.MPM, Options.ENV, Options.CHECK_FILES,
          Options.STDIN_FILENAME, Options.HTTPD_VERSION, Options.LAYOUT);

  private final ParseResult args;
  private final Streams streams;
  private Checker checker;
  private final boolean unsafe;
  private final Outputs outputs;

  private CheckCommand(ParseResult args, Streams streams) throws UserError {
    this.args = args;
    this.streams = streams;
    this.checker = Checker.of(args, streams, Options.operands(args));
    this.unsafe = args.hasMatchedOption(CheckOptions.UNSAFE);
    this.outputs = new Outputs(streams.surroundings().workingDirectory(), () -> fixed().changes().values());
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Commands.command(
            "check",
            "[OPTIONS] [FILE|DIR|-]...",
            """
            Reads each FILE as httpd would, with all it includes, and says what is wrong.
            Without FILE: the main file of this machine's httpd. DIR: the tree in it, or
            each *.conf and .htaccess in it. -: standard input. --help-all: more options.
            """,
            """
            Exit code: 0 clean, 1 findings, 2 could not run. Example:
              mpmlint check --root ./image --format gcc /etc/apache2/apache2.conf
            """,
            (args, streams) -> new CheckCommand(args, streams).run());
    Options.addReading(spec);
    Options.hide(spec, RARE);
    CheckOptions.add(spec);
    spec.addOption(Options.help());
    return spec.addPositional(Options.operands("0..*", "FILE"));
  }

  private ExitCode run() throws UserError, IOException {
    if (unsafe && !has(CheckOptions.FIX) && !has(CheckOptions.DIFF) && format() != OutputFormat.DIFF) {
      throw new UserError("--unsafe-fixes says which fixes are made; give --fix or --diff as well");
    }
    if (has(CheckOptions.SHOW_SETTINGS)) {
      ShownSettings.print(checker.groups(), args, streams);
      return ExitCode.CLEAN;
    }
    if (has(CheckOptions.WATCH)) {
      return new Watch(this::anew, streams).run(this::once);
    }
    ExitCode code = once(judge(Overlay.NONE));
    return has(HttpdComparison.OPTION) && !HttpdComparison.print(args, streams) ? ExitCode.FINDINGS : code;
  }

  /// Standard input can be read once only.
  private Checker anew() throws UserError {
    if (!Options.operands(args).contains("-")) {
      checker = Checker.of(args, streams, Options.operands(args));
    }
    return checker;
  }

  private boolean has(String option) {
    return args.hasMatchedOption(option);
  }

  private Judgement judge(Overlay overlay) throws UserError {
    try {
      return checker.judge(overlay);
    } catch (CannotLintException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  private Fixer.Result fixed() throws UserError {
    try {
      return Fixer.fix(checker::judge, unsafe);
    } catch (CannotLintException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  private OutputFormat format() {
    String usual = checker.first().format();
    OutputFormat fallback = usual == null ? OutputFormat.TEXT : OutputFormat.find(usual).orElse(OutputFormat.TEXT);
    return args.matchedOptionValue(Options.FORMAT, fallback).on(streams.surroundings());
  }

  /// One look at everything, with all that follows from it.
  private ExitCode once(Judgement first) throws UserError, IOException {
    if (has(CheckOptions.DIFF)) {
      Fixer.Result result = fixed();
      outputs.diff(result.changes().values(), streams.out());
      return result.changes().isEmpty() ? ExitCode.CLEAN : ExitCode.FINDINGS;
    }
    Judgement judgement = first;
    List<String> notes = new ArrayList<>();
    if (has(CheckOptions.FIX)) {
      Fixer.Result result = fixed();
      write(result);
      judgement = result.last().in(first.took());
      if (result.made() > 0) {
        int files = result.changes().size();
        notes.add("fixed " + count(result.made(), "finding") + " in " + count(files, "file"));
      }
      if (result.changes().values().stream().anyMatch(change -> checker.isText(change.before().name()))) {
        return exit(judgement.findings());
      }
    }
    BaselineFile baseline = BaselineFile.of(args, streams.surroundings(), checker.first());
    if (has(CheckOptions.WRITE_BASELINE)) {
      streams.out().println(baseline.write(judgement));
      return ExitCode.CLEAN;
    }
    judgement = baseline.apply(judgement, has(CheckOptions.PRUNE_BASELINE), notes);
    report(judgement, notes);
    return exit(judgement.findings());
  }

  private void report(Judgement judgement, List<String> notes) throws UserError, IOException {
    OutputFormat format = format();
    Style style = streams.style(args);
    boolean summary = !has(CheckOptions.QUIET);
    List<OutputFormat.ToFile> files = new ArrayList<>();
    for (String output : args.matchedOptionValue(CheckOptions.OUTPUT, List.<String>of())) {
      files.add(OutputFormat.ToFile.parse(output));
    }
    for (OutputFormat.ToFile file : files) {
      outputs.toFile(file.format().on(streams.surroundings()), streams.surroundings().resolve(file.file()), judgement);
    }
    if (has(CheckOptions.STATISTICS)) {
      statistics(judgement.findings(), format);
    } else {
      outputs.write(format, judgement, streams.out(), style, summary);
    }
    if (format == OutputFormat.TEXT && summary) {
      notes(judgement, notes);
    }
  }

  private void statistics(List<Finding> findings, OutputFormat format) throws UserError, IOException {
    switch (format) {
      case TEXT -> new Statistics(findings).print(streams.out());
      case JSON -> new Statistics(findings).write(streams.utf8());
      default -> throw new UserError("--statistics comes as text or json; give --format text or --format json with it");
    }
  }

  /// What is good to know besides the findings, a line each.
  private void notes(Judgement judgement, List<String> notes) {
    notes.forEach(streams.out()::println);
    if (!judgement.suppressed().isEmpty()) {
      streams.out().println(count(judgement.suppressed().size(), "finding") + " suppressed by comments");
    }
    Fixes fixes = Fixes.of(judgement.findings());
    if (fixes.safe() > 0 && !has(CheckOptions.FIX)) {
      String more = fixes.unsafe() > 0 ? "; " + fixes.unsafe() + " more with --unsafe-fixes" : "";
      streams.out().println(fixes.safe() + " fixable with --fix" + more);
    } else if (fixes.unsafe() > 0 && !unsafe) {
      streams.out().println(fixes.unsafe() + " fixable with --fix --unsafe-fixes");
    }
  }

  /// Each file as a whole or not at all; text from elsewhere goes to standard output.
  private void write(Fixer.Result result) throws UserError, IOException {
    Map<Path, Fixer.Change> sorted = new TreeMap<>(result.changes());
    List<String> failures = new ArrayList<>();
    for (Map.Entry<Path, Fixer.Change> each : sorted.entrySet()) {
      Fixer.Change change = each.getValue();
      if (checker.isText(change.before().name())) {
        streams.out().write(change.after().text().getBytes(StandardCharsets.ISO_8859_1));
        continue;
      }
      try {
        AtomicFile.replace(each.getKey(), change.before(), change.after());
      } catch (IOException e) {
        failures.add(String.valueOf(e.getMessage()));
      }
    }
    if (!failures.isEmpty()) {
      throw new UserError("not fixed: " + String.join("; ", failures));
    }
  }

  private ExitCode exit(List<Finding> findings) throws UserError {
    if (has(CheckOptions.EXIT_ZERO)) {
      return ExitCode.CLEAN;
    }
    Integer most = maxWarnings();
    int warnings = 0;
    boolean fails = false;
    FailOn failOn = failOn();
    for (Finding finding : findings) {
      switch (finding.severity()) {
        case ERROR -> fails |= failOn != FailOn.NEVER;
        case MISSING -> fails |= failOn != FailOn.NEVER && failOn != FailOn.ERROR;
        case WARNING -> warnings++;
        case INFO -> fails |= failOn == FailOn.INFO;
      }
    }
    boolean tooMany = most == null ? warnings > 0 && (failOn == FailOn.WARNING || failOn == FailOn.INFO) : warnings > most;
    return fails || tooMany && failOn != FailOn.NEVER ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }

  private FailOn failOn() {
    String usual = checker.first().failOn();
    FailOn fallback = usual == null ? FailOn.WARNING : FailOn.valueOf(usual.toUpperCase(Locale.ROOT));
    return args.matchedOptionValue(CheckOptions.FAIL_ON, fallback);
  }

  private @Nullable Integer maxWarnings() throws UserError {
    String asked = args.matchedOptionValue(CheckOptions.MAX_WARNINGS, (String) null);
    if (asked == null) {
      return checker.first().maxWarnings();
    }
    try {
      int most = Integer.parseInt(asked);
      if (most >= 0) {
        return most;
      }
    } catch (NumberFormatException _) {
      // Said below.
    }
    throw new UserError("--max-warnings " + asked + " is no number of warnings; write --max-warnings 10");
  }

  static String count(int n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }
}
