package dev.mpmlint.cli;

import dev.mpmlint.lint.Input;
import dev.mpmlint.lint.Settings;
import dev.mpmlint.policy.Policy;
import dev.mpmlint.rules.Rule;
import dev.mpmlint.rules.RuleInfo;
import dev.mpmlint.rules.RuleOption;
import dev.mpmlint.rules.RuleSet;
import dev.mpmlint.rules.Severity;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/// Prints what settings hold, written as a settings file. Stateless.
final class ShownSettings {
  private ShownSettings() {}

  /// @param args what the command line says, which wins
  static void print(List<Checker.Group> groups, ParseResult args, PrintStream out) {
    for (Checker.Group group : groups) {
      for (Input input : group.inputs()) {
        out.println("# for " + (input instanceof Input.OnDisk disk ? disk.path() : "standard input"));
      }
      out.println("# settings file: " + (group.file().file() == null ? "none" : group.file().file()));
      print(group, args, out);
    }
  }

  private static void print(Checker.Group group, ParseResult args, PrintStream out) {
    Policy policy = group.policy();
    Settings settings = group.settings();
    out.println("Profile " + policy.profile().name().toLowerCase(Locale.ROOT));
    list(out, "Select", policy.select());
    list(out, "Ignore", policy.ignore());
    String failOn = group.file().failOn();
    optional(out, "FailOn", asked(args, CheckOptions.FAIL_ON, failOn == null ? "warning" : failOn));
    optional(out, "MaxWarnings", asked(args, CheckOptions.MAX_WARNINGS, group.file().maxWarnings()));
    optional(out, "Format", asked(args, Options.FORMAT, group.file().format()));
    optional(out, "Baseline", asked(args, CheckOptions.BASELINE, group.file().baseline()));
    out.println("Suppressions " + (policy.comments() ? "on" : "off"));
    out.println("RequireReason " + (policy.reasons() ? "on" : "off"));
    optional(out, "Layout", settings.layout() == null ? null : settings.layout().name());
    optional(out, "HttpdVersion", settings.version());
    optional(out, "Mpm", settings.mpm() == null ? null : settings.mpm().shortName());
    optional(out, "Root", settings.root());
    optional(out, "Kind", settings.kind() == null ? null : settings.kind().name().toLowerCase(Locale.ROOT));
    settings.defines().forEach(define -> out.println("Define " + define));
    settings.environment().forEach((name, value) -> out.println("Env " + name + " \"" + value + "\""));
    out.println("CheckFiles " + (settings.checkFiles() ? "on" : "off"));
    for (Rule rule : RuleSet.all().rules()) {
      print(rule.info(), policy, settings, out);
    }
  }

  /// Rules that are as usual are left out.
  private static void print(RuleInfo rule, Policy policy, Settings settings, PrintStream out) {
    Optional<Severity> severity = policy.severity(rule, rule.severity(), "");
    if (severity.isEmpty() || severity.get() != rule.severity()) {
      out.println("Rule " + rule.code() + " " + severity.map(Severity::word).orElse("off"));
    }
    for (RuleOption option : rule.options()) {
      int value = settings.options().of(option);
      if (value != option.usual()) {
        out.println("<Rule " + rule.code() + ">");
        out.println("    " + option.name() + " " + value);
        out.println("</Rule>");
      }
    }
  }

  private static @Nullable Object asked(ParseResult args, String option, @Nullable Object otherwise) {
    Object asked = args.matchedOptionValue(option, (Object) null);
    return asked instanceof Enum<?> word ? word.name().toLowerCase(Locale.ROOT) : asked != null ? asked : otherwise;
  }

  private static void list(PrintStream out, String name, List<?> values) {
    if (!values.isEmpty()) {
      StringBuilder line = new StringBuilder(name);
      values.forEach(value -> line.append(' ').append(value));
      out.println(line);
    }
  }

  private static void optional(PrintStream out, String name, @Nullable Object value) {
    if (value != null) {
      out.println(name + " " + value);
    }
  }
}
