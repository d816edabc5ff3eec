package dev.mpmlint.httpd;

/// httpd's help texts, which it puts behind its complaints of arguments. The table is read at first use. Safe for any thread.
public final class DirectiveHelp {
  private DirectiveHelp() {}

  /// The text that the module of that source name registered with the directive; empty when none is known.
  public static String of(String name, String source) {
    for (String[] row : Rows.TABLE.find(name)) {
      if (row[1].equals(source)) {
        return row[2];
      }
    }
    return "";
  }

  private static final class Rows {
    static final Table TABLE = Table.open("directive-help.tsv");
  }
}
