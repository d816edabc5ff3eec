package dev.mpmlint.httpd.tables;

import dev.mpmlint.httpd.DirectiveSpec.InVhost;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Makes `directives.tsv`: name, source, module, bits, form, exec_on_read and in_vhost are those of the command tables and
/// of what httpd answers; status, contexts, default, since and note are the manual's, or ours, and are kept. Rows of modules
/// that are not at hand stay as they are.
final class DirectiveTable {
  private static final int MODULE = 2;
  private static final int STATUS = 3;
  private static final int BITS = 5;
  private static final int FORM = 6;
  private static final int EXEC_ON_READ = 7;
  private static final int IN_VHOST = 8;
  private static final int BUILD = 12;

  private DirectiveTable() {}

  /// A directive and where it was found.
  ///
  /// @param ours whether its module is one of the build's own, and not another package's
  record Found(CommandTable.Command command, CommandTable.Module module, boolean ours) {
    String key() {
      return DirectiveTable.key(command.name(), module.source());
    }
  }

  /// Asks, or takes what the table says already.
  interface Vhosts {
    InVhost of(Found found, String known);
  }

  static String updated(String table, Iterable<Found> all, Vhosts vhosts) {
    List<String> head = new ArrayList<>();
    Map<String, String[]> rows = new TreeMap<>();
    for (String line : table.lines().toList()) {
      if (line.startsWith("#") || line.startsWith("name\t")) {
        head.add(line);
        continue;
      }
      String[] row = line.split("\t", -1);
      row[BUILD] = row[BUILD].equals("yes") ? "no" : row[BUILD];
      rows.put(key(row[0], row[1]), row);
    }
    for (Found found : all) {
      String[] row = rows.computeIfAbsent(found.key(), _ -> newRow(found));
      CommandTable.Command command = found.command;
      row[0] = command.name();
      row[MODULE] = found.module.identifier();
      row[BITS] = command.bits().stream().map(Enum::name).collect(Collectors.joining(","));
      // The macro NO_ARGS compiles to RAW_ARGS; the sources tell them apart.
      row[FORM] = row[FORM].equals("NO_ARGS") && command.form().name().equals("RAW_ARGS") ? "NO_ARGS" : command.form().name();
      row[EXEC_ON_READ] = command.execOnRead() ? "yes" : "no";
      row[IN_VHOST] =
          switch (vhosts.of(found, row[IN_VHOST])) {
            case ACCEPTED -> "yes";
            case REFUSED -> "no";
            case UNKNOWN -> "unknown";
          };
      row[BUILD] = found.ours ? "yes" : "package";
    }
    StringBuilder text = new StringBuilder();
    head.forEach(line -> text.append(line).append('\n'));
    rows.values().forEach(row -> text.append(String.join("\t", row)).append('\n'));
    return text.toString();
  }

  private static String[] newRow(Found found) {
    String[] row = new String[BUILD + 1];
    java.util.Arrays.fill(row, "");
    row[1] = found.module.source();
    row[STATUS] = found.ours ? "Extension" : "ThirdParty";
    row[IN_VHOST] = "";
    return row;
  }

  static String key(String name, String source) {
    return name.toLowerCase(Locale.ROOT) + "\t" + source;
  }
}
