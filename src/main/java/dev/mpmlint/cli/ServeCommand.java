package dev.mpmlint.cli;

import dev.mpmlint.lint.CannotLintException;
import dev.mpmlint.lint.Checked;
import dev.mpmlint.lint.Linter;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmOutcome;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.rules.Claim;
import dev.mpmlint.rules.Finding;
import dev.mpmlint.rules.Subject;
import dev.mpmlint.server.control.ControlProcess;
import dev.mpmlint.server.control.Loaded;
import dev.mpmlint.server.control.RefusedException;
import dev.mpmlint.server.control.Startup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `mpmlint serve`.
final class ServeCommand {
  private ServeCommand() {}

  static CommandSpec spec() {
    CommandSpec spec =
        Commands.command(
            "serve",
            "[OPTIONS] [FILE]",
            """
            Serves FILE with the bundled server: the configured MPM with real processes
            and threads, as httpd would run it. Stays in the foreground.
            """,
            """
            Example:
              mpmlint serve httpd.conf
            """,
            ServeCommand::run);
    Options.addReading(spec);
    spec.addOption(Options.help());
    return spec.addPositional(Options.operands("0", "FILE"));
  }

  private static ExitCode run(ParseResult args, Streams streams) throws UserError, IOException {
    SettingsReader asked = SettingsReader.of(args, streams);
    Startup startup = new Startup(() -> load(asked), "mpmlint serve", streams.err(), false);
    int code = new ControlProcess(startup, streams.err()).run();
    return code == 0 ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }

  private static Loaded load(SettingsReader asked) throws RefusedException {
    try {
      List<String> refusals = new ArrayList<>();
      for (Finding f : Linter.lint(asked.inputs(), asked.settings()).findings()) {
        for (Claim c : f.claims()) {
          if (c instanceof Claim.RefusesToStart(var number, String message)) {
            refusals.add(number == null ? f.at() + ": " + message : number + ": " + message);
          }
        }
      }
      if (!refusals.isEmpty()) {
        throw new RefusedException(refusals);
      }
      Checked read = Linter.read(asked.inputs().getFirst(), asked.settings());
      Subject subject = read.subjects().getFirst();
      if (!(subject.mpm() instanceof MpmOutcome.One(MpmPlan plan))) {
        throw new RefusedException("mpmlint: a piece of a configuration cannot be served");
      }
      if (plan.mpm() != Mpm.PREFORK && plan.mpm() != Mpm.WORKER && plan.mpm() != Mpm.EVENT && plan.mpm() != Mpm.WINNT) {
        throw new RefusedException("mpmlint: " + plan.mpm() + " is not run here");
      }
      return new Loaded(subject.configuration(), plan, "httpd");
    } catch (CannotLintException e) {
      throw new RefusedException("mpmlint: " + e.getMessage());
    }
  }
}
