package dev.mpmlint.verify.scenario;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.httpd.Modules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which of a configuration's modules the scratch copy loads: those of [Kept], and to be refused likewise, all of httpd's
/// own. Owned by one thread, used once.
final class ModuleLoads {
  private static final String SUFFIX = "_module";

  private final Configuration configuration;
  private final boolean all;
  private final Set<String> needed;
  private final Map<String, Integer> leftOut;
  private final Path base;

  /// @param all whether httpd refuses a line, which is judged with all modules
  /// @param needed identifiers and source names of modules that must be there
  /// @param leftOut is told what is not loaded
  ModuleLoads(Configuration configuration, boolean all, Set<String> needed, Map<String, Integer> leftOut) {
    this.configuration = configuration;
    this.all = all;
    this.needed = needed;
    this.leftOut = leftOut;
    this.base = Path.of(serverRoot(configuration));
  }

  List<Copy.Load> list() {
    List<Copy.Load> loads = new ArrayList<>();
    for (LoadedModule m : configuration.modules()) {
      String identifier = m.identifier();
      if (!keeps(identifier)) {
        if (m.by() != null) {
          leftOut.merge("LoadModule " + identifier, 1, Integer::sum);
        }
        continue;
      }
      String source = m.source();
      String file = m.file();
      Path path = base.resolve(file == null ? "modules/mod_" + name(identifier) + ".so" : file);
      loads.add(load(identifier, source == null ? "" : source, path));
    }
    // A second LoadModule of the same module: httpd skips it.
    for (Occurrence o : configuration.active("loadmodule")) {
      String identifier = Copying.word(o, 0);
      // Nor is one of a module that is compiled in, which httpd refuses, a matter of loading.
      boolean again =
          configuration.modules().stream().noneMatch(m -> o.equals(m.by()) || m.identifier().equals(identifier) && m.by() == null);
      if (again && keeps(identifier) && !Copying.word(o, 1).isEmpty()) {
        loads.add(load(identifier, "", base.resolve(Copying.word(o, 1))));
      }
    }
    return loads;
  }

  private Copy.Load load(String identifier, String source, Path file) {
    boolean essential = Kept.essential(identifier) || needed.contains(identifier) || needed.contains(source);
    return new Copy.Load(identifier, source, file, essential);
  }

  private boolean keeps(String identifier) {
    return Kept.module(identifier) || all && Modules.find(identifier).filter(m -> !m.isThirdParty()).isPresent();
  }

  private static String name(String identifier) {
    return identifier.endsWith(SUFFIX) ? identifier.substring(0, identifier.length() - SUFFIX.length()) : identifier;
  }

  private static String serverRoot(Configuration configuration) {
    return configuration
        .last("serverroot")
        .map(o -> Copying.word(o, 0))
        .filter(root -> !root.isEmpty())
        .orElse(configuration.options().serverRoot());
  }
}
