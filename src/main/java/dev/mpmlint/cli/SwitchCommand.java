package dev.mpmlint.cli;

import dev.mpmlint.advise.Advisor;
import dev.mpmlint.advise.Inputs;
import dev.mpmlint.edit.CannotEditException;
import dev.mpmlint.edit.ChangeSet;
import dev.mpmlint.edit.Draft;
import dev.mpmlint.edit.MpmSwitch;
import dev.mpmlint.edit.Rereading;
import dev.mpmlint.edit.Transaction;
import dev.mpmlint.lint.Input;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmOutcome;
import dev.mpmlint.report.PathNames;
import dev.mpmlint.report.Style;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `mpmlint switch`.
final class SwitchCommand {
  private static final String DRY_RUN = "--dry-run";
  private static final String WITHOUT_PHP = "--without-php";
  private static final String ADVISED = "--advised";

  private SwitchCommand() {}

  static CommandSpec spec() {
    CommandSpec spec =
        Commands.command(
            "switch",
            "[OPTIONS] MPM [FILE|DIR]",
            """
            Makes MPM (prefork, worker, event or itk) the only one: changes LoadModule lines
            and Debian's links in place, with the modules that must go or come, and carries
            the numbers over. Writes all of it or nothing.
            Without FILE: the main file of this machine's httpd.
            """,
            """
            Exit code: 0 it is so now, 2 it cannot be done, and nothing is changed. Example:
              mpmlint switch event --dry-run /etc/httpd/conf/httpd.conf
            """,
            SwitchCommand::run);
    Options.addReading(spec);
    spec.addOption(Options.flag("show what would change, as a diff; write nothing", "-n", DRY_RUN));
    spec.addOption(Options.flag("let mod_php go though no php-fpm takes its place", WITHOUT_PHP));
    spec.addOption(Options.flag("with the advisor's numbers instead", ADVISED));
    spec.addOption(Options.color());
    spec.addOption(Options.help());
    return spec.addPositional(Options.operands("0..1", "MPM [FILE]"));
  }

  /// What the advisor makes of the numbers that are there after the switch.
  private static ChangeSet advised(ChangeSet switched, Reread reread) throws CannotEditException {
    Rereading.Read now = reread.read(switched.overlay());
    Mpm mpm = now.mpm() instanceof MpmOutcome.One(var plan) ? plan.mpm() : null;
    Draft draft = new Draft(switched);
    Advisor.advise(Inputs.NONE.forMpm(mpm), now.configuration(), now.mpm()).edits().forEach(draft::edit);
    return draft.build();
  }

  private static ExitCode run(ParseResult args, Streams streams) throws UserError, IOException {
    List<String> operands = Options.operands(args);
    if (operands.isEmpty()) {
      throw new UserError("name the MPM to switch to: mpmlint switch event [FILE]");
    }
    String mpm = operands.getFirst();
    SettingsReader asked = SettingsReader.of(args, operands.subList(1, operands.size()), streams);
    if (!(asked.inputs().getFirst() instanceof Input.OnDisk input)) {
      throw new UserError("standard input cannot be changed in place; name a FILE");
    }
    MpmSwitch.Switched switched;
    ChangeSet changes;
    try {
      Reread reread = new Reread(input, asked.settings());
      MpmSwitch.Wishes wishes = new MpmSwitch.Wishes(args.hasMatchedOption(WITHOUT_PHP), Map.of());
      switched = MpmSwitch.to(mpm, ChangeSet.NONE, reread, wishes);
      changes = args.hasMatchedOption(ADVISED) ? advised(switched.changes(), reread) : switched.changes();
    } catch (CannotEditException e) {
      throw new UserError("cannot switch to " + mpm + ": " + e.getMessage());
    }
    Style style = streams.style(args);
    PathNames names = PathNames.relativeTo(streams.surroundings().workingDirectory());
    if (changes.isEmpty()) {
      streams.out().println(style.safe(mpm + " is the only MPM already; nothing to change"));
      return ExitCode.CLEAN;
    }
    if (args.hasMatchedOption(DRY_RUN)) {
      streams.out().write(changes.diff(names::of).getBytes(StandardCharsets.ISO_8859_1));
    } else {
      try {
        Transaction.write(changes);
      } catch (IOException e) {
        throw new UserError("cannot switch to " + mpm + ": " + e.getMessage());
      }
      changes.paths().forEach(path -> streams.out().println(style.safe("changed " + names.of(path.toString()))));
      streams.out().println(style.safe(mpm + " is the only MPM now"));
    }
    for (String note : switched.notes()) {
      streams.err().println("note: " + style.safe(names.in(note)));
    }
    return ExitCode.CLEAN;
  }
}
