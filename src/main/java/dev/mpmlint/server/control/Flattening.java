package dev.mpmlint.server.control;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Scope;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.server.settings.Item;
import dev.mpmlint.server.settings.Origin;
import dev.mpmlint.server.settings.Pool;
import dev.mpmlint.server.settings.Section;
import dev.mpmlint.server.settings.ServerSettings;
import dev.mpmlint.server.settings.Setting;
import dev.mpmlint.syntax.SectionOpen;
import dev.mpmlint.syntax.Word;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// From a configuration as it was read to the lines that a child needs: what counts, with the sections that give
/// context. What acts while reading (Include, Define, `<IfModule>`, …) has acted. Stateless.
final class Flattening {
  private static final Set<String> DONE_WHILE_READING =
      Set.of(
          "include", "includeoptional", "define", "undefine", "use", "undefmacro", "macro", "ifmodule", "ifdefine",
          "ifversion", "iffile", "ifdirective", "ifsection", "loadmodule", "loadfile", "error", "serverroot");

  private Flattening() {}

  static ServerSettings of(Configuration configuration, MpmPlan plan, boolean probes) {
    List<String> modules = new ArrayList<>(configuration.modules().stream().map(Flattening::identifier).toList());
    if (!configuration.options().version().atLeast(2, 3, 0)) {
      // What these are for was the core's own then.
      modules.addAll(List.of("authz_core_module", "authn_core_module"));
    }
    Pool pool = Pools.of(configuration, plan);
    return new ServerSettings(
        pool, serverRoot(configuration), modules, configuration.options().defines(), items(configuration), probes);
  }

  private static String identifier(LoadedModule m) {
    String source = m.source();
    // Compiled-in modules are told by their source name: `mod_so.c`.
    if (!m.identifier().endsWith(".c") || source == null) {
      return m.identifier();
    }
    return source;
  }

  static String serverRoot(Configuration configuration) {
    return configuration
        .last("serverroot")
        .map(o -> o.words().isEmpty() ? "" : o.words().getFirst().value())
        .filter(root -> !root.isEmpty())
        .orElse(configuration.options().serverRoot());
  }

  /// A line, and for a section what stands in it.
  private record Draft(Occurrence line, @Nullable List<Draft> inside) {
    Item item() {
      Setting own = setting(line);
      return inside == null
          ? own
          : new Section(own.name(), own.arguments(), own.tail(), own.at(), inside.stream().map(Draft::item).toList());
    }
  }

  static List<Item> items(Configuration configuration) {
    List<Draft> top = new ArrayList<>();
    IdentityHashMap<Occurrence, List<Draft>> sections = new IdentityHashMap<>();
    for (Occurrence o : configuration.occurrences()) {
      Scope scope = o.place().scope();
      List<Draft> around = scope == null ? top : sections.get(scope.open());
      if (!o.active() || DONE_WHILE_READING.contains(o.key()) || around == null) {
        continue;
      }
      List<Draft> inside = null;
      if (o.statement() instanceof SectionOpen) {
        inside = new ArrayList<>();
        sections.put(o, inside);
      }
      around.add(new Draft(o, inside));
    }
    return top.stream().map(Draft::item).toList();
  }

  private static Setting setting(Occurrence o) {
    List<String> arguments = new ArrayList<>();
    for (Word w : o.words()) {
      arguments.add(w.value());
    }
    return new Setting(o.statement().name(), arguments, o.statement().args(), at(o));
  }

  static Origin at(Occurrence o) {
    return new Origin(o.place().site().file().name(), o.span().line());
  }
}
