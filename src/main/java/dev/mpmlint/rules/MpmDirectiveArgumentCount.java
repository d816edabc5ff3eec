package dev.mpmlint.rules;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.source.Display;
import dev.mpmlint.source.Span;
import dev.mpmlint.syntax.Word;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// A number of an MPM with no argument, with an empty one, or with several.
final class MpmDirectiveArgumentCount implements Rule.OfDirective {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM044",
          "mpm-directive-argument-count",
          Severity.ERROR,
          "A directive that takes exactly one argument has none or several",
          "0.1");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Set<String> listensTo() {
    return MpmNames.ofNumbers();
  }

  @Override
  public void check(Occurrence occurrence, Subject subject, Consumer<Finding> out) {
    List<Word> words = occurrence.words();
    boolean right = words.size() == 1 && !words.getFirst().value().isEmpty();
    if (right || TrailingComment.commentIn(words) >= 0) {
      return;
    }
    String name = MpmNames.spelled(occurrence.statement().name());
    String has;
    Span at;
    if (words.isEmpty()) {
      has = "has none";
      at = occurrence.span();
    } else if (words.size() == 1) {
      has = "has an empty one, which counts as none";
      at = words.getFirst().span();
    } else {
      has = "has " + words.size() + ": " + Display.of(occurrence.statement().args());
      at = words.get(1).span().to(words.getLast().span());
    }
    out.accept(
        Finding.at(
                INFO,
                occurrence,
                at,
                name + " takes one argument and " + has + "; httpd refuses the line; write one number")
            .labelled("one number is wanted")
            .claiming(new Claim.RefusesToStart(null, name + " takes one argument")));
  }
}
