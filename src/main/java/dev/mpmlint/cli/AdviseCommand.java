package dev.mpmlint.cli;

import dev.mpmlint.advise.Advice;
import dev.mpmlint.advise.Advisor;
import dev.mpmlint.advise.Inputs;
import dev.mpmlint.advise.Known;
import dev.mpmlint.advise.Observed;
import dev.mpmlint.advise.Quantity;
import dev.mpmlint.advise.UnusableInputException;
import dev.mpmlint.edit.ChangeSet;
import dev.mpmlint.edit.Transaction;
import dev.mpmlint.lint.CannotLintException;
import dev.mpmlint.lint.Checked;
import dev.mpmlint.lint.Input;
import dev.mpmlint.lint.Linter;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmOutcome;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.report.AdviceJson;
import dev.mpmlint.report.AdviceText;
import dev.mpmlint.report.PathNames;
import dev.mpmlint.report.Style;
import dev.mpmlint.rules.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/// `mpmlint advise`.
final class AdviseCommand {
  private enum Format {
    TEXT,
    JSON
  }

  private static final String FROM_SYSTEM = "--from-system";
  private static final String ACCESS_LOG = "--access-log";
  private static final String LOG_FORMAT = "--log-format";
  private static final String STATUS = "--status";
  private static final String FPM_POOL = "--fpm-pool";
  private static final String FOR = "--for";
  private static final String APPLY = "--apply";

  /// Left out of the help that fits a screen.
  private static final List<String> RARE =
      List.of(
          LOG_FORMAT, "--cpus", "--reserve", "--thread-size", "--fpm-process-size", "--open-files", "--pids", "--somaxconn", "--busy",
          "--think-time", "--backend-share", Options.WHOLE, Options.FRAGMENT, Options.LAYOUT, Options.HTTPD_VERSION,
          Options.HTTPD_V, Options.MPM, Options.DEFINE, Options.ENV, Options.CHECK_FILES, Options.STDIN_FILENAME,
          Options.COLOR);

  private AdviseCommand() {}

  static CommandSpec spec() {
    CommandSpec spec =
        Commands.command(
            "advise",
            "[OPTIONS] [FILE|DIR|-]",
            """
            Says which MPM fits a configuration, and with which numbers: the least of what
            memory, structure, backend, open files and process ids allow, and as many
            workers as the load asks for. Shows inputs, formulas, and what binds.
            Without FILE: the main file of this machine's httpd. --help-all: more options.
            """,
            """
            Sizes are written 8G or 60M, times 80ms or 2s. The same number from several
            sources: options come first, then logs, status, machine. Exit code: 0 advised,
            2 could not run. Examples:
              mpmlint advise --from-system --access-log /var/log/apache2/access.log
              mpmlint advise --ram 8G --process-size 60M --rps 200 --service-time 80ms
            """,
            AdviseCommand::run);
    spec.addOption(Options.flag("memory, limits, httpd and php-fpm of this machine", FROM_SYSTEM));
    spec.addOption(Options.texts(ACCESS_LOG, "FILE", "load from a log, .gz too, - is stdin; repeatable"));
    spec.addOption(Options.text(LOG_FORMAT, "FORMAT", "its format as LogFormat has it; else found out"));
    spec.addOption(Options.text(STATUS, "URL|FILE", "a page of server-status?auto"));
    spec.addOption(Options.texts(FPM_POOL, "FILE", "php-fpm's pool, for pm.max_children; repeatable"));
    for (Quantity quantity : Quantity.all()) {
      spec.addOption(
          Options.value(
              quantity.option(), label(quantity), Double.class, text -> parse(quantity, text), quantity.label()));
    }
    spec.addOption(Options.value(FOR, "NAME", Mpm.class, name -> Options.mpm(FOR, name), "advise numbers for this MPM, not for the best"));
    spec.addOption(Options.flag("write what is shown as a diff", APPLY));
    Options.addReading(spec);
    spec.addOption(
        Options.choice(Options.FORMAT, "FORMAT", Format.class, List.of(Format.values()), "text (default) or json"));
    spec.addOption(Options.color());
    spec.addOption(Options.help());
    Options.hide(spec, RARE);
    return spec.addPositional(Options.operands("0", "FILE"));
  }

  private static String label(Quantity quantity) {
    return switch (quantity.unit()) {
      case BYTES -> "SIZE";
      case SECONDS -> "TIME";
      case SHARE -> "SHARE";
      case PER_SECOND, COUNT, RATIO -> "N";
    };
  }

