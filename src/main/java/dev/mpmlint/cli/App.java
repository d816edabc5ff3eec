package dev.mpmlint.cli;

import dev.mpmlint.httpd.Similar;
import dev.mpmlint.report.Style;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

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

  private ExitCode dispatch(Streams streams, List<String> args) throws UserError, IOException {
    if (args.isEmpty()) {
      throw new UserError("name a command: check, mpm, explain or rules; mpmlint --help tells more");
    }
    String first = args.getFirst();
    List<String> rest = args.subList(1, args.size());
    return switch (first) {
      case "-h", "--help" -> help(Commands.root(), streams, Style.PLAIN);
      case "--version" -> {
        streams.out().println("mpmlint " + Version.TEXT);
        yield ExitCode.CLEAN;
      }
      case "help" -> help(rest.isEmpty() ? Commands.root() : command(rest.getFirst()), streams, Style.PLAIN);
      default -> run(command(first), rest, streams);
    };
  }

  private static ExitCode run(Command command, List<String> args, Streams streams) throws UserError, IOException {
    Arguments arguments = Arguments.parse(command, args);
    if (arguments.has(Command.HELP)) {
      return help(command, streams, streams.style(arguments));
    }
    return switch (command.name()) {
      case "check" -> CheckCommand.run(arguments, streams);
      case "mpm" -> MpmCommand.run(arguments, streams);
      case "explain" -> ExplainCommand.run(arguments, streams);
      case "rules" -> RulesCommand.run(arguments, streams);
      default -> throw new IllegalStateException("nothing runs " + command.name());
    };
  }

  private static Command command(String name) throws UserError {
    return switch (name) {
      case "check" -> Commands.check();
      case "mpm" -> Commands.mpm();
      case "explain" -> Commands.explain();
      case "rules" -> Commands.rules();
      default -> throw unknown(name);
    };
  }

  private static UserError unknown(String name) {
    if (name.startsWith("-")) {
      return new UserError("the command comes first: mpmlint check " + name + " …; mpmlint --help lists the commands");
    }
    List<String> names = new ArrayList<>();
    for (Command command : Commands.all()) {
      names.add(command.name());
    }
    List<String> similar = Similar.to(name, names);
    return new UserError(
        "there is no command " + name + "; "
            + (similar.isEmpty()
                ? "there is " + String.join(", ", names)
                : "did you mean mpmlint " + similar.getFirst() + "?"));
  }

  private static ExitCode help(Command command, Streams streams, Style style) {
    streams.out().print(HelpText.of(command, style));
    return ExitCode.CLEAN;
  }
}
