package dev.mpmlint.cli;

import dev.mpmlint.httpd.Similar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One of a few words. Stateless.
final class Choice {
  private Choice() {}

  /// The constant whose name in lower case is `text`, in any case.
  static <E extends Enum<E>> E of(String option, String text, List<E> all) throws UserError {
    List<String> words = new ArrayList<>();
    for (E each : all) {
      String word = each.name().toLowerCase(Locale.ROOT);
      if (word.equals(text.toLowerCase(Locale.ROOT))) {
        return each;
      }
      words.add(word);
    }
    throw unknown(option, text, words);
  }

  static UserError unknown(String option, String text, List<String> words) {
    List<String> similar = Similar.to(text, words);
    return new UserError(
        option + " " + text + " is unknown; "
            + (similar.isEmpty()
                ? "choose " + list(words)
                : "did you mean " + String.join(" or ", similar) + "? There is " + list(words)));
  }

  /// `text, json or gcc`.
  private static String list(List<String> words) {
    int last = words.size() - 1;
    return last == 0 ? words.getFirst() : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }
}
