package dev.mpmlint.mpm;

import dev.mpmlint.httpd.HttpdVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The MPMs as data, from `mpms.tsv` and `limits.tsv`, which are read when something is asked for the first time.
/// Immutable; safe for use by several threads.
public final class Catalogue {
  private static final String ADDON = "itk";

  private Catalogue() {}

  /// The table, loaded with this class on first use.
  private static final class Table {
    static final Map<String, MpmFacts> FACTS = load();
  }

  public static MpmFacts of(Mpm mpm) {
    return require(mpm.shortName());
  }

  /// mpm-itk, which is a module on prefork and no [Mpm].
  public static MpmFacts itk() {
    return require(ADDON);
  }

  /// Every row: the MPMs, then mpm-itk.
  public static List<MpmFacts> all() {
    return List.copyOf(Table.FACTS.values());
  }

  /// By short name, any case.
  public static Optional<MpmFacts> find(String shortName) {
    return Optional.ofNullable(Table.FACTS.get(shortName.toLowerCase(Locale.ROOT)));
  }

  /// The MPMs of this version that have a directive under this name (any case), in the order of [Mpm]; empty when it
  /// belongs to none.
  public static List<Mpm> owners(String directive, HttpdVersion version) {
    Optional<MpmDirective> number = MpmDirective.find(directive);
    List<Mpm> owners = new ArrayList<>();
    for (Mpm mpm : Mpm.all()) {
      MpmFacts facts = of(mpm);
      boolean has = number.isPresent() && facts.has(number.get(), version) || hasOwn(facts, directive);
      if (has && facts.isIn(version)) {
        owners.add(mpm);
      }
    }
    return List.copyOf(owners);
  }

  private static boolean hasOwn(MpmFacts facts, String directive) {
    for (String name : facts.own().keySet()) {
      if (name.equalsIgnoreCase(directive)) {
        return true;
      }
    }
    return false;
  }

  private static MpmFacts require(String name) {
    MpmFacts facts = Table.FACTS.get(name);
    if (facts == null) {
      throw new IllegalStateException("mpms.tsv has no row " + name);
    }
    return facts;
  }

  private static Map<String, MpmFacts> load() {
    Map<String, List<MpmFacts.Limit>> limits = new LinkedHashMap<>();
    for (List<String> row : rows("limits.tsv", 5)) {
      limits.computeIfAbsent(row.get(0), _ -> new ArrayList<>()).add(limit(row));
    }
    Map<String, MpmFacts> facts = new LinkedHashMap<>();
    for (List<String> row : rows("mpms.tsv", 13)) {
      facts.put(row.get(0), facts(row, limits.getOrDefault(row.get(0), List.of())));
    }
    return facts;
  }

  private static MpmFacts.Limit limit(List<String> row) {
    MpmDirective directive = MpmDirective.find(row.get(1)).orElseThrow();
    String most = optional(row.get(4));
    return new MpmFacts.Limit(
        directive, version(row.get(2)), Long.parseLong(row.get(3)), most == null ? null : Long.valueOf(most));
  }

  private static MpmFacts facts(List<String> row, List<MpmFacts.Limit> limits) {
    return new MpmFacts(
        row.get(0),
        row.get(1),
        optional(row.get(2)),
        MpmFacts.Width.valueOf(row.get(3).toUpperCase(Locale.ROOT)),
        MpmFacts.Width.valueOf(row.get(4).toUpperCase(Locale.ROOT)),
        row.get(5).equals("yes"),
        row.get(6),
        optional(row.get(7)),
        optional(row.get(8)),
        optional(row.get(9)),
        row.get(10),
        own(row.get(11)),
        limits,
        row.get(12));
  }

  private static Map<String, String> own(String cell) {
    Map<String, String> own = new LinkedHashMap<>();
    if (optional(cell) != null) {
      for (String entry : split(cell, ' ')) {
        int equals = entry.indexOf('=');
        own.put(entry.substring(0, equals), entry.substring(equals + 1));
      }
    }
    return own;
  }

  /// `2.4` as the first of that series, unlike [HttpdVersion#parse].
  static HttpdVersion version(String text) {
    List<String> parts = split(text, '.');
    int patch = parts.size() > 2 ? Integer.parseInt(parts.get(2)) : 0;
    return new HttpdVersion(Integer.parseInt(parts.get(0)), Integer.parseInt(parts.get(1)), patch);
  }

  private static @Nullable String optional(String cell) {
    return cell.equals("-") ? null : cell;
  }

  private static List<List<String>> rows(String resource, int columns) {
    List<List<String>> rows = new ArrayList<>();
    for (String line : split(read(resource), '\n')) {
      if (line.isEmpty() || line.charAt(0) == '#') {
        continue;
      }
      List<String> row = split(line, '\t');
      if (row.size() != columns) {
        throw new IllegalStateException(resource + ": " + row.size() + " columns in: " + line);
      }
      rows.add(row);
    }
    return rows;
  }

  private static List<String> split(String text, char by) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int at = text.indexOf(by); at >= 0; at = text.indexOf(by, from)) {
      parts.add(text.substring(from, at));
      from = at + 1;
    }
    parts.add(text.substring(from));
    return parts;
  }

  /// A text resource beside this class.
  static String read(String resource) {
    try (InputStream in = Catalogue.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
