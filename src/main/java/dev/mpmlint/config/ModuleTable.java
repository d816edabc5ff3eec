package dev.mpmlint.config;

import dev.mpmlint.httpd.ModuleSpec;
import dev.mpmlint.httpd.Modules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The modules that are in the server at the line that is being read. Not safe for use by several threads.
final class ModuleTable {
  private final List<LoadedModule> inOrder = new ArrayList<>();
  private final Map<String, LoadedModule> byName = new HashMap<>();

  ModuleTable(ReadOptions options) {
    for (String source : options.compiledIn()) {
      String identifier = Modules.find(source).map(ModuleSpec::identifier).orElse(source);
      add(new LoadedModule(identifier, source, null, null));
    }
    for (String identifier : options.assumedModules()) {
      if (!byName.containsKey(identifier)) {
        add(new LoadedModule(identifier, sourceOf(identifier, null), "assumed", null));
      }
    }
  }

  List<LoadedModule> all() {
    return inOrder;
  }

  /// By identifier or source name, exactly.
  @Nullable LoadedModule find(String name) {
    return byName.get(name);
  }

  void add(LoadedModule module) {
    inOrder.add(module);
    byName.put(module.identifier(), module);
    if (module.source() != null) {
      byName.putIfAbsent(module.source(), module);
    }
  }

  void load(String identifier, String file, Occurrence by) {
    add(new LoadedModule(identifier, sourceOf(identifier, file), file, by));
  }

  /// The name of a module's source file, from the table or, for a module that nobody knows, from its shared object:
  /// `mod_x.so` is made of `mod_x.c` by `apxs` and everyone else.
  private static @Nullable String sourceOf(String identifier, @Nullable String file) {
    ModuleSpec known = Modules.find(identifier).orElse(null);
    if (known != null) {
      return known.source();
    }
    if (file == null || !file.endsWith(".so")) {
      return null;
    }
    String base = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    return base.substring(0, base.length() - 3) + ".c";
  }
}
