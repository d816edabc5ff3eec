package dev.mpmlint.rules;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmOutcome;
import dev.mpmlint.syntax.Word;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// A Mutex line for the accept mutex under an MPM that has none, or one that switches it off.
final class MutexMpmAcceptNotValid implements Rule.OfDirective {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM037",
          "mutex-mpm-accept-not-valid",
          Severity.ERROR,
          "A Mutex line for mpm-accept that httpd refuses",
          "0.1");

  private static final String TYPE = "mpm-accept";

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Set<String> listensTo() {
    return Set.of("mutex");
  }

  @Override
  public void check(Occurrence occurrence, Subject subject, Consumer<Finding> out) {
    Mpm mpm = Lines.mpmOf(occurrence, subject);
    List<Word> words = occurrence.words();
    for (int i = 1; i < words.size() && mpm != null; i++) {
      if (words.get(i).value().equals(TYPE)) {
        boolean none = words.getFirst().value().equalsIgnoreCase("none");
        if (mpm == Mpm.EVENT || mpm == Mpm.WINNT) {
          String message = mpm + " has no accept mutex; httpd refuses the type mpm-accept; take it out of this line";
          out.accept(finding(occurrence, words.get(i), subject, message, "Mutex type mpm-accept is not valid"));
        } else if (none && (mpm == Mpm.PREFORK || mpm == Mpm.WORKER)) {
          String message =
              mpm + " needs its accept mutex; httpd refuses Mutex none for mpm-accept; write Mutex default";
          out.accept(
              finding(occurrence, words.getFirst(), subject, message, "None is not allowed for mutex type mpm-accept"));
        }
      }
    }
  }

  private static Finding finding(Occurrence line, Word at, Subject subject, String message, String httpd) {
    Finding finding =
        Finding.at(INFO, line, at.span(), message)
            .labelled("refused")
            .claiming(new Claim.RefusesToStart(null, httpd));
    return subject.mpm() instanceof MpmOutcome.One(var plan) ? Lines.seeingMpm(finding, plan) : finding;
  }
}
