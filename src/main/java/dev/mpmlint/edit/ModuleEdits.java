package dev.mpmlint.edit;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.httpd.ModuleSpec;
import dev.mpmlint.httpd.Modules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Loads one module, or takes it out, in the manner of the tree. Stateless.
public final class ModuleEdits {
  private ModuleEdits() {}

  /// @param name as people say it: `php`, `rewrite`, `mod_rewrite`, `rewrite_module`
  /// @return the changes with this one
  /// @throws CannotEditException when it is there already, is not known, or nothing can load it
  public static ChangeSet load(String name, ChangeSet base, Rereading rereading) throws CannotEditException {
    Rereading.Read now = rereading.read(base.overlay());
    String identifier = identifier(name, now.configuration(), true);
    for (ModuleLines.Way way : ModuleLines.ways(now.configuration(), identifier, null)) {
      Draft draft = new Draft(base);
      way.take(draft);
      ChangeSet changes = draft.build();
      if (rereading.read(changes.overlay()).configuration().module(identifier).isPresent()) {
        return changes;
      }
    }
    throw new CannotEditException(
        "no line can be found or made that loads " + identifier + "; write it: LoadModule " + identifier + " FILE");
  }

  /// @throws CannotEditException when it is not loaded, or compiled in
  public static ChangeSet unload(String name, ChangeSet base, Rereading rereading) throws CannotEditException {
    Configuration configuration = rereading.read(base.overlay()).configuration();
    Draft draft = new Draft(base);
    new ModuleLines(configuration, draft).disable(identifier(name, configuration, false));
    return draft.build();
  }

  /// The names, as people say them, of the modules that are loaded by a line.
  public static List<String> loaded(Configuration configuration) {
    List<String> names = new ArrayList<>();
    for (LoadedModule module : configuration.modules()) {
      if (module.by() != null) {
        names.add(shortName(module.identifier()));
      }
    }
    return names;
  }

  private static String identifier(String name, Configuration configuration, boolean absent) throws CannotEditException {
    String plain = shortName(name.toLowerCase(Locale.ROOT));
    for (LoadedModule module : configuration.modules()) {
      String loaded = shortName(module.identifier());
      if (loaded.equals(plain) || loaded.equals("mpm_" + plain) || plain.startsWith("php") && loaded.startsWith("php")) {
        if (absent) {
          throw new CannotEditException(module.identifier() + " is loaded already");
        }
        return module.identifier();
      }
    }
    if (!absent) {
      throw new CannotEditException(name + " is not loaded");
    }
    String identifier = (plain.startsWith("php") ? phpIn(configuration) : plain) + "_module";
    if (identifier.startsWith("mpm_") && !identifier.equals(ModuleNeeds.ITK)) {
      throw new CannotEditException(plain + " is an MPM, of which there is to be one: switch to it instead");
    }
    if (Modules.find(identifier).isEmpty() && ModuleLines.available(configuration, identifier).isEmpty()) {
      List<String> similar = Modules.similar(identifier).stream().map(ModuleEdits::shortName).toList();
      throw new CannotEditException(
          "no module is known as " + name
              + (similar.isEmpty() ? "" : "; did you mean " + String.join(" or ", similar) + "?"));
    }
    return identifier;
  }

  /// PHP 8 calls its module `php_module`, older ones `php7_module` and `php5_module`.
  private static String phpIn(Configuration configuration) {
    for (String each : List.of("php", "php7", "php5")) {
      if (ModuleLines.available(configuration, each + "_module").isPresent()) {
        return each;
      }
    }
    return "php";
  }

  private static String shortName(String name) {
    String plain = name.startsWith("mod_") ? name.substring("mod_".length()) : name;
    return plain.endsWith("_module")
        ? plain.substring(0, plain.length() - "_module".length())
        : plain.endsWith(".c") ? plain.substring(0, plain.length() - 2) : plain;
  }

  /// All modules by the names that people say, for completion.
  public static List<String> known() {
    List<String> names = new ArrayList<>();
    for (ModuleSpec spec : Modules.all()) {
      if (!spec.isMpm()) {
        names.add(spec.shortName());
      }
    }
    return names;
  }
}
