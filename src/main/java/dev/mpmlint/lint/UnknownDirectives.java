package dev.mpmlint.lint;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.httpd.DirectiveSpec;
import dev.mpmlint.httpd.Directives;
import dev.mpmlint.httpd.Layout;
import dev.mpmlint.httpd.Layouts;
import dev.mpmlint.httpd.Modules;
import dev.mpmlint.syntax.SectionOpen;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Tells directives that no module of a server has. Careful: where a module is loaded of which mpmlint knows nothing, an
/// unknown directive may be its own, and what any layout compiles in may be compiled in. Used by one thread.
public final class UnknownDirectives {
  private final Set<String> modules = new HashSet<>();
  private final boolean foreign;
  private final Map<String, Boolean> known = new HashMap<>();

  public UnknownDirectives(Configuration configuration) {
    boolean found = false;
    for (LoadedModule m : configuration.modules()) {
      modules.add(m.identifier());
      if (m.source() != null) {
        modules.add(m.source());
      }
      found |= Modules.find(m.identifier()).isEmpty();
    }
    for (Layout layout : Layouts.all()) {
      modules.addAll(layout.compiledIn());
    }
    foreign = found;
  }

  /// As httpd names it: a section with its `<`.
  public static String name(Occurrence o) {
    return o.statement() instanceof SectionOpen ? "<" + o.statement().name() : o.statement().name();
  }

  public boolean isUnknown(Occurrence o) {
    return !known.computeIfAbsent(name(o), this::has);
  }

  private boolean has(String name) {
    List<DirectiveSpec> specs = Directives.find(name);
    if (specs.isEmpty()) {
      return foreign || name.startsWith("<");
    }
    for (DirectiveSpec spec : specs) {
      if (modules.contains(spec.module()) || modules.contains(spec.source())) {
        return true;
      }
    }
    return false;
  }
}
