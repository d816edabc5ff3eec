package dev.mpmlint.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The commands. What picocli needs of one is built when it is called, of the others only for the list of them.
enum Commands {
  CHECK("check", "what is wrong, where, why, and the fix", CheckCommand::spec),
  MPM("mpm", "which MPM, decided by which line, with which numbers", MpmCommand::spec),
  ADVISE("advise", "which MPM and which numbers fit, and what binds", AdviseCommand::spec),
  EXPLAIN("explain", "a finding, a directive, an MPM or a message of httpd", ExplainCommand::spec),
  DIFF("diff", "what differs in effect, and whether a reload is enough", DiffCommand::spec),
  FMT("fmt", "lays files out: indentation and spacing only", FmtCommand::spec),
  SWITCH("switch", "make one MPM the only one, in place", SwitchCommand::spec),
  REPL("repl", "a conversation: questions, what-ifs, changes", ReplCommand::spec),
  LSP("lsp", "the language server, for editors", LspCommand::spec),
  RULES("rules", "all that check looks for", RulesCommand::spec),
  VERIFY("verify", "boots it and proves what it does", VerifyCommand::spec),
  SIMULATE("simulate", "the configured MPM under a load, in simulated time", SimulateCommand::spec),
  CONFIG("config", "the settings file: show, verify, init", ConfigCommand::spec),
  COMPARE("compare", "the same load on two configurations, side by side", CompareCommand::spec),
  SERVE("serve", "the bundled server, with the MPM that is configured", ServeCommand::spec),
  COMPLETION("completion", "completes commands and options in bash, zsh and fish", CompletionCommand::spec);

  private static final int WIDTH = 80;
  /// Room for `--stdin-filename=NAME` on the line of its text.
  private static final int NAMES = 22;

  private final String word;
  private final String summary;
  private final Supplier<CommandSpec> spec;

  Commands(String word, String summary, Supplier<CommandSpec> spec) {
    this.word = word;
    this.summary = summary;
    this.spec = spec;
  }

  /// As typed after `mpmlint`.
  String word() {
    return word;
  }

  /// What it is for, in a few words.
  String summary() {
    return summary;
  }

  static Optional<Commands> find(String word) {
    for (Commands each : values()) {
      if (each.word.equals(word)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  static List<String> words() {
    List<String> words = new ArrayList<>();
    for (Commands each : values()) {
      words.add(each.word);
    }
    return words;
  }

  /// The command in full.
  CommandLine line() {
    return line(spec.get());
  }

  /// mpmlint itself, with an outline of each command.
  static CommandLine root() {
    CommandSpec root =
        describe(
            CommandSpec.create(),
            "mpmlint",
            "COMMAND [OPTIONS] ...",
            """
            A linter and MPM advisor for Apache httpd configurations. Needs no httpd.
            """,
            """
            mpmlint COMMAND --help tells more of a command. Examples:
              mpmlint check                 this machine's configuration
              mpmlint check - < vhost.conf  a piece of one
            Exit code: 0 clean, 1 findings, 2 could not run.
            """);
    for (Commands each : values()) {
      CommandSpec outline = CommandSpec.create();
      outline.usageMessage().description(each.summary);
      root.addSubcommand(each.word, outline);
    }
    root.addOption(Options.help());
    root.addOption(
        OptionSpec.builder(Options.VERSION)
            .versionHelp(true)
            .arity("0")
            .description("version, and what it is built of")
            .build());
    return line(root);
  }

  /// An empty command, for its options to be added.
  ///
  /// @param synopsis what follows its name
  /// @param description what it does, a paragraph broken at 80 columns
  /// @param footer examples and what else is good to know, broken at 80 columns
  static CommandSpec command(String word, String synopsis, String description, String footer, Action action) {
    return describe(CommandSpec.wrapWithoutInspection(action), "mpmlint " + word, synopsis, description, footer);
  }

  private static CommandSpec describe(
      CommandSpec spec, String name, String synopsis, String description, String footer) {
    spec.name(name);
    spec.usageMessage()
        .width(WIDTH)
        .longOptionsMaxWidth(NAMES)
        .sortOptions(false)
        .synopsisHeading("Usage: ")
        .customSynopsis("@|bold " + name + "|@ " + synopsis)
        .descriptionHeading("%n")
        .description(description.stripTrailing())
        .commandListHeading("%n")
        .optionListHeading("%n")
        .footerHeading("%n")
        .footer(footer.stripTrailing());
    return spec;
  }

  /// Arguments mean what they say: `@name` is no file of further arguments, `${}` in texts is httpd's.
  private static CommandLine line(CommandSpec spec) {
    return new CommandLine(spec)
        .setExpandAtFiles(false)
        .setInterpolateVariables(false)
        .setOverwrittenOptionsAllowed(true);
  }
}
