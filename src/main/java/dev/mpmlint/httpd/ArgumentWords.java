package dev.mpmlint.httpd;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

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
    for (Row row : rows(directive)) {
      if (argument == row.argument || argument > row.argument && row.andFollowing) {
        words.addAll(row.words);
      }
    }
    return words;
  }

  /// Whether a `+` or a `-` may stand before such a word.
  public static boolean signed(String directive) {
    return rows(directive).stream().anyMatch(Row::signed);
  }

  private static List<Row> rows(String directive) {
    return All.ROWS.getOrDefault(directive.toLowerCase(Locale.ROOT), List.of());
  }

  /// The directives that have such words, in lower case; sections with their `<`.
  public static Iterable<String> directives() {
    return All.ROWS.keySet();
  }

  /// @param argument from 1
  private record Row(int argument, boolean andFollowing, boolean signed, List<String> words) {
    /// Blanks between quotes belong to a word.
    private static final Pattern BETWEEN_WORDS = Pattern.compile(" (?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");

    static Row of(String argument, String words) {
      String number = argument.replaceAll("\\D", "");
      return new Row(
          number.isEmpty() ? 1 : Integer.parseInt(number),
          number.isEmpty() || argument.endsWith("+"),
          argument.startsWith("+"),
          List.of(BETWEEN_WORDS.split(words)));
    }
  }

  private static final class All {
    static final Map<String, List<Row>> ROWS = read();

    private static Map<String, List<Row>> read() {
      Map<String, List<Row>> rows = new HashMap<>();
      String text = new String(Resource.bytes("values.tsv"), StandardCharsets.UTF_8);
      text.lines().filter(line -> !line.startsWith("#")).skip(1).forEach(line -> {
        String[] columns = line.split("\t", 3);
        rows.computeIfAbsent(columns[0].toLowerCase(Locale.ROOT), _ -> new ArrayList<>(1))
            .add(Row.of(columns[1], columns[2]));
      });
      return rows;
    }
  }
}