  private static double parse(Quantity quantity, String text) {
    try {
      return quantity.parse(text);
    } catch (UnusableInputException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  private static ExitCode run(ParseResult args, Streams streams) throws UserError, IOException {
    Format format = args.matchedOptionValue(Options.FORMAT, Format.TEXT);
    boolean apply = args.hasMatchedOption(APPLY);
    if (args.matchedOptionValue(ACCESS_LOG, List.of()).contains("-") && Options.operands(args).contains("-")) {
      throw new UserError("only one of FILE and --access-log can be standard input");
    }
    Style style = streams.style(args);
    SettingsReader asked = SettingsReader.of(args, streams);
    Input input = asked.inputs().getFirst();
    Checked read;
    Inputs inputs;
    try {
      read = Linter.read(input, asked.settings());
      if (read.subjects().getFirst().mpm() instanceof MpmOutcome.Open(List<MpmPlan> plans) && plans.isEmpty()) {
        throw new UserError(
            read.main() + " is a piece that neither loads an MPM nor sets its numbers; name the main file that includes"
                + " it, or the MPM: --mpm NAME");
      }
      inputs = inputs(args, streams, read.subjects().getFirst());
    } catch (CannotLintException | UnusableInputException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
    Subject subject = read.subjects().getFirst();
    Advice advice = Advisor.advise(inputs, subject.configuration(), subject.mpm());
    Path here = streams.surroundings().workingDirectory();
    Path top = read.top();
    PathNames relative = PathNames.relativeTo(here);
    AdvisedChanges changes = AdvisedChanges.of(advice, inputs, input, asked.settings(), relative);
    if (apply) {
      write(changes, input);
    }
    switch (format) {
      case TEXT -> {
        PathNames names = PathNames.forPeople(here, top == null ? List.of() : List.of(top));
        new AdviceText(streams.out(), style, names).print(advice, changes.notes(), changes.diff());
        afterwards(advice, changes, apply, streams, style, relative);
      }
      case JSON ->
          new AdviceJson(relative, Version.TEXT)
              .write(streams.utf8(), subject.configuration().main().name(), advice, changes.notes(), changes.diff(), apply);
    }
    return ExitCode.CLEAN;
  }

  private static Inputs inputs(ParseResult args, Streams streams, Subject subject) throws UnusableInputException {
    Inputs inputs = Inputs.NONE.forMpm(args.matchedOptionValue(FOR, (Mpm) null));
    for (Quantity quantity : Quantity.all()) {
      Double value = args.matchedOptionValue(quantity.option(), (Double) null);
      inputs = value == null ? inputs : inputs.with(quantity, value, Known.Source.OPTION);
    }
    try (ProgressBar bar = ProgressBar.of(streams)) {
      Path here = streams.surroundings().workingDirectory();
      Observed observed = new Observed(inputs, here, streams.in(), bar);
      for (String file : args.matchedOptionValue(FPM_POOL, List.<String>of())) {
        observed.pools(file);
      }
      observed.accessLogs(
          args.matchedOptionValue(ACCESS_LOG, List.<String>of()),
          args.matchedOptionValue(LOG_FORMAT, ""),
          subject.configuration());
      if (args.hasMatchedOption(STATUS)) {
        observed.status(args.matchedOptionValue(STATUS, ""));
      }
      if (args.hasMatchedOption(FROM_SYSTEM)) {
        observed.machine(Path.of("/"), subject.configuration());
      }
      return observed.inputs();
    }
  }

  private static void write(AdvisedChanges changes, Input input) throws UserError {
    ChangeSet set = changes.changes();
    if (set == null) {
      String name = input instanceof Input.OnDisk(Path path) ? path.toString() : "standard input";
      throw new UserError("--apply cannot change " + name + " in place; name a FILE");
    }
    try {
      Transaction.write(set);
    } catch (IOException e) {
      throw new UserError("--apply wrote nothing: " + e.getMessage());
    }
  }

  private static void afterwards(
      Advice advice, AdvisedChanges changes, boolean applied, Streams streams, Style style, PathNames names) {
    if (changes.diff().isEmpty()) {
      return;
    }
    streams.out().println();
    ChangeSet set = changes.changes();
    if (applied && set != null) {
      set.paths().forEach(path -> streams.out().println(style.safe("changed " + names.of(path.toString()))));
    } else {
      streams.out().println("--apply writes this");
    }
    streams.out().println(
        advice.needsFullRestart()
            ? "needs a full restart: stop httpd and start it, a reload is not enough"
            : "a reload brings it into effect");
  }
}
