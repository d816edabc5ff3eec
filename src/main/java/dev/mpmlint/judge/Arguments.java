package dev.mpmlint.judge;

import dev.mpmlint.httpd.ArgForm;
import dev.mpmlint.httpd.DirectiveHelp;
import dev.mpmlint.httpd.DirectiveSpec;
import dev.mpmlint.syntax.Word;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Counts arguments as httpd does before it calls a directive's own function (`invoke_cmd`, server/config.c). Stateless.
final class Arguments {
  private Arguments() {}

  /// Null when the form accepts them.
  static @Nullable Complaint check(DirectiveSpec spec, List<Word> words) {
    if (accepts(spec.form(), words)) {
      return null;
    }
    if (spec.form() == ArgForm.FLAG) {
      String text = spec.name() + " must be On or Off";
      return words.isEmpty() ? Complaint.missing(text) : Complaint.of(text, words.getFirst());
    }
    String help = DirectiveHelp.of(spec.name(), spec.source());
    return Complaint.missing(spec.name() + " " + spec.form().complaint() + (help.isEmpty() ? "" : ", " + help));
  }

  private static boolean accepts(ArgForm form, List<Word> words) {
    int count = words.size();
    return switch (form) {
      case NO_ARGS, RAW_ARGS, TAKE_ARGV, UNKNOWN -> true;
      case TAKE1 -> count == 1 && has(words, 0);
      case TAKE2 -> count == 2 && has(words, 0) && has(words, 1);
      case TAKE3 -> count == 3 && has(words, 0) && has(words, 1) && has(words, 2);
      case TAKE12 -> count >= 1 && count <= 2 && has(words, 0);
      case TAKE23 -> count >= 2 && count <= 3 && has(words, 0) && has(words, 1);
      case TAKE123 -> count >= 1 && count <= 3 && has(words, 0);
      case TAKE13 -> (count == 1 || count == 3 || count == 2 && !has(words, 1)) && has(words, 0);
      case ITERATE -> count >= 1 && has(words, 0);
      case ITERATE2 -> count >= 2 && has(words, 0);
      case FLAG -> count >= 1 && isFlag(words.getFirst().value());
    };
  }

  private static boolean has(List<Word> words, int index) {
    return !words.get(index).value().isEmpty();
  }

  private static boolean isFlag(String word) {
    return word.equalsIgnoreCase("on") || word.equalsIgnoreCase("off");
  }

  /// The words that a directive's function gets to see: lists end at an empty word, and an array has none that is the line's last.
  static List<Word> seen(ArgForm form, List<Word> words) {
    if (form == ArgForm.ITERATE || form == ArgForm.ITERATE2) {
      for (int i = 0; i < words.size(); i++) {
        if (words.get(i).value().isEmpty()) {
          return words.subList(0, i);
        }
      }
    }
    boolean lastIsEmpty = !words.isEmpty() && words.getLast().value().isEmpty();
    return form == ArgForm.TAKE_ARGV && lastIsEmpty ? words.subList(0, words.size() - 1) : words;
  }
}
