package dev.mpmlint.httpd;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What a directive's own function refuses, beyond what the command table says: a row of `directive-checks.tsv`.
///
/// @param forbidden the places where it must not stand though its bits allow it
/// @param arguments what its arguments must be; the words are those of the `judge` package
/// @param refusal what httpd says otherwise, with `{}` for the argument; may be empty
public record DirectiveCheck(Set<Place> forbidden, String arguments, String refusal) {
  /// As `ap_check_cmd_context` tells them apart.
  public enum Place {
    VHOST,
    LIMIT,
    DIRECTORY,
    LOCATION,
    FILES,
    PROXY,
    HTACCESS,
    MDOMAIN,
    /// Every per-directory section (`NOT_IN_DIR_CONTEXT`).
    ANY_DIRECTORY
  }

  /// Nothing is known to be refused.
  public static final DirectiveCheck NONE = new DirectiveCheck(Set.of(), "", "");

  public DirectiveCheck {
    forbidden = Set.copyOf(forbidden);
  }

  /// What is known of that module's directive. The table is read at first use.
  public static DirectiveCheck of(String name, String source) {
    List<String[]> rows = Rows.TABLE.find(name);
    for (String[] row : rows) {
      if (row[1].equals(source) || row[1].equals("*")) {
        return new DirectiveCheck(places(row[2]), row[3], row[4]);
      }
    }
    return NONE;
  }

  private static Set<Place> places(String cell) {
    Set<Place> places = EnumSet.noneOf(Place.class);
    for (int from = 0; from < cell.length(); ) {
      int comma = cell.indexOf(',', from);
      int end = comma < 0 ? cell.length() : comma;
      places.add(Place.valueOf(cell.substring(from, end).toUpperCase(Locale.ROOT)));
      from = end + 1;
    }
    return places;
  }

  private static final class Rows {
    static final Table TABLE = Table.open("directive-checks.tsv");
  }
}
