package dev.mpmlint.rules;

import dev.mpmlint.httpd.Similar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Some rules, by one word: a code, a name, the beginning of codes (`MPM`, `SYN0`), or `ALL`. Immutable.
public final class Selector {
  private static final String ALL = "ALL";
  private final String word;

  private Selector(String word) {
    this.word = word;
  }

  /// Understands a word in any case; empty where no rule is meant.
  public static Optional<Selector> parse(String text) {
    String word = text.toUpperCase(Locale.ROOT);
    if (word.equals(ALL)) {
      return Optional.of(new Selector(word));
    }
    for (Rule rule : RuleSet.all().rules()) {
      String code = rule.info().code();
      if (word.length() >= 3 && code.startsWith(word)) {
        return Optional.of(new Selector(word));
      }
      if (rule.info().name().equalsIgnoreCase(text)) {
        return Optional.of(new Selector(code));
      }
    }
    return Optional.empty();
  }

  /// `there is no rule MPM13; did you mean MPM013?`
  public static String unknown(String text) {
    List<String> words = new ArrayList<>();
    for (Rule rule : RuleSet.all().rules()) {
      words.add(rule.info().code());
      words.add(rule.info().name());
    }
    List<String> similar = words.contains(padded(text)) ? List.of(padded(text)) : Similar.to(text, words);
    return "there is no rule " + text + "; "
        + (similar.isEmpty() ? "mpmlint rules lists them" : "did you mean " + String.join(" or ", similar) + "?");
  }

  /// A code with the zeros that were left out: `MPM013` for `mpm13`.
  private static String padded(String text) {
    int digits = 0;
    while (digits < text.length() && Character.isLetter(text.charAt(digits))) {
      digits++;
    }
    String zeros = "0".repeat(Math.max(0, 6 - text.length()));
    return text.substring(0, digits).toUpperCase(Locale.ROOT) + zeros + text.substring(digits);
  }

  public boolean matches(RuleInfo rule) {
    return word.equals(ALL) || rule.code().startsWith(word);
  }

  /// Whether any of them matches.
  public static boolean anyMatches(List<Selector> selectors, RuleInfo rule) {
    for (Selector selector : selectors) {
      if (selector.matches(rule)) {
        return true;
      }
    }
    return false;
  }

  /// `MPM013`, `SYN`, `ALL`.
  @Override
  public String toString() {
    return word;
  }
}
