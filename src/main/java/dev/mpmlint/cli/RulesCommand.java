package dev.mpmlint.cli;

import com.google.gson.stream.JsonWriter;
import dev.mpmlint.report.JsonDocument;
import dev.mpmlint.report.Style;
import dev.mpmlint.report.Tone;
import dev.mpmlint.rules.Rule;
import dev.mpmlint.rules.RuleInfo;
import dev.mpmlint.rules.RuleSet;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `mpmlint rules`.
final class RulesCommand {
  private enum Format {
    TEXT,
    JSON
  }

  private static final int VERSION = 1;

  private RulesCommand() {}

  static CommandSpec spec() {
    CommandSpec spec =
        Commands.command(
            "rules",
            "[OPTIONS]",
            """
            Lists every rule: code, name, severity, what it finds.
            """,
            """
            More on one: mpmlint explain CODE. Example:
              mpmlint rules --format json
            """,
            RulesCommand::run);
    spec.addOption(
        Options.choice(Options.FORMAT, "FORMAT", Format.class, List.of(Format.values()), "text (default) or json"));
    spec.addOption(Options.color());
    return spec.addOption(Options.help());
  }

  private static ExitCode run(ParseResult args, Streams streams) throws IOException {
    List<RuleInfo> rules = RuleSet.all().rules().stream().map(Rule::info).toList();
    Format format = args.matchedOptionValue(Options.FORMAT, Format.TEXT);
    switch (format) {
      case TEXT -> text(rules, streams, streams.style(args));
      case JSON -> json(rules, streams);
    }
    return ExitCode.CLEAN;
  }

  private static void text(List<RuleInfo> rules, Streams streams, Style style) {
    int width = rules.stream().mapToInt(r -> r.name().length()).max().orElse(0);
    for (RuleInfo rule : rules) {
      String severity = rule.severity().word();
      streams.out()
          .println(
              style.paint(Tone.STRONG, rule.code()) + "  " + pad(rule.name(), width) + "  " + pad(severity, 7) + "  "
                  + style.safe(rule.summary()));
    }
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static void json(List<RuleInfo> rules, Streams streams) throws IOException {
    JsonDocument.write(streams.utf8(), VERSION, Version.TEXT, json -> members(json, rules));
  }

  private static void members(JsonWriter json, List<RuleInfo> rules) throws IOException {
    json.name("rules").beginArray();
    for (RuleInfo rule : rules) {
      json.beginObject();
      json.name("code").value(rule.code());
      json.name("name").value(rule.name());
      json.name("severity").value(rule.severity().word());
      json.name("summary").value(rule.summary());
      json.name("since").value(rule.since());
      json.endObject();
    }
    json.endArray();
  }
}
