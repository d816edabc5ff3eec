package dev.mpmlint.cli;

import dev.mpmlint.config.Overlay;
import dev.mpmlint.lint.CannotLintException;
import dev.mpmlint.lint.Checked;
import dev.mpmlint.lint.Input;
import dev.mpmlint.lint.Linter;
import dev.mpmlint.repl.Program;
import dev.mpmlint.repl.Repl;
import dev.mpmlint.repl.Setup;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `mpmlint repl`.
final class ReplCommand {
  private ReplCommand() {}

  static CommandSpec spec() {
    CommandSpec spec =
        Commands.command(
            "repl",
            "[OPTIONS] [FILE|DIR]",
            """
            A conversation about a configuration: what is wrong, why a number is what it is,
            and what would be if. Changes stay in memory until they are written.
            Without a terminal it takes its lines from standard input.
            Without FILE: the main file of this machine's httpd.
            """,
            """
            Exit code: 0 all was done, 1 the last check found something, 2 something could
            not be done. Example:
              printf 'set MaxRequestWorkers 400\\ncheck\\n' | mpmlint repl httpd.conf
            """,
            ReplCommand::run);
    Options.addReading(spec);
    spec.addOption(Options.color());
    spec.addOption(Options.help());
    return spec.addPositional(Options.operands("0", "FILE"));
  }

  private static ExitCode run(ParseResult args, Streams streams) throws UserError, IOException {
    SettingsReader asked = SettingsReader.of(args, streams);
    if (!(asked.inputs().getFirst() instanceof Input.OnDisk input)) {
      throw new UserError("standard input is what is said here; name a FILE");
    }
    Input.OnDisk main;
    try {
      Checked read = Linter.read(input, asked.settings());
      main = new Input.OnDisk(Path.of(read.main().name()));
    } catch (CannotLintException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
    Surroundings here = streams.surroundings();
    Setup setup =
        new Setup(
            main,
            asked.settings(),
            new Reread(main, asked.settings()),
            options(args),
            program(here),
            here.workingDirectory(),
            streams.style(args),
            streams.in(),
            streams.out(),
            streams.err());
    boolean person = streams.in() == System.in && Surroundings.isTerminal(0) && here.terminal().getAsBoolean();
    Repl.Ending ending;
    try {
      ending = person ? Repl.converse(setup, history(here)) : Repl.script(setup);
    } catch (IOException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
    return switch (ending) {
      case GOOD -> ExitCode.CLEAN;
      case FOUND -> ExitCode.FINDINGS;
      case FAILED -> ExitCode.CANNOT_RUN;
    };
  }

  /// What was typed, but for the file's name.
  private static List<String> options(ParseResult args) {
    List<String> options = new ArrayList<>(args.originalArgs());
    options.removeAll(Options.operands(args));
    return options;
  }

  /// `$XDG_STATE_HOME/mpmlint/history`.
  private static Path history(Surroundings here) {
    String state = here.variable("XDG_STATE_HOME");
    String home = here.variable("HOME");
    Path folder = !state.isEmpty() && Path.of(state).isAbsolute() ? Path.of(state) : Path.of(home.isEmpty() ? "/" : home, ".local", "state");
    return folder.resolve("mpmlint").resolve("history");
  }

  private static Program program(Surroundings here) {
    return new Program() {
      @Override
      public boolean knows(String word) {
        return Commands.find(word).isPresent();
      }

      @Override
      public int run(List<String> args, Overlay overlay, PrintStream out, PrintStream err) {
        return new App(here.withOverlay(overlay)).run(InputStream.nullInputStream(), out, err, args.toArray(String[]::new));
      }
    };
  }
}
