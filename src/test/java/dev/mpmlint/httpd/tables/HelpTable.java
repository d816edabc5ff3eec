package dev.mpmlint.httpd.tables;

import dev.mpmlint.httpd.ArgForm;
import java.util.Map;
import java.util.TreeMap;

/// Makes `directive-help.tsv`: the help text of each directive of whose arguments httpd complains with it.
final class HelpTable {
  /// Other packages' modules write whole pages: those are left out.
  private static final int LONGEST = 120;

  private HelpTable() {}

  /// The rows of modules that are not at hand stay as they are.
  static String updated(String table, Iterable<DirectiveTable.Found> all) {
    StringBuilder head = new StringBuilder();
    Map<String, String> rows = new TreeMap<>();
    for (String line : table.lines().toList()) {
      if (line.startsWith("#") || line.startsWith("name\t")) {
        head.append(line).append('\n');
      } else {
        String[] row = line.split("\t", -1);
        rows.put(DirectiveTable.key(row[0], row[1]), line);
      }
    }
    for (DirectiveTable.Found found : all) {
      CommandTable.Command command = found.command();
      boolean said = !command.form().complaint().isEmpty() && command.form() != ArgForm.FLAG;
      boolean kept = !command.help().isEmpty() && (found.ours() || command.help().length() <= LONGEST);
      if (said && kept) {
        rows.put(found.key(), command.name() + "\t" + found.module().source() + "\t" + command.help().replace('\t', ' '));
      } else {
        rows.remove(found.key());
      }
    }
    rows.values().forEach(line -> head.append(line).append('\n'));
    return head.toString();
  }
}
