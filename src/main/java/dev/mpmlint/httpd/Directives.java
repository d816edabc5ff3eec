package dev.mpmlint.httpd;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The directives that httpd's modules define. Names are compared without regard to case, as httpd does; a section
/// is named with its `<` (`<Directory`), with or without a closing `>`. Tables are read at first use. Safe for any
/// thread.
public final class Directives {
  /// Answers for known names only, so that a hostile file cannot make it grow.
  private static final Map<String, List<DirectiveSpec>> KNOWN = new ConcurrentHashMap<>();

  private Directives() {}

  /// One entry for each module that defines it, sorted by source name; empty if no known module does.
  public static List<DirectiveSpec> find(String name) {
    String key = key(name);
    List<DirectiveSpec> known = KNOWN.get(key);
    if (known != null) {
      return known;
    }
    List<String[]> rows = Current.TABLE.find(key);
    if (rows.isEmpty()) {
      return List.of();
    }
    List<DirectiveSpec> specs = new ArrayList<>(rows.size());
    for (String[] row : rows) {
      specs.add(spec(row));
    }
    List<DirectiveSpec> found = List.copyOf(specs);
    KNOWN.put(key, found);
    return found;
  }

  /// Whether any known module of 2.4 defines it.
  public static boolean isKnown(String name) {
    return !find(name).isEmpty();
  }

  /// The definition by that module (source name or identifier), if it has that directive.
  public static Optional<DirectiveSpec> find(String name, String module) {
    for (DirectiveSpec spec : find(name)) {
      if (spec.source().equals(module) || spec.module().equals(module)) {
        return Optional.of(spec);
      }
    }
    return Optional.empty();
  }

  /// What is known of a name that only another series than 2.4 has.
  public static Optional<LegacyDirective> legacy(String name) {
    List<String[]> rows = Legacy.TABLE.find(key(name));
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    String[] row = rows.getFirst();
    return Optional.of(new LegacyDirective(row[0], list(row[1]), row[2], row[3]));
  }

  /// All names of 2.4, as registered, sorted, each once.
  public static List<String> names() {
    return Names.LIST;
  }

  /// Everything 2.4 has, in the table's order; reads the whole table.
  public static List<DirectiveSpec> all() {
    List<DirectiveSpec> all = new ArrayList<>();
    for (String[] row : Current.TABLE.rows()) {
      all.add(spec(row));
    }
    return all;
  }

  /// The known names nearest to `name`, best first: directives for a directive, sections for a section.
  public static List<String> similar(String name) {
    boolean section = name.startsWith("<");
    List<String> kind = new ArrayList<>();
    for (String known : names()) {
      if (known.startsWith("<") == section) {
        kind.add(known);
      }
    }
    return Similar.to(key(name), kind);
  }

  private static String key(String name) {
    boolean closed = name.length() > 1 && name.charAt(0) == '<' && name.charAt(name.length() - 1) == '>';
    return Ascii.lower(closed ? name.substring(0, name.length() - 1) : name);
  }

  private static DirectiveSpec spec(String[] row) {
    return new DirectiveSpec(
        row[0],
        row[1],
        row[2],
        row[3],
        contexts(row[4]),
        bits(row[5]),
        ArgForm.valueOf(row[6]),
        row[7].equals("yes"),
        DirectiveSpec.InVhost.of(row[8]),
        row[9],
        row[10],
        row[11],
        row[12].equals("yes"));
  }

  private static Set<DirectiveContext> contexts(String cell) {
    Set<DirectiveContext> contexts = EnumSet.noneOf(DirectiveContext.class);
    for (String word : list(cell)) {
      contexts.add(
          switch (word) {
            case "server" -> DirectiveContext.SERVER;
            case "vhost" -> DirectiveContext.VHOST;
            case "directory" -> DirectiveContext.DIRECTORY;
            case "htaccess" -> DirectiveContext.HTACCESS;
            case "proxy" -> DirectiveContext.PROXY;
            default -> throw new IllegalStateException("no context: " + word);
          });
    }
    return contexts;
  }

  private static Set<OverrideBit> bits(String cell) {
    Set<OverrideBit> bits = EnumSet.noneOf(OverrideBit.class);
    for (String word : list(cell)) {
      bits.add(OverrideBit.valueOf(word));
    }
    return bits;
  }

  private static List<String> list(String cell) {
    List<String> words = new ArrayList<>();
    int from = 0;
    while (from < cell.length()) {
      int comma = cell.indexOf(',', from);
      int end = comma < 0 ? cell.length() : comma;
      words.add(cell.substring(from, end));
      from = end + 1;
    }
    return words;
  }

  private static final class Current {
    static final Table TABLE = Table.open("directives.tsv");
  }

  private static final class Legacy {
    static final Table TABLE = Table.open("directives-legacy.tsv");
  }

  private static final class Names {
    static final List<String> LIST = List.copyOf(Current.TABLE.keys());
  }
}
