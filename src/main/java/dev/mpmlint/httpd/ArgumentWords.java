package dev.mpmlint.httpd;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The words that a directive's arguments are chosen from, where they are a fixed list: `values.tsv`. For completion; no
/// rule judges by it. Safe for any thread.
public final class ArgumentWords {
  private ArgumentWords() {}

  /// The words for one argument, in the table's order; none where anything may stand.
  ///
  /// @param directive its name, any case
  /// @param argument its number, from 1
  public static List<String> of(String directive, int argument) {
    List<String> words = new ArrayList<>();
    for (Row row : All.ROWS.getOrDefault(directive.toLowerCase(Locale.ROOT), List.of())) {
      if (row.argument.equals("*") || row.argument.equals(Integer.toString(argument))) {
        words.addAll(row.words);
      }
    }
    return words;
  }

  /// The directives that have such words, in lower case.
  static Iterable<String> directives() {
    return All.ROWS.keySet();
  }

  private record Row(String argument, List<String> words) {}

  private static final class All {
    static final Map<String, List<Row>> ROWS = read();

    private static Map<String, List<Row>> read() {
      Map<String, List<Row>> rows = new HashMap<>();
      String text = new String(Resource.bytes("values.tsv"), StandardCharsets.UTF_8);
      text.lines().filter(line -> !line.startsWith("#")).skip(1).forEach(line -> {
        String[] columns = line.split("\t", 3);
        rows.computeIfAbsent(columns[0].toLowerCase(Locale.ROOT), _ -> new ArrayList<>(1))
            .add(new Row(columns[1], List.of(columns[2].split(" "))));
      });
      return rows;
    }
  }
}
