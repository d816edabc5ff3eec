package dev.mpmlint.cli;

import dev.mpmlint.lint.Linter;
import dev.mpmlint.policy.FileSettings;
import dev.mpmlint.policy.SettingsFiles;
import dev.mpmlint.rules.Rule;
import dev.mpmlint.rules.RuleOption;
import dev.mpmlint.rules.RuleSet;
import dev.mpmlint.httpd.Similar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `mpmlint config`: the settings file.
final class ConfigCommand {
  private static final List<String> DEEDS = List.of("show", "verify", "init");

  private ConfigCommand() {}

  static CommandSpec spec() {
    CommandSpec spec =
        Commands.command(
            "config",
            "[OPTIONS] show|verify|init [FILE|DIR]",
            """
            show: what settings hold for FILE, and from where (check --show-settings).
            verify: whether the settings file of FILE, or FILE itself, is right.
            init: writes a .mpmlint.conf with every setting explained, in DIR or here.
            """,
            """
            The nearest .mpmlint.conf above a file holds; else mpmlint/mpmlint.conf in
            XDG_CONFIG_HOME. Example:
              mpmlint config verify .mpmlint.conf
            """,
            ConfigCommand::run);
    Options.addSettings(spec, false);
    spec.addOption(Options.help());
    return spec.addPositional(Options.operands("0..*", "DEED"));
  }

  private static ExitCode run(ParseResult args, Streams streams) throws UserError, IOException {
    List<String> words = Options.operands(args);
    if (words.isEmpty()) {
      throw new UserError("say what to do with the settings: mpmlint config show, verify or init");
    }
    if (words.size() > 2) {
      throw new UserError("config takes one FILE, and " + words.get(2) + " is a second one");
    }
    Path place = streams.surroundings().resolve(words.size() > 1 ? words.get(1) : "");
    return switch (words.getFirst()) {
      case "show" -> show(args, streams, place);
      case "verify" -> verify(args, streams, place);
      case "init" -> init(streams, place);
      default -> {
        List<String> similar = Similar.to(words.getFirst(), DEEDS);
        throw new UserError(
            "config knows no " + words.getFirst() + "; "
                + (similar.isEmpty()
                    ? "there is show, verify and init"
                    : "did you mean mpmlint config " + similar.getFirst() + "?"));
      }
    };
  }

  private static ExitCode show(ParseResult args, Streams streams, Path place) throws UserError {
    ShownSettings.print(Checker.of(args, streams, List.of(place.toString())).groups(), args, streams);
    return ExitCode.CLEAN;
  }

  private static ExitCode verify(ParseResult args, Streams streams, Path place) throws UserError {
    boolean itself = place.endsWith(SettingsFiles.NAME) || place.endsWith("mpmlint.conf");
    Optional<Path> file =
        itself ? Optional.of(place) : new ConfigFinder(args, streams.surroundings()).find(place);
    if (file.isEmpty()) {
      throw new UserError("there is no " + SettingsFiles.NAME + " for " + place + "; mpmlint config init writes one");
    }
    FileSettings settings = ConfigFinder.read(file.get());
    for (FileSettings.Fault fault : settings.faults()) {
      streams.out().println(fault.at() + ":" + fault.at().column() + ": error: " + fault.message());
    }
    if (settings.faults().isEmpty()) {
      streams.out().println(file.get() + " is right");
    }
    return settings.faults().isEmpty() ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }

  private static ExitCode init(Streams streams, Path place) throws UserError {
    Path file = Files.isDirectory(place) ? place.resolve(SettingsFiles.NAME) : place;
    try {
      Files.writeString(file, template(), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException _) {
      throw new UserError(file + " is there already; mpmlint config verify tells whether it is right");
    } catch (IOException e) {
      throw new UserError("cannot write " + file + ": " + Linter.reason(e));
    }
    streams.out().println(file + " is written; every setting in it is a comment");
    return ExitCode.CLEAN;
  }

  private static String template() {
    StringBuilder text =
        new StringBuilder(
            """
            # Settings of mpmlint, in httpd's own syntax, for the files in this folder and below.
            # The command line wins over them. `mpmlint config verify` tells whether they are right.

            # minimal (what keeps httpd from starting), recommended, or strict.
            #Profile recommended

            # Rules by code, name or the beginning of codes: off, info, warning, missing, error, on.
            #Rule MPM028 off
            #Select MPM SYN INC
            #Ignore SUP

            # For some files only; a pattern without a slash is about names in any folder.
            #<Path "legacy/*.conf">
            #    Rule MPM028 off
            #</Path>

            # The exit code is 1 from this on: error, missing (of files, see CheckFiles), warning, info, never.
            #FailOn warning
            #MaxWarnings 10

            # text, json, gcc, sarif, github, gitlab, checkstyle, junit, diff, auto.
            #Format auto

            # Findings that are known; mpmlint check --write-baseline lists them.
            #Baseline .mpmlint-baseline

            # Comments `# mpmlint: ignore[MPM013] reason` in the files, and whether the reason may be missing.
            #Suppressions on
            #RequireReason off

            # The httpd that will read the files; found out where it is not said.
            #Layout debian
            #HttpdVersion 2.4.62
            #Mpm event
            #Root image
            #Kind whole
            #Define SSL
            #Env APACHE_LOG_DIR /var/log/apache2

            # Whether files and users that httpd does not start without must be on this machine.
            #CheckFiles off

            # Rules with a number of their own.
            """);
    for (Rule rule : RuleSet.all().rules()) {
      for (RuleOption option : rule.info().options()) {
        text.append("#<Rule ").append(rule.info().code()).append(">\n");
        text.append("#    # ").append(option.meaning()).append(": ");
        text.append(option.least()).append(" to ").append(option.most()).append(".\n");
        text.append("#    ").append(option.name()).append(' ').append(option.usual()).append("\n#</Rule>\n");
      }
    }
    return text.toString();
  }
}
