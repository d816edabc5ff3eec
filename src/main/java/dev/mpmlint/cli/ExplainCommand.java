package dev.mpmlint.cli;

import dev.mpmlint.httpd.AhMessage;
import dev.mpmlint.httpd.AhNumber;
import dev.mpmlint.httpd.AhNumbers;
import dev.mpmlint.httpd.Directives;
import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.httpd.Similar;
import dev.mpmlint.mpm.Explanations;
import dev.mpmlint.report.Markdown;
import dev.mpmlint.report.Reference;
import dev.mpmlint.rules.Pages;
import dev.mpmlint.rules.Rule;
import dev.mpmlint.rules.RuleInfo;
import dev.mpmlint.rules.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `mpmlint explain`: finds what a name means, and shows the page about it.
final class ExplainCommand {
  private ExplainCommand() {}

  static CommandSpec spec() {
    CommandSpec spec =
        Commands.command(
            "explain",
            "CODE|DIRECTIVE|MPM|AHnnnnn",
            """
            Explains a finding's code, a directive, an MPM or a numbered message of httpd.
            """,
            """
            Examples:
              mpmlint explain MPM002
              mpmlint explain MaxRequestWorkers
              mpmlint explain event
              mpmlint explain AH00484
            """,
            ExplainCommand::run);
    spec.addOption(Options.color());
    spec.addOption(Options.help());
    return spec.addPositional(Options.operands("0", "name", () -> known().iterator()));
  }

  private static ExitCode run(ParseResult args, Streams streams) throws UserError {
    if (!args.hasMatchedPositional(0)) {
      throw new UserError("name one thing to explain, such as MPM002, MaxRequestWorkers, event or AH00484");
    }
    String name = Options.operands(args).getFirst();
    List<String> pages = new ArrayList<>();
    rule(name).ifPresent(pages::add);
    message(name).ifPresent(pages::add);
    Explanations.find(name, HttpdVersion.NEWEST).ifPresent(pages::add);
    Reference.directive(name).ifPresent(pages::add);
    if (pages.isEmpty()) {
      Reference.module(name).ifPresent(pages::add);
    }
    if (pages.isEmpty()) {
      throw unknown(name);
    }
    streams.out().print(Markdown.show(String.join("\n\n", pages), streams.style(args)));
    return ExitCode.CLEAN;
  }

  private static Optional<String> rule(String name) {
    Optional<Rule> rule = RuleSet.all().find(name);
    if (rule.isEmpty()) {
      return Optional.empty();
    }
    RuleInfo info = rule.get().info();
    String title = "# " + info.code() + " " + info.name() + " (" + info.severity().word() + ")\n\n";
    String page = Pages.of(info);
    // The title says more than the page's own.
    return Optional.of(title + (page.startsWith("# ") ? page.substring(page.indexOf('\n') + 1).stripLeading() : page));
  }

  private static Optional<String> message(String name) {
    if (!name.toLowerCase(Locale.ROOT).startsWith("ah")) {
      return Optional.empty();
    }
    Optional<AhMessage> message = AhNumber.parse(name).flatMap(AhNumbers::find);
    return message.map(
        m ->
            "# " + m.number() + " (" + m.level().name().toLowerCase(Locale.ROOT) + ")\n\n    " + m.text() + "\n\n"
                + m.meaning() + "\n\nFrom " + m.source() + " of httpd's sources; %d and %s stand for values.\n");
  }

  private static List<String> known() {
    List<String> known = new ArrayList<>(Explanations.names());
    for (Rule rule : RuleSet.all().rules()) {
      known.add(rule.info().code());
      known.add(rule.info().name());
    }
    known.addAll(Directives.names());
    return known;
  }

  private static UserError unknown(String name) {
    List<String> similar = Similar.to(name, known());
    String more = similar.isEmpty() ? "mpmlint rules lists the codes" : "did you mean " + String.join(" or ", similar) + "?";
    return new UserError("nothing is known of " + name + "; " + more);
  }
}
