package dev.mpmlint.cli;

import dev.mpmlint.advise.LogFormat;
import dev.mpmlint.advise.simulate.Configured;
import dev.mpmlint.advise.simulate.Outcome;
import dev.mpmlint.advise.simulate.Study;
import dev.mpmlint.edit.AtomicFile;
import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.httpd.Similar;
import dev.mpmlint.lint.CannotLintException;
import dev.mpmlint.lint.Checked;
import dev.mpmlint.lint.Linter;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.report.PathNames;
import dev.mpmlint.report.simulation.Results;
import dev.mpmlint.report.simulation.SimulationJson;
import dev.mpmlint.report.simulation.SimulationPage;
import dev.mpmlint.report.simulation.SimulationText;
import dev.mpmlint.rules.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `mpmlint simulate`.
final class SimulateCommand {
  private static final String SET = "--set";
  private static final String SWEEP = "--sweep";
  private static final String COMPARE = "--compare-mpms";
  private static final String REPORT = "--report";
  private static final int MOST_VALUES = 200;
  private static final int USUAL_VALUES = 12;
  private static final long MOST_NUMBER = 1_000_000;

  /// Options that `--help` leaves to `--help-all`.
  private static final List<String> RARE =
      List.of(
          Options.WHOLE, Options.FRAGMENT, Options.HTTPD_V, Options.ENV, Options.CHECK_FILES, Options.STDIN_FILENAME,
          Options.HTTPD_VERSION, Options.LAYOUT, Options.DEFINE, Options.ROOT, SimulateOptions.BURST,
          SimulateOptions.LOG_FORMAT, SimulateOptions.BACKEND_SHARE, SimulateOptions.BACKEND_BACKLOG,
          SimulateOptions.START_TIME, SimulateOptions.THREAD_SIZE, SimulateOptions.SLOW_SENDERS, SimulateOptions.BALANCER,
          SimulateOptions.THINK, SimulateOptions.SLOW_READERS, SimulateOptions.WARM_UP, SimulateOptions.SEED,
          SimulateOptions.PROCESS_SIZE, Options.MPM, Options.COLOR, Options.HELP);

  private enum Format {
    TEXT,
    JSON
  }

  /// The servers to begin with.
  ///
  /// @param name as reports call it
  /// @param formats of its access logs
  private record Base(String name, Configured server, List<LogFormat> formats) {}

  private SimulateCommand() {}

  static CommandSpec spec() {
    CommandSpec spec =
        Commands.command(
            "simulate",
            "--rps N --service-time TIME [OPTIONS] [FILE|DIR|-]",
            """
            Simulates the configured MPM under a load: who waits how long, who is refused,
            how many processes run. Without FILE: the main file of this machine's httpd;
            with --mpm and no FILE, that MPM's defaults. --help-all: more options.
            """,
            """
            Examples:
              mpmlint simulate --rps 200 --service-time 80ms --requests-per-connection 6
              mpmlint simulate --access-log access.log --sweep MaxRequestWorkers=50..800
            """,
            SimulateCommand::run);
    SimulateOptions.add(spec);
    spec.addOption(Options.texts(SET, "NAME=VALUE", "as if the configuration said so; repeatable"));
    spec.addOption(Options.text(SWEEP, "NAME=A..B", "try the values from A to B; =A..B:STEP"));
    spec.addOption(Options.flag("prefork, worker and event under the same load", COMPARE));
    spec.addOption(Options.text(REPORT, "FILE", "an HTML page with charts"));
    Options.addReading(spec);
    spec.addOption(
        Options.choice(Options.FORMAT, "FORMAT", Format.class, List.of(Format.values()), "text (default) or json"));
    spec.addOption(Options.color());
    spec.addOption(Options.help());
    Options.hide(spec, RARE);
    return spec.addPositional(Options.operands("0", "FILE"));
  }

  private static ExitCode run(ParseResult args, Streams streams) throws UserError, IOException {
    SimulateOptions options = new SimulateOptions(args, streams.surroundings());
    Base base = base(args, streams);
    Configured server = base.server;
    for (String setting : args.matchedOptionValue(SET, List.<String>of())) {
      server = set(server, setting);
    }
    List<Configured> servers =
        args.hasMatchedOption(COMPARE) ? all(server) : List.of(server);
    Study.Sweep sweep = sweep(args, server);
    for (Configured each : servers) {
      for (String refusal : each.refusals()) {
        throw new UserError("httpd does not start with these numbers: " + refusal);
      }
    }
    Study study = Study.of(servers, sweep, options.frame(base.formats));
    affordable(study);
    String page = args.matchedOptionValue(REPORT, (String) null);
    Path file = page == null ? null : place(page, streams);
    List<Outcome> outcomes = study.run();
    Results results = new Results(base.name, options.rate(), options.memoryIsGiven(), study, outcomes);
    if (file != null) {
      write(file, results);
    }
    Format format = args.matchedOptionValue(Options.FORMAT, Format.TEXT);
    switch (format) {
      case TEXT -> new SimulationText(streams.out(), streams.style(args)).print(results);
      case JSON -> new SimulationJson(Version.TEXT).write(streams.utf8(), results);
    }
    return ExitCode.CLEAN;
  }

