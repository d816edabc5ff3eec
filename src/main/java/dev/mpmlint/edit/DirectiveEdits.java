package dev.mpmlint.edit;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.httpd.ArgForm;
import dev.mpmlint.httpd.DirectiveSpec;
import dev.mpmlint.httpd.Directives;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.mpm.MpmOutcome;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.source.Display;
import dev.mpmlint.syntax.Directive;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Sets directives of the server and takes them out, where the configuration keeps them. Stateless.
public final class DirectiveEdits {
  /// Each line of these adds to those before.
  private static final Set<String> ADDING =
      Set.of(
          "listen", "include", "includeoptional", "loadfile", "loadmodule", "define", "undefine", "serveralias", "use",
          "setenv", "unsetenv", "passenv", "alias", "scriptalias", "redirect", "header", "requestheader");

  private DirectiveEdits() {}

  /// @param name a directive, in any case
  /// @param arguments as they stand in a file, one `char` per byte
  /// @return the changes with this one
  /// @throws CannotEditException when httpd knows no such directive, or there is no place for it
  public static ChangeSet set(String name, String arguments, ChangeSet base, Rereading rereading)
      throws CannotEditException {
    List<DirectiveSpec> specs = Directives.find(name);
    if (specs.isEmpty()) {
      throw unknown(name);
    }
    Rereading.Read now = rereading.read(base.overlay());
    Configuration configuration = now.configuration();
    Draft draft = new Draft(base);
    String line = specs.getFirst().name() + (arguments.isEmpty() ? "" : " " + arguments);
    MpmDirective number = MpmDirective.find(name).orElse(null);
    List<Occurrence> lines = atServer(name, configuration);
    if (number != null && now.mpm() instanceof MpmOutcome.One(MpmPlan plan) && plan.setting(number).isPresent()) {
      Assignment.set(plan, configuration, number, arguments, draft);
    } else if (lines.isEmpty() || adds(specs.getFirst())) {
      if (lines.isEmpty()) {
        draft.append(configuration.main(), line);
      } else {
        draft.insertBelow(lines.getLast(), line);
      }
    } else {
      // Of a directive that stands several times the last one wins.
      draft.replaceArguments(lines.getLast(), arguments);
    }
    return draft.build();
  }

  /// Comments out every line of the server that sets a directive, so that its default holds.
  ///
  /// @throws CannotEditException when none does
  public static ChangeSet unset(String name, ChangeSet base, Rereading rereading) throws CannotEditException {
    Configuration configuration = rereading.read(base.overlay()).configuration();
    List<Occurrence> lines = atServer(name, configuration);
    if (lines.isEmpty()) {
      throw new CannotEditException("no line of the server sets " + name);
    }
    Draft draft = new Draft(base);
    for (Occurrence line : lines) {
      draft.commentOut(line);
    }
    return draft.build();
  }

  /// Puts lines, such as a whole section, at the end of the main file.
  public static ChangeSet append(String lines, ChangeSet base, Rereading rereading) throws CannotEditException {
    Draft draft = new Draft(base);
    draft.append(rereading.read(base.overlay()).configuration().main(), lines);
    return draft.build();
  }

  private static CannotEditException unknown(String name) {
    List<String> similar = Directives.similar(name);
    String more = Directives.legacy(name).map(old -> "; httpd 2.4 has it no longer").orElse("");
    return new CannotEditException(
        Display.of(name) + " is no directive of httpd" + more
            + (similar.isEmpty() ? "" : "; did you mean " + String.join(" or ", similar) + "?"));
  }

  /// The lines that count outside of all sections, under any of the directive's names.
  private static List<Occurrence> atServer(String name, Configuration configuration) {
    List<String> names =
        MpmDirective.find(name)
            .map(number -> number.names(configuration.options().version()))
            .orElse(List.of(name));
    List<Occurrence> lines = new ArrayList<>();
    for (String each : names) {
      for (Occurrence line : configuration.active(each)) {
        if (line.place().scope() == null && line.statement() instanceof Directive) {
          lines.add(line);
        }
      }
    }
    return lines;
  }

  private static boolean adds(DirectiveSpec spec) {
    ArgForm form = spec.form();
    return ADDING.contains(spec.name().toLowerCase(Locale.ROOT))
        || form == ArgForm.ITERATE2
        || form == ArgForm.TAKE23
        || form == ArgForm.TAKE123;
  }
}
