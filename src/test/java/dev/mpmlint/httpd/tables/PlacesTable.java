package dev.mpmlint.httpd.tables;

import dev.mpmlint.httpd.DirectiveCheck.Place;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Makes the column `forbidden` of `directive-checks.tsv`, where httpd tells; the columns `arguments` and `refusal` are ours,
/// and AgreementTest holds them to httpd.
final class PlacesTable {
  private static final int FORBIDDEN = 2;
  /// With one argument they may stand where they must not with two: their own check tells.
  private static final Set<String> BY_THEIR_ARGUMENTS = Set.of("Alias", "ScriptAlias");

  private PlacesTable() {}

  /// @param asked by name and source; empty sets for those that may stand wherever their bits allow
  static String updated(String table, Map<DirectiveTable.Found, Set<Place>> asked) {
    StringBuilder text = new StringBuilder();
    Map<String, String[]> rows = new TreeMap<>();
    for (String line : table.lines().toList()) {
      if (line.startsWith("#") || line.startsWith("name\t")) {
        text.append(line).append('\n');
      } else {
        String[] row = line.split("\t", -1);
        rows.put(row[0].toLowerCase(Locale.ROOT), row);
      }
    }
    Map<String, String> cells = new LinkedHashMap<>();
    asked.forEach((found, places) -> {
      // Modules that share a name, the MPMs, agree on its places.
      String name = found.command().name();
      if (!BY_THEIR_ARGUMENTS.contains(name)) {
        cells.merge(name, cell(places), (a, b) -> a.isEmpty() ? b : a);
      }
    });
    cells.forEach((name, cell) -> {
      String[] row = rows.get(name.toLowerCase(Locale.ROOT));
      if (row != null) {
        row[FORBIDDEN] = cell;
      } else if (!cell.isEmpty()) {
        rows.put(name.toLowerCase(Locale.ROOT), new String[] {name, "*", cell, "", ""});
      }
    });
    rows.values().stream()
        .filter(row -> !(row[FORBIDDEN] + row[3]).isEmpty())
        .forEach(row -> text.append(String.join("\t", row)).append('\n'));
    return text.toString();
  }

  private static String cell(Set<Place> places) {
    return places.stream().map(p -> p.name().toLowerCase(Locale.ROOT)).sorted().collect(Collectors.joining(","));
  }
}
