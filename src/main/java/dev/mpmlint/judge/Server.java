package dev.mpmlint.judge;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.ServerFiles;
import dev.mpmlint.httpd.DirectiveSpec;
import dev.mpmlint.httpd.Directives;
import dev.mpmlint.httpd.Layout;
import dev.mpmlint.httpd.Layouts;
import dev.mpmlint.httpd.Modules;
import dev.mpmlint.syntax.SectionOpen;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The server that a configuration makes: its modules, and the names that lines so far have given to things. Owned by one
/// walk.
final class Server {
  private final Configuration configuration;
  private final ServerFiles files;
  private final Map<String, Integer> order = new HashMap<>();
  private final boolean open;
  private final boolean foreign;
  private final boolean thirdParty;
  private final Set<String> named = new HashSet<>();
  private final Map<String, String> kept = new HashMap<>();

  Server(Configuration configuration) {
    this.configuration = configuration;
    this.files = new ServerFiles(configuration);
    boolean unknownModule = false;
    boolean loads = false;
    boolean others = false;
    if (!isDebian()) {
      // How this httpd was built nobody says: what one of the layouts compiles in may be compiled in here.
      for (Layout layout : Layouts.all()) {
        layout.compiledIn().forEach(source -> order.put(source, 0));
      }
    }
    int index = 1;
    for (LoadedModule module : configuration.modules()) {
      order.put(module.identifier(), index);
      if (module.source() != null) {
        order.put(module.source(), index);
      }
      index++;
      loads |= module.by() != null;
      others |= Modules.find(module.identifier()).filter(m -> !m.isThirdParty()).isEmpty();
      unknownModule |= Modules.find(module.identifier()).filter(m -> m.directivesKnown()).isEmpty();
    }
    this.foreign = unknownModule;
    this.thirdParty = others || unknownModule;
    this.open = configuration.options().kind() != InputKind.WHOLE || !loads;
  }

  Configuration configuration() {
    return configuration;
  }

  ServerFiles files() {
    return files;
  }

  /// Whether files that are not on this machine are missed.
  boolean looksForFiles() {
    return configuration.options().checkFiles();
  }

  /// Whether it is left open which modules there are: in a fragment, and where no line loads any.
  boolean isOpen() {
    return open;
  }

  /// Whether a module is loaded of whose directives nothing is known.
  boolean hasForeignModules() {
    return foreign;
  }

  boolean has(String module) {
    return open || order.containsKey(module);
  }

  /// Whether a module is loaded that is no part of httpd.
  boolean hasThirdParty() {
    return thirdParty;
  }

  /// A module by its name as LogLevel takes it: `rewrite`, `rewrite_module`, `mod_rewrite.c`.
  boolean hasModule(String name) {
    return has(name) || has(name + "_module") || foreign;
  }

  /// Whether it is the one of the MPMs that is loaded; false where that is left open.
  boolean hasOnly(String mpm) {
    return !open && order.containsKey(mpm);
  }

  /// Whether it is Debian's build, of which some more is known.
  boolean isDebian() {
    return configuration.options().layout().name().equals("debian");
  }

  String program() {
    return configuration.options().layout().program();
  }

  /// As httpd names it: a section with its `<`.
  static String name(Occurrence o) {
    return o.statement() instanceof SectionOpen ? "<" + o.statement().name() : o.statement().name();
  }

  /// The definition that httpd executes: that of the module loaded last. Null when no module has it.
  @Nullable DirectiveSpec find(String name) {
    List<DirectiveSpec> specs = Directives.find(name);
    DirectiveSpec best = null;
    int latest = -1;
    for (DirectiveSpec spec : specs) {
      int at = Math.max(order.getOrDefault(spec.module(), -1), order.getOrDefault(spec.source(), -1));
      if (at > latest) {
        latest = at;
        best = spec;
      }
    }
    return best != null || !open || specs.isEmpty() ? best : specs.getFirst();
  }

  /// Gives a name to something: `name("authn provider", "ldap-2")`.
  void name(String kind, String name) {
    named.add(kind + " " + name.toLowerCase(Locale.ROOT));
  }

  boolean isNamed(String kind, String name) {
    return named.contains(kind + " " + name.toLowerCase(Locale.ROOT));
  }

  /// Keeps a word of one line for a later one; returns what was kept before, null when that was nothing.
  @Nullable String keep(String what, String value) {
    return kept.put(what, value);
  }

  String kept(String what, String otherwise) {
    return kept.getOrDefault(what, otherwise);
  }
}
