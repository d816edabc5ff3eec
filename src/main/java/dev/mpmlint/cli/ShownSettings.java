package dev.mpmlint.cli;

import dev.mpmlint.lint.Input;
import dev.mpmlint.lint.Settings;
import dev.mpmlint.policy.Policy;
import dev.mpmlint.rules.Rule;
import dev.mpmlint.rules.RuleInfo;
import dev.mpmlint.rules.RuleOption;
import dev.mpmlint.rules.RuleSet;
import dev.mpmlint.rules.Severity;
import dev.mpmlint.source.Span;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/// Prints what settings hold, written as a settings file, each below a comment that says where it comes from. Used by one
/// thread.
final class ShownSettings {
  private final Checker.Group group;
  private final ParseResult args;
  private final Surroundings here;
  private final PrintStream out;

  private ShownSettings(Checker.Group group, ParseResult args, Streams streams) {
    this.group = group;
    this.args = args;
    this.here = streams.surroundings();
    this.out = streams.out();
  }

  /// @param args what the command line says, which wins
  static void print(List<Checker.Group> groups, ParseResult args, Streams streams) {
    for (Checker.Group group : groups) {
      for (Input input : group.inputs()) {
        streams.out().println("# for " + (input instanceof Input.OnDisk disk ? disk.path() : "standard input"));
      }
      streams.out().println("# settings file: " + (group.file().file() == null ? "none" : group.file().file()));
      streams.out().println("# What has no place above it is the default.");
      new ShownSettings(group, args, streams).print();
    }
  }

  private void print() {
    Policy policy = group.policy();
    Settings settings = group.settings();
    show("Profile", CheckOptions.PROFILE, policy.profile().name().toLowerCase(Locale.ROOT));
    list("Select", CheckOptions.SELECT, policy.select());
    list("Ignore", CheckOptions.IGNORE, policy.ignore());
    String failOn = group.file().failOn();
    show("FailOn", CheckOptions.FAIL_ON, asked(CheckOptions.FAIL_ON, failOn == null ? "warning" : failOn));
    show("MaxWarnings", CheckOptions.MAX_WARNINGS, asked(CheckOptions.MAX_WARNINGS, group.file().maxWarnings()));
    show("Format", Options.FORMAT, asked(Options.FORMAT, group.file().format()));
    show("Baseline", CheckOptions.BASELINE, asked(CheckOptions.BASELINE, group.file().baseline()));
    show("Suppressions", CheckOptions.NO_INLINE, onOff(policy.comments()));
    show("RequireReason", CheckOptions.REQUIRE_REASON, onOff(policy.reasons()));
    show("Layout", Options.LAYOUT, settings.layout() == null ? null : settings.layout().name());
    show("HttpdVersion", Options.HTTPD_VERSION, settings.version());
    show("Mpm", Options.MPM, settings.mpm() == null ? null : settings.mpm().shortName());
    show("Root", Options.ROOT, settings.root());
    String kind = settings.kind() == null ? null : settings.kind().name().toLowerCase(Locale.ROOT);
    show("Kind", args.hasMatchedOption(Options.WHOLE) ? Options.WHOLE : Options.FRAGMENT, kind);
    settings.defines().forEach(define -> {
      place("Define " + define, args.matchedOptionValue(Options.DEFINE, List.<String>of()).contains(define), Options.DEFINE);
      out.println("Define " + define);
    });
    settings.environment().forEach((name, value) -> {
      List<String> asked = args.matchedOptionValue(Options.ENV, List.of());
      place("Env " + name, asked.stream().anyMatch(a -> a.startsWith(name + "=")), Options.ENV);
      out.println("Env " + name + " \"" + value + "\"");
    });
    show("CheckFiles", Options.CHECK_FILES, onOff(settings.checkFiles()));
    for (Rule rule : RuleSet.all().rules()) {
      print(rule.info(), policy, settings);
    }
  }

  /// Rules that are as usual are left out.
  private void print(RuleInfo rule, Policy policy, Settings settings) {
    Optional<Severity> severity = policy.severity(rule, rule.severity(), "");
    if (severity.isEmpty() || severity.get() != rule.severity()) {
      policy.saidOf(rule, "").ifPresent(this::place);
      out.println("Rule " + rule.code() + " " + severity.map(Severity::word).orElse("off"));
    }
    for (RuleOption option : rule.options()) {
      int value = settings.options().of(option);
      if (value != option.usual()) {
        out.println("<Rule " + rule.code() + ">");
        Span at = group.file().place(option.name());
        if (at != null) {
          out.print("    ");
          place(at);
        }
        out.println("    " + option.name() + " " + value);
        out.println("</Rule>");
      }
    }
  }

  private @Nullable Object asked(String option, @Nullable Object otherwise) {
    Object asked = args.matchedOptionValue(option, (Object) null);
    return asked instanceof Enum<?> word ? word.name().toLowerCase(Locale.ROOT) : asked != null ? asked : otherwise;
  }

  private static String onOff(boolean on) {
    return on ? "on" : "off";
  }

  private void list(String name, String option, List<?> values) {
    if (!values.isEmpty()) {
      StringBuilder line = new StringBuilder(name);
      values.forEach(value -> line.append(' ').append(value));
      place(name, args.hasMatchedOption(option), option);
      out.println(line);
    }
  }

  private void show(String name, String option, @Nullable Object value) {
    if (value != null) {
      place(name, args.hasMatchedOption(option), option);
      out.println(name + " " + value);
    }
  }

  /// Says what sets a setting: the command line before the environment before the file.
  ///
  /// @param asked whether an option does
  private void place(String setting, boolean asked, String option) {
    Span at = group.file().place(setting);
    if (asked) {
      boolean variable = EnvironmentOptions.gave(option, args, here);
      out.println("# " + (variable ? EnvironmentOptions.variable(option) + " of the environment" : option));
    } else if (at != null) {
      place(at);
    }
  }

  private void place(Span at) {
    out.println("# " + at);
  }
}
