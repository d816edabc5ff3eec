package dev.mpmlint.server.settings;

import java.util.List;

/// All that a child must know, in a form that costs it little to read.
///
/// @param pool the MPM's numbers
/// @param serverRoot what relative paths start from, absolute
/// @param modules identifiers of the modules that are loaded, as in `LoadModule`: `status_module`
/// @param defines names that are defined, for `<IfDefine>`-like questions asked later
/// @param items the lines that count, in reading order
/// @param probes whether the handlers of `mpmlint verify` may be used
public record ServerSettings(
    Pool pool, String serverRoot, List<String> modules, List<String> defines, List<Item> items, boolean probes) {
  public ServerSettings {
    modules = List.copyOf(modules);
    defines = List.copyOf(defines);
    items = List.copyOf(items);
  }

  public boolean has(String module) {
    return modules.contains(module);
  }
}
