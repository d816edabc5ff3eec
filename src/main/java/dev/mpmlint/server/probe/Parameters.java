package dev.mpmlint.server.probe;

import org.jspecify.annotations.Nullable;

/// The numbers and words behind the `?` of a probe's URL.
final class Parameters {
  private final String query;

  Parameters(@Nullable String query) {
    this.query = query == null ? "" : query;
  }

  /// Tells the client what is wrong, in one sentence.
  static final class BadParameterException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    BadParameterException(String sentence) {
      super(sentence);
      this.sentence = sentence;
    }

    String sentence() {
      return sentence;
    }
  }

  /// The first of this name; empty when there is none.
  String word(String name) {
    for (String part : query.split("&", -1)) {
      if (part.startsWith(name) && part.startsWith("=", name.length())) {
        return part.substring(name.length() + 1);
      }
    }
    return "";
  }

  /// A whole number from `least` to `most`.
  ///
  /// @param without when it is not given; below `least` when it must be
  long number(String name, long least, long most, long without) throws BadParameterException {
    String word = word(name);
    if (word.isEmpty() && without >= least) {
      return without;
    }
    try {
      long value = Long.parseLong(word);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException _) {
      // Said below.
    }
    throw new BadParameterException(name + " must be a number from " + least + " to " + most);
  }
}
