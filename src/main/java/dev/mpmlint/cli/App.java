package dev.mpmlint.cli;

import dev.mpmlint.report.Style;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The program: arguments in, exit code out. Never throws.
public final class App {
  private final Surroundings surroundings;

  public App(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  static App ofProcess() {
    return new App(Surroundings.ofProcess());
  }

  /// Runs one command and flushes what it printed.
  public int run(InputStream in, PrintStream out, PrintStream err, String... args) {
    ExitCode code = guarded(new Streams(in, out, err, surroundings), List.of(args));
    if (out.checkError()) {
      code = fail(err, "cannot write to standard output");
    }
    err.flush();
    return code.value();
  }

  private ExitCode guarded(Streams streams, List<String> args) {
    try {
      return dispatch(streams, args);
    } catch (UserError e) {
      return fail(streams.err(), String.valueOf(e.getMessage()));
    } catch (StackOverflowError _) {
      return fail(streams.err(), "the configuration nests deeper than mpmlint can follow");
    } catch (OutOfMemoryError _) {
      return fail(streams.err(), "the configuration needs more memory than mpmlint may use; check its parts one by one");
    } catch (IOException | RuntimeException | Error e) {
      return unexpected(streams.err(), e);
    }
  }

  /// A fault of ours, or of the machine's.
  private ExitCode unexpected(PrintStream err, Throwable e) {
    if (surroundings.variable("MPMLINT_DEBUG").equals("1")) {
      e.printStackTrace(err);
    }
    Throwable cause = e instanceof UncheckedIOException io && io.getCause() != null ? io.getCause() : e;
    String what = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return fail(err, "a fault of mpmlint itself: " + what + "; MPMLINT_DEBUG=1 in the environment shows where, please report it");
  }

  private static ExitCode fail(PrintStream err, String sentence) {
    err.println("mpmlint: " + new Style(false, err.charset().name().startsWith("UTF-")).safe(sentence));
    return ExitCode.CANNOT_RUN;
  }

  private static ExitCode dispatch(Streams streams, List<String> args) throws UserError, IOException {
    boolean helpAll = args.contains(Options.HELP_ALL);
    List<String> asked = helpFirst(helpAll ? plainHelp(args) : args);
    Optional<Commands> command = asked.isEmpty() ? Optional.empty() : Commands.find(asked.getFirst());
    ParseResult parsed =
        command.isPresent() ? parse(command.get().line(), tail(asked), streams) : parse(Commands.root(), asked, streams);
    CommandSpec spec = parsed.commandSpec();
    if (parsed.isUsageHelpRequested()) {
      if (helpAll) {
        Options.showAll(spec);
      }
      Help.Ansi ansi = streams.style(parsed).colour() ? Help.Ansi.ON : Help.Ansi.OFF;
      spec.commandLine().usage(streams.out(), Help.defaultColorScheme(ansi));
      return ExitCode.CLEAN;
    }
    if (parsed.isVersionHelpRequested()) {
      streams.out().print(Version.facts());
      return ExitCode.CLEAN;
    }
    if (spec.userObject() instanceof Action action) {
      return action.run(parsed, streams);
    }
    throw new UserError("name a command: " + String.join(", ", Commands.words()) + "; mpmlint --help tells more");
  }

  /// `help check` means `check --help`; of `help chek`, `chek` is left to be complained of.
  private static List<String> helpFirst(List<String> args) {
    if (args.isEmpty() || !args.getFirst().equals("help")) {
      return args;
    }
    List<String> rest = tail(args);
    if (rest.isEmpty()) {
      return List.of(Options.HELP);
    }
    return Commands.find(rest.getFirst()).isPresent() ? List.of(rest.getFirst(), Options.HELP) : rest;
  }

  private static List<String> tail(List<String> args) {
    return args.subList(1, args.size());
  }

  /// An option whose value may be left out must not take the file behind it for one.
  private static String withValue(String argument) {
    return argument.equals(HttpdComparison.OPTION) ? argument + "=" : argument;
  }

  /// `--help-all` is `--help` with nothing left out.
  private static List<String> plainHelp(List<String> args) {
    return args.stream().map(arg -> arg.equals(Options.HELP_ALL) ? Options.HELP : arg).toList();
  }

  private static ParseResult parse(CommandLine line, List<String> args, Streams streams) throws UserError {
    List<String> all = EnvironmentOptions.before(line.getCommandSpec(), args, streams.surroundings());
    try {
      return line.parseArgs(all.stream().map(App::withValue).toArray(String[]::new));
    } catch (ParameterException e) {
      throw new UserError(Misuse.sentence(e));
    }
  }
}
