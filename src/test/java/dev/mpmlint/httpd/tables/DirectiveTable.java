package dev.mpmlint.httpd.tables;

import dev.mpmlint.httpd.Modules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Brings `directives.tsv` up to date with an installed httpd: marks what it has, adds what is new. What `-L`
/// cannot tell (argument form, defaults, since) stays as it is, and is `UNKNOWN` or empty in a new row, to be
/// filled in by hand.
///
///     java … dev.mpmlint.httpd.tables.DirectiveTable src/main/resources/dev/mpmlint/httpd/directives.tsv
final class DirectiveTable {
  static final List<String> MPMS = List.of("prefork", "worker", "event");

  private static final int IN_BUILD = 12;

  private DirectiveTable() {}

  public static void main(String[] args) throws IOException {
    Path table = Path.of(args[0]);
    Path scratch = Files.createTempDirectory("mpmlint-tables");
    Files.writeString(table, updated(Files.readString(table), ask(InstalledHttpd.debian(scratch))));
  }

  /// Every directive of every module, whichever MPM it needs, by name and source.
  static Map<String, InstalledHttpd.Listed> ask(InstalledHttpd httpd) {
    Map<String, InstalledHttpd.Listed> all = new LinkedHashMap<>();
    for (String mpm : MPMS) {
      for (InstalledHttpd.Listed listed : httpd.directives(mpm)) {
        all.put(key(listed.name(), listed.source()), listed);
      }
    }
    return all;
  }

  static String updated(String table, Map<String, InstalledHttpd.Listed> installed) {
    List<String> head = new ArrayList<>();
    Map<String, String[]> rows = new TreeMap<>();
    for (String line : table.lines().toList()) {
      if (line.startsWith("#") || line.startsWith("name\t")) {
        head.add(line);
        continue;
      }
      String[] row = line.split("\t", -1);
      row[IN_BUILD] = installed.containsKey(key(row[0], row[1])) ? "yes" : "no";
      rows.put(key(row[0], row[1]), row);
    }
    installed.forEach((key, listed) -> rows.computeIfAbsent(key, _ -> newRow(listed)));
    StringBuilder text = new StringBuilder();
    head.forEach(line -> text.append(line).append('\n'));
    rows.values().forEach(row -> text.append(String.join("\t", row)).append('\n'));
    return text.toString();
  }

  private static String[] newRow(InstalledHttpd.Listed listed) {
    String module = Modules.find(listed.source()).map(m -> m.identifier()).orElse("");
    return new String[] {
      listed.name(), listed.source(), module, "Extension", "", bits(listed.allowed()), "UNKNOWN", "no", "unknown",
          "", "", "", "yes"
    };
  }

  /// The weakest bits that fit what `-L` says; it does not tell the class of AllowOverride.
  private static String bits(String allowed) {
    boolean htaccess = allowed.endsWith("in .htaccess");
    if (allowed.contains("only outside")) {
      return "RSRC_CONF";
    }
    if (allowed.contains("only inside")) {
      return htaccess ? "OR_AUTHCFG" : "ACCESS_CONF";
    }
    return htaccess ? "OR_ALL" : "RSRC_CONF,ACCESS_CONF";
  }

  private static String key(String name, String source) {
    return name.toLowerCase(Locale.ROOT) + "\t" + source;
  }
}
