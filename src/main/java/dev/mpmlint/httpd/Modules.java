package dev.mpmlint.httpd;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The modules of httpd and third-party ones that are often seen. Names are compared exactly, as `<IfModule>` does.
/// The table is read at first use. Safe for any thread.
public final class Modules {
  private static final String SUFFIX = "_module";

  private Modules() {}

  /// By identifier (`mpm_event_module`) or source name (`event.c`).
  public static Optional<ModuleSpec> find(String identifierOrSource) {
    Optional<ModuleSpec> known = byIdentifier(identifierOrSource);
    return known.isPresent() ? known : Optional.ofNullable(Index.BY_SOURCE.get(identifierOrSource));
  }

  /// By identifier alone, without reading the whole table.
  private static Optional<ModuleSpec> byIdentifier(String identifier) {
    for (String[] row : Rows.TABLE.find(identifier)) {
      if (row[0].equals(identifier)) {
        return Optional.of(spec(row));
      }
    }
    return Optional.empty();
  }

  /// By the base name of its file, whatever folder stands before it: `modules/mod_mpm_event.so`.
  public static Optional<ModuleSpec> byFile(String path) {
    return Optional.ofNullable(Index.BY_FILE.get(baseName(path)));
  }

  /// The source name that `<IfModule x.c>` compares with once `LoadModule identifier file` was executed. For modules
  /// that are not in the table it is guessed from the identifier, since most are named after their source file.
  public static String sourceOf(String identifier) {
    Optional<ModuleSpec> known = byIdentifier(identifier);
    if (known.isPresent()) {
      return known.get().source();
    }
    return "mod_"
        + (identifier.endsWith(SUFFIX)
            ? identifier.substring(0, identifier.length() - SUFFIX.length())
            : identifier)
        + ".c";
  }

  /// All modules, sorted by identifier.
  public static List<ModuleSpec> all() {
    return Index.ALL;
  }

  /// Identifiers and source names, for "did you mean".
  public static List<String> names() {
    List<String> names = new ArrayList<>(Index.ALL.size() * 2);
    for (ModuleSpec module : Index.ALL) {
      names.add(module.identifier());
      names.add(module.source());
    }
    return names;
  }

  /// What somebody meant by a name that `<IfModule>` can never match, best first: a wrong case, a file name
  /// (`mod_mpm_event.so`), a short name (`mpm_event`, `event`), a source name that is none (`mpm_event.c`,
  /// `mod_mpm_event.c`), or a typing error. Answers in the form that was asked for: a source name where the name
  /// ends in `.c`, an identifier otherwise.
  public static List<String> similar(String name) {
    boolean source = Ascii.lower(name).endsWith(".c");
    String bare = bareName(name);
    for (ModuleSpec module : Index.ALL) {
      if (bare.equals(bareName(module.identifier()))
          || bare.equals(bareName(module.source()))
          || (module.isMpm() && module.shortName().equals("mpm_" + bare))
          || module.files().contains(name)) {
        return List.of(source ? module.source() : module.identifier());
      }
    }
    List<String> form = new ArrayList<>(Index.ALL.size());
    for (ModuleSpec module : Index.ALL) {
      form.add(source ? module.source() : module.identifier());
    }
    return Similar.to(name, form);
  }

  /// A name without what people put around it: `mod_`, `_module`, `.c`, `.so`; in lower case.
  private static String bareName(String name) {
    String bare = Ascii.lower(name);
    bare = without(without(without(bare, ".so"), ".c"), SUFFIX);
    return bare.startsWith("mod_") ? bare.substring("mod_".length()) : bare;
  }

  private static String without(String text, String end) {
    return text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
  }

  static String baseName(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  private static ModuleSpec spec(String[] row) {
    return new ModuleSpec(
        row[0],
        row[1],
        files(row[2]),
        row[3],
        row[4],
        switch (row[5]) {
          case "yes" -> ModuleSpec.ThreadSafety.YES;
          case "no" -> ModuleSpec.ThreadSafety.NO;
          default -> ModuleSpec.ThreadSafety.UNKNOWN;
        },
        row[6],
        row[7],
        switch (row[8]) {
          case "static" -> ModuleSpec.Build.STATIC;
          case "shared" -> ModuleSpec.Build.SHARED;
          default -> ModuleSpec.Build.ABSENT;
        },
        row[9],
        row[10].equals("yes"),
        files(row[11]));
  }

  private static List<String> files(String cell) {
    return cell.isEmpty() ? List.of() : List.of(cell.split(","));
  }

  private static final class Index {
    static final List<ModuleSpec> ALL;
    static final Map<String, ModuleSpec> BY_SOURCE;
    static final Map<String, ModuleSpec> BY_FILE;

    static {
      List<String[]> rows = Rows.TABLE.rows();
      List<ModuleSpec> all = new ArrayList<>(rows.size());
      Map<String, ModuleSpec> bySource = new HashMap<>(512);
      Map<String, ModuleSpec> byFile = new HashMap<>(512);
      for (String[] row : rows) {
        ModuleSpec module = spec(row);
        all.add(module);
        bySource.putIfAbsent(module.source(), module);
        for (String file : module.files()) {
          byFile.putIfAbsent(file, module);
        }
      }
      ALL = List.copyOf(all);
      BY_SOURCE = bySource;
      BY_FILE = byFile;
    }
  }

  private static final class Rows {
    static final Table TABLE = Table.open("modules.tsv");
  }
}
