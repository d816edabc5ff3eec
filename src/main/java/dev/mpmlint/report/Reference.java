package dev.mpmlint.report;

import dev.mpmlint.httpd.DirectiveContext;
import dev.mpmlint.httpd.DirectiveSpec;
import dev.mpmlint.httpd.Directives;
import dev.mpmlint.httpd.LegacyDirective;
import dev.mpmlint.httpd.ModuleSpec;
import dev.mpmlint.httpd.Modules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the tables know of a name, as Markdown: for `explain`, and for editors. Stateless.
public final class Reference {
  private Reference() {}

  /// A directive's or section's page, by its name in any case.
  public static Optional<String> directive(String name) {
    List<DirectiveSpec> specs = Directives.find(name);
    if (specs.isEmpty()) {
      specs = Directives.find("<" + name);
    }
    if (specs.isEmpty()) {
      return Directives.legacy(name).map(Reference::legacy);
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

  /// A module's page, by identifier or source name.
  public static Optional<String> module(String name) {
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
}