  private static Base base(ParseResult args, Streams streams) throws UserError {
    Mpm stated = args.matchedOptionValue(Options.MPM, (Mpm) null);
    if (stated != null && Options.operands(args).isEmpty()) {
      known(stated);
      HttpdVersion version = args.matchedOptionValue(Options.HTTPD_VERSION, HttpdVersion.NEWEST);
      return new Base("httpd's defaults for " + stated, Configured.defaults(stated, version), List.of());
    }
    SettingsReader asked = SettingsReader.of(args, streams);
    Checked read;
    try {
      read = Linter.read(asked.inputs().getFirst(), asked.settings());
    } catch (CannotLintException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
    Path top = read.top();
    PathNames names = PathNames.forPeople(streams.surroundings().workingDirectory(), top == null ? List.of() : List.of(top));
    String name = names.of(read.main().name());
    for (Subject subject : read.subjects()) {
      for (MpmPlan plan : subject.plans()) {
        known(plan.mpm());
        return new Base(
            name, Configured.of(subject.configuration(), plan), LogFormat.of(subject.configuration()));
      }
    }
    throw new UserError(
        name + " runs no MPM, or more than one, so there is nothing to simulate; mpmlint mpm tells why, --mpm NAME names one");
  }

  private static void known(Mpm mpm) throws UserError {
    if (!Configured.knows(mpm)) {
      throw new UserError("the pool of " + mpm + " is not known well enough to simulate it; prefork, worker, event and winnt are");
    }
  }

  private static List<Configured> all(Configured server) {
    List<Configured> all = new ArrayList<>();
    for (Mpm mpm : List.of(Mpm.PREFORK, Mpm.WORKER, Mpm.EVENT)) {
      all.add(server.as(mpm));
    }
    return all;
  }

  private static Configured set(Configured server, String setting) throws UserError {
    String[] parts =
        Quantity.pair(setting, "=")
            .orElseThrow(() -> new UserError(SET + " " + setting + " has no value; write " + SET + " NAME=VALUE, such as " + SET + " ServerLimit=32"));
    return server.with(parts[0], parts[1]).orElseThrow(() -> unknown(SET, parts[0]));
  }

  private static UserError unknown(String option, String name) {
    List<String> names = new ArrayList<>(Configured.OF_KEEP_ALIVE);
    MpmDirective.all().forEach(directive -> names.add(directive.directive()));
    List<String> similar = Similar.to(name, names);
    return new UserError(
        option + " " + name + " is no number of an MPM and none of keep-alive"
            + (similar.isEmpty() ? "; such as MaxRequestWorkers" : "; did you mean " + similar.getFirst() + "?"));
  }

  private static Study.Sweep sweep(ParseResult args, Configured server) throws UserError {
    String text = args.matchedOptionValue(SWEEP, (String) null);
    if (text == null) {
      return new Study.Sweep("", List.of());
    }
    String form = "; write " + SWEEP + " NAME=FROM..TO[:STEP], such as " + SWEEP + " MaxRequestWorkers=50..800:50";
    Optional<String[]> parts = Quantity.pair(text, "=");
    Optional<String[]> range = parts.flatMap(p -> Quantity.pair(p[1], ".."));
    if (parts.isEmpty() || range.isEmpty()) {
      throw new UserError(SWEEP + " " + text + " tells no range" + form);
    }
    String name = parts.get()[0];
    if (server.with(name, "1").isEmpty()) {
      throw unknown(SWEEP, name);
    }
    String[] end = Quantity.pair(range.get()[1], ":").orElse(new String[] {range.get()[1], ""});
    long from = Quantity.whole(range.get()[0], 0, MOST_NUMBER).orElse(-1);
    long to = Quantity.whole(end[0], 0, MOST_NUMBER).orElse(-1);
    if (from < 0 || to < from) {
      throw new UserError(SWEEP + " " + text + " does not lead from a number to a larger one" + form);
    }
    long step = end[1].isEmpty() ? step(to - from) : Quantity.whole(end[1], 1, MOST_NUMBER).orElse(-1);
    if (step < 1) {
      throw new UserError(SWEEP + " " + text + " has no step above 0" + form);
    }
    if ((to - from) / step >= MOST_VALUES) {
      throw new UserError(SWEEP + " " + text + " has more than " + MOST_VALUES + " values; write a larger STEP" + form);
    }
    List<Long> values = new ArrayList<>();
    for (long value = from; value < to; value += step) {
      values.add(value);
    }
    values.add(to);
    String written = MpmDirective.find(name).map(MpmDirective::directive).orElse(name);
    return new Study.Sweep(written, values);
  }

  /// 1, 2 or 5 times a power of ten, so that there are about a dozen values.
  private static long step(long span) {
    long power = 1;
    while (true) {
      for (long factor : new long[] {1, 2, 5}) {
        if (span / (factor * power) < USUAL_VALUES) {
          return factor * power;
        }
      }
      power *= 10;
    }
  }

  private static void affordable(Study study) throws UserError {
    double looks = 0;
    for (Study.Variant v : study.variants()) {
      double seconds = v.scenario().duration() / 1e9;
      looks += seconds * v.scenario().machines() * (10 + v.scenario().server().numbers().processes());
    }
    if (looks > 1e11) {
      throw new UserError(
          "so many machines, processes and seconds would take hours; write fewer --machines, or a shorter --duration TIME");
    }
  }

  /// Before a long simulation is run for nothing.
  private static Path place(String name, Streams streams) throws UserError {
    Path file = streams.surroundings().resolve(name);
    Path folder = file.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new UserError("cannot write " + REPORT + " " + name + ": there is no folder " + folder);
    }
    return file;
  }

  private static void write(Path file, Results results) throws UserError {
    try {
      AtomicFile.write(file, SimulationPage.html(results, Version.TEXT).getBytes(StandardCharsets.UTF_8));
    } catch (FileSystemException e) {
      throw new UserError("cannot write " + REPORT + " " + file + ": " + Linter.reason(e));
    } catch (IOException e) {
      throw new UserError("cannot write " + REPORT + ": " + e.getMessage());
    }
  }
}
