package dev.mpmlint.cli;

import dev.mpmlint.server.control.ControlProcess;
import dev.mpmlint.server.control.Loaded;
import dev.mpmlint.server.control.RefusedException;
import dev.mpmlint.server.control.RunningServer;
import dev.mpmlint.server.control.Startup;
import dev.mpmlint.verify.engine.BundledServer;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `mpmlint serve`.
final class ServeCommand {
  private static final String VERB = "-k";

  /// What a server that runs is asked, as httpd's `-k` has it.
  enum Verb {
    START,
    STOP,
    RESTART,
    GRACEFUL,
    GRACEFUL_STOP,
    STATUS;

    private int signal() {
      return switch (this) {
        case STOP -> 15;
        case RESTART -> 1;
        case GRACEFUL -> 10;
        case GRACEFUL_STOP -> 28;
        case START, STATUS -> 0;
      };
    }
  }

  private ServeCommand() {}

  static CommandSpec spec() {
    CommandSpec spec =
        Commands.command(
            "serve",
            "[OPTIONS] [FILE]",
            """
            Serves FILE with the bundled server: the configured MPM with real processes
            and threads, as httpd would run it. In the foreground, unless -k says otherwise.
            Without FILE: the main file of this machine's httpd.
            """,
            """
            Signals: TERM stop, HUP restart, USR1 graceful restart, WINCH graceful stop.
            A HUP or USR1 with a configuration that does not load ends httpd; mpmlint logs
            the same error and goes on serving.
            Exit code: 0 stopped or done, 1 refused as httpd refuses, 2 could not run.
              mpmlint serve httpd.conf
              mpmlint serve -k start httpd.conf; mpmlint serve -k status httpd.conf
              mpmlint serve -k graceful httpd.conf
            """,
            ServeCommand::run);
    spec.addOption(
        Options.choice(
            VERB, "VERB", Verb.class, List.of(Verb.values()), "start|stop|restart|graceful|graceful-stop|status"));
    Options.addReading(spec);
    spec.addOption(Options.help());
    return spec.addPositional(Options.operands("0", "FILE"));
  }

  private static ExitCode run(ParseResult args, Streams streams) throws UserError, IOException {
    SettingsReader asked = SettingsReader.of(args, streams);
    Verb verb = args.matchedOptionValue(VERB, (Verb) null);
    ServeLoader loader = new ServeLoader(asked);
    if (Detached.is(streams.surroundings())) {
      return serve(args, loader, streams, () -> Detached.ready(streams.err()));
    }
    if (verb == null) {
      RunningServer before = before(loader);
      return before == null ? serve(args, loader, streams, () -> {}) : running(before, streams);
    }
    if (verb == Verb.START && Options.operands(args).contains("-")) {
      throw new UserError("-k start needs a FILE: standard input is gone when the server restarts");
    }
    try {
      return obey(verb, loader.load(), streams);
    } catch (RefusedException e) {
      e.lines().forEach(streams.err()::println);
      return e.cannotRun() ? ExitCode.CANNOT_RUN : ExitCode.FINDINGS;
    }
  }

  /// One that serves with this configuration already; null when there is none, or the configuration does not load, of
  /// which the start tells.
  private static @Nullable RunningServer before(ServeLoader loader) {
    try {
      RunningServer found = RunningServer.of(Startup.pidFile(loader.load().configuration()));
      return found instanceof RunningServer.Own || found instanceof RunningServer.Other ? found : null;
    } catch (RefusedException _) {
      return null;
    }
  }

  private static ExitCode running(RunningServer server, Streams streams) {
    switch (server) {
      case RunningServer.Own(int pid, _) -> {
        streams.out().println("httpd (pid " + pid + ") already running");
        return ExitCode.CLEAN;
      }
      case RunningServer.Other(int pid, String program) -> {
        streams
            .err()
            .println(
                "mpmlint: httpd (pid " + pid + ") already running: " + program
                    + " itself has this configuration's PidFile; stop it, or give another PidFile");
        return ExitCode.CANNOT_RUN;
      }
      case RunningServer.None _, RunningServer.Gone _ -> throw new IllegalStateException("nothing runs");
    }
  }

  private static ExitCode serve(ParseResult args, ServeLoader loader, Streams streams, Runnable serving) {
    Startup.Face face = new Startup.Face(Version.TEXT, Version.built(), commandLine(args));
    Startup startup = new Startup(loader, face, streams.err(), streams.surroundings().variable(BundledServer.MARK).equals("1"));
    return switch (new ControlProcess(startup, serving).run()) {
      case STOPPED -> ExitCode.CLEAN;
      case REFUSED -> ExitCode.FINDINGS;
      case CANNOT_RUN -> ExitCode.CANNOT_RUN;
    };
  }

  /// As httpd shows it: without `-k`, options and values apart.
  private static String commandLine(ParseResult args) {
    List<String> words = new ArrayList<>(List.of("mpmlint", "serve"));
    boolean skip = false;
    for (String word : args.originalArgs()) {
      boolean verb = word.equals(VERB);
      if (!skip && !verb) {
        words.add(word);
      }
      skip = verb;
    }
    return String.join(" ", words);
  }

  private static ExitCode obey(Verb verb, Loaded loaded, Streams streams) throws IOException {
    RunningServer server = RunningServer.of(Startup.pidFile(loaded.configuration()));
    PrintStream out = streams.out();
    boolean runs = server instanceof RunningServer.Own;
    return switch (verb) {
      case START -> runs || server instanceof RunningServer.Other ? running(server, streams) : Detached.start(streams);
      case RESTART, GRACEFUL -> {
        if (!runs) {
          out.println("httpd not running, trying to start");
          out.flush();
          yield server instanceof RunningServer.Other ? running(server, streams) : Detached.start(streams);
        }
        yield signal(server, verb, streams);
      }
      case STOP, GRACEFUL_STOP -> {
        if (!runs) {
          out.println(RunningServer.absent(server));
          yield ExitCode.CLEAN;
        }
        yield signal(server, verb, streams);
      }
      case STATUS -> {
        if (server instanceof RunningServer.Own own) {
          out.println(own.describe());
          yield ExitCode.CLEAN;
        }
        out.println(RunningServer.absent(server));
        yield ExitCode.FINDINGS;
      }
    };
  }

  private static ExitCode signal(RunningServer server, Verb verb, Streams streams) {
    if (server instanceof RunningServer.Own own && own.signal(verb.signal())) {
      return ExitCode.CLEAN;
    }
    streams.err().println("mpmlint: the server ended before it could be asked");
    return ExitCode.CANNOT_RUN;
  }
}
