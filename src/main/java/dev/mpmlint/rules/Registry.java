package dev.mpmlint.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/// Every rule, once. A test compares the list with the classes on disk.
final class Registry {
  private Registry() {}

  /// Sorted by code.
  static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>(96);
    Collections.addAll(rules, ReadingFault.values());
    Collections.addAll(
        rules,
        new MalformedSectionTag(),
        new SectionWithoutArgument(),
        new UnterminatedQuote(),
        new NoMpmLoaded(),
        new SeveralMpmsLoaded(),
        new MpmLoadedTwice(),
        new ThreadUnsafeModuleWithThreadedMpm(),
        new ItkWithThreadedMpm(),
        new Http2WithPrefork(),
        new CgiWithThreadedMpm(),
        new DirectiveOfAnotherMpm(),
        new IfmoduleNeverMatches(),
        new IfmoduleBeforeLoadmodule(),
        new TrailingComment(),
        new RemovedDirective(),
        new MutexMpmAcceptNotValid(),
        new MpmDirectiveInSection(),
        new ValueHttpdRejects(),
        new MpmDirectiveArgumentCount());
    rules.sort(Comparator.comparing((Rule rule) -> rule.info().code()));
    return rules;
  }
}
