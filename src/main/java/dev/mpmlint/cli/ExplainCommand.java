package dev.mpmlint.cli;

import dev.mpmlint.httpd.AhMessage;
import dev.mpmlint.httpd.AhNumber;
import dev.mpmlint.httpd.AhNumbers;
import dev.mpmlint.httpd.DirectiveContext;
import dev.mpmlint.httpd.DirectiveSpec;
import dev.mpmlint.httpd.Directives;
import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.httpd.LegacyDirective;
import dev.mpmlint.httpd.ModuleSpec;
import dev.mpmlint.httpd.Modules;
import dev.mpmlint.httpd.Similar;
import dev.mpmlint.mpm.Explanations;
import dev.mpmlint.report.Markdown;
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
    return spec.addPositional(Options.operands("0", "name"));
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
    directive(name).ifPresent(pages::add);
    if (pages.isEmpty()) {
      module(name).ifPresent(pages::add);
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

  private static Optional<String> directive(String name) {
    List<DirectiveSpec> specs = Directives.find(name);
    if (specs.isEmpty()) {
      specs = Directives.find("<" + name);
    }
    if (specs.isEmpty()) {
      return Directives.legacy(name).map(ExplainCommand::legacy);
    }
    StringBuilder page = new StringBuilder("# The directive " + specs.getFirst().title() + "\n");
    for (DirectiveSpec spec : specs) {
      page.append("\n- ").append(spec.module()).append(" (").append(spec.source()).append(", ").append(spec.status());
      page.append("): ").append(places(spec));
      if (!spec.form().complaint().isEmpty()) {
        page.append("; ").append(spec.form().complaint());
      }
      if (!spec.byDefault().isEmpty()) {
        page.append("; default ").append(spec.byDefault());
      }
      if (!spec.since().isEmpty()) {
        page.append("; since ").append(spec.since());
      }
      if (spec.execOnRead()) {
        page.append("; acts while the file is read");
      }
      if (!spec.note().isEmpty()) {
        page.append("; ").append(spec.note());
      }
    }
    return Optional.of(page.append('\n').toString());
  }

  /// Where it may stand, in the manual's words; where the manual is silent, what the command table allows.
  private static String places(DirectiveSpec spec) {
    List<String> places = new ArrayList<>();
    for (DirectiveContext context : DirectiveContext.values()) {
      if (spec.documented().contains(context)) {
        places.add(
            switch (context) {
              case SERVER -> "server";
              case VHOST -> "virtual host";
              case DIRECTORY -> "directory";
              case HTACCESS -> ".htaccess";
              case PROXY -> "proxy";
            });
      }
    }
    if (places.isEmpty()) {
      addIf(places, spec.atServer(), "server");
      addIf(places, spec.inDirectory(), "directory");
      addIf(places, spec.inHtaccess(), ".htaccess");
    }
    return places.isEmpty() ? "not documented" : "allowed in " + String.join(", ", places);
  }

  private static void addIf(List<String> places, boolean holds, String place) {
    if (holds) {
      places.add(place);
    }
  }

  private static String legacy(LegacyDirective directive) {
    String known = "httpd " + String.join(", ", directive.series());
    String instead = directive.replacement().isEmpty() ? "" : " Instead: " + directive.replacement() + ".";
    return "# The directive " + directive.name() + "\n\nNot in httpd 2.4; known to " + known + "." + instead + "\n";
  }

  private static Optional<String> module(String name) {
    return Modules.find(name)
        .map(
            m ->
                "# The module " + m.identifier() + "\n\n" + m.source() + ", " + m.status() + ": " + m.brief() + "\n\n"
                    + "- " + threads(m) + "\n" + (m.mpmNote().isEmpty() ? "" : "- " + m.mpmNote() + "\n"));
  }

  private static String threads(ModuleSpec module) {
    return switch (module.threadSafe()) {
      case YES -> "may run with threads";
      case NO -> "must not run with threads" + (module.whyNot().isEmpty() ? "" : ": " + module.whyNot());
      case UNKNOWN -> "nobody vouches for it with threads";
    };
  }

  private static UserError unknown(String name) {
    List<String> known = new ArrayList<>(Explanations.names());
    for (Rule rule : RuleSet.all().rules()) {
      known.add(rule.info().code());
      known.add(rule.info().name());
    }
    known.addAll(Directives.names());
    List<String> similar = Similar.to(name, known);
    String more = similar.isEmpty() ? "mpmlint rules lists the codes" : "did you mean " + String.join(" or ", similar) + "?";
    return new UserError("nothing is known of " + name + "; " + more);
  }
}
