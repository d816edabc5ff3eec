package dev.mpmlint.cli;

import dev.mpmlint.policy.Profile;
import dev.mpmlint.rules.Selector;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// The options of `check` beyond those that say how a configuration is read. Stateless.
final class CheckOptions {
  /// What makes the exit code 1.
  enum FailOn {
    ERROR,
    MISSING,
    WARNING,
    INFO,
    NEVER
  }

  static final String OUTPUT = "--output";
  static final String FAIL_ON = "--fail-on";
  static final String MAX_WARNINGS = "--max-warnings";
  static final String EXIT_ZERO = "--exit-zero";
  static final String QUIET = "--quiet";
  static final String FIX = "--fix";
  static final String UNSAFE = "--unsafe-fixes";
  static final String DIFF = "--diff";
  static final String SELECT = "--select";
  static final String IGNORE = "--ignore";
  static final String PROFILE = "--profile";
  static final String NO_INLINE = "--no-inline";
  static final String REQUIRE_REASON = "--require-reason";
  static final String BASELINE = "--baseline";
  static final String WRITE_BASELINE = "--write-baseline";
  static final String PRUNE_BASELINE = "--prune-baseline";
  static final String STATISTICS = "--statistics";
  static final String WATCH = "--watch";
  static final String SHOW_SETTINGS = "--show-settings";

  private CheckOptions() {}

  static void add(CommandSpec spec) {
    spec.addOption(
        Options.choice(
            Options.FORMAT, "FORMAT", OutputFormat.class, List.of(OutputFormat.values()),
            "text (default), json, sarif, github ...; auto"));
    spec.addOption(Options.texts("-o", OUTPUT, "FORMAT=FILE", "a further form into a file; repeatable"));
    spec.addOption(Options.flag("mend what is safe to mend, in place", FIX));
    spec.addOption(Options.flag("make fixes too that change what httpd does", UNSAFE));
    spec.addOption(Options.flag("show what --fix would change, change nothing", DIFF));
    spec.addOption(Options.texts("", SELECT, "RULES", "only these: MPM013,SYN; repeatable"));
    spec.addOption(Options.texts("", IGNORE, "RULES", "not these; repeatable"));
    spec.addOption(
        Options.choice(PROFILE, "NAME", Profile.class, List.of(Profile.values()), "minimal, recommended (default), strict"));
    spec.addOption(Options.text(BASELINE, "FILE", "say nothing of what FILE lists"));
    spec.addOption(Options.flag("list all there is now in the baseline", WRITE_BASELINE));
    spec.addOption(Options.hidden(Options.flag("take out of the baseline what is gone", PRUNE_BASELINE)));
    spec.addOption(
        Options.choice(
            FAIL_ON, "LEVEL", FailOn.class, List.of(FailOn.values()), "exit 1 from: error, missing, warning (default) ..."));
    spec.addOption(Options.hidden(Options.text(MAX_WARNINGS, "N", "exit 1 from more than N warnings on")));
    spec.addOption(Options.hidden(Options.flag("exit 0 whatever is found", EXIT_ZERO)));
    spec.addOption(Options.hidden(Options.flag("comments in the files suppress nothing", NO_INLINE)));
    spec.addOption(Options.hidden(Options.flag("comments that suppress must say why", REQUIRE_REASON)));
    spec.addOption(Options.flag("how often each rule found something", STATISTICS));
    spec.addOption(Options.flag("check again whenever a file changes", WATCH));
    spec.addOption(
        Options.hidden(Options.text(HttpdComparison.OPTION, "PATH", "what httpd -t says beside it")));
    spec.addOption(Options.hidden(Options.flag("what settings hold, from where; checks nothing", SHOW_SETTINGS)));
    spec.addOption(Options.hidden(Options.color()));
    spec.addOption(Options.flag("findings only, no summary", "-q", QUIET));
  }

  /// The rules that an option names, separated by commas.
  static List<Selector> selectors(ParseResult args, String option) throws UserError {
    List<Selector> selectors = new ArrayList<>();
    for (String list : args.matchedOptionValue(option, List.<String>of())) {
      for (String word : list.split(",")) {
        String rule = word.strip();
        if (!rule.isEmpty()) {
          selectors.add(Selector.parse(rule).orElseThrow(() -> new UserError(option + ": " + Selector.unknown(rule))));
        }
      }
    }
    return selectors;
  }
}
