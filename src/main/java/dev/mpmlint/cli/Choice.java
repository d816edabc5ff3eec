package dev.mpmlint.cli;

import dev.mpmlint.httpd.Similar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// One of a few words, in any case: the constants' names in lower case.
///
/// @param option the option whose value it is
record Choice<E extends Enum<E>>(String option, List<E> all) implements ITypeConverter<E> {
  @Override
  public E convert(String text) {
    for (E each : all) {
      if (word(each).equals(text.toLowerCase(Locale.ROOT))) {
        return each;
      }
    }
    List<String> words = new ArrayList<>();
    words().forEach(words::add);
    throw unknown(option, text, words);
  }

  /// All of them, as typed; computed when they are asked for.
  Iterable<String> words() {
    return () -> all.stream().map(Choice::word).iterator();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static TypeConversionException unknown(String option, String text, List<String> words) {
    List<String> similar = Similar.to(text, words);
    return new TypeConversionException(
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
