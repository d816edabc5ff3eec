package dev.mpmlint.httpd;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The numbered messages of `ah.tsv`, which is read at first use. Safe for any thread.
public final class AhNumbers {
  private AhNumbers() {}

  /// What is known of that number.
  public static Optional<AhMessage> find(AhNumber number) {
    List<String[]> rows = Known.TABLE.find(number.toString());
    return rows.isEmpty() ? Optional.empty() : Optional.of(message(rows.getFirst()));
  }

  /// All known ones, by number.
  public static List<AhMessage> all() {
    List<AhMessage> all = new ArrayList<>();
    for (String[] row : Known.TABLE.rows()) {
      all.add(message(row));
    }
    return all;
  }

  private static AhMessage message(String[] row) {
    return new AhMessage(
        AhNumber.parse(row[0]).orElseThrow(() -> new IllegalStateException("ah.tsv has no number in " + row[0])),
        level(row[1]),
        row[2],
        row[3],
        row[4]);
  }

  private static AhMessage.Level level(String cell) {
    for (AhMessage.Level level : AhMessage.Level.values()) {
      if (Ascii.lower(level.name()).equals(cell)) {
        return level;
      }
    }
    throw new IllegalStateException("ah.tsv has the unknown level " + cell);
  }

  private static final class Known {
    static final Table TABLE = Table.open("ah.tsv");
  }
}
