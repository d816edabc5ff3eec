package dev.mpmlint.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Collects what the rules find, each fault once, and not without end: a generated or hostile file must not give a
/// million findings. Owned by the thread that runs the rules.
final class Findings implements Consumer<Finding> {
  /// So many of one rule in one file are listed.
  static final int MOST = 100;
  /// So many of one rule in all files: Include of a wildcard may bring in thousands that are no configuration.
  static final int MOST_IN_ALL = 1_000;

  private final List<Finding> kept = new ArrayList<>();
  private final Map<Key, Tally> tallies = new HashMap<>();
  private final Map<RuleInfo, Tally> rest = new HashMap<>();
  private final Map<RuleInfo, Integer> listed = new HashMap<>();

  @Override
  public void accept(Finding finding) {
    int before = kept.size();
    int already = listed.getOrDefault(finding.rule(), 0);
    if (already < MOST_IN_ALL) {
      tallies.computeIfAbsent(new Key(finding.rule(), finding.at().file().name()), _ -> new Tally("in this file")).add(finding, kept);
      listed.put(finding.rule(), already + kept.size() - before);
    } else {
      rest.computeIfAbsent(finding.rule(), _ -> new Tally("in this file and others")).leaveOut(finding);
    }
  }

  List<Finding> sorted() {
    tallies.values().forEach(tally -> tally.close(kept));
    rest.values().forEach(tally -> tally.close(kept));
    kept.sort(Finding.ORDER);
    return List.copyOf(kept);
  }

  // By name: a file that is included twice is two SourceFiles.
  private record Key(RuleInfo rule, String file) {}

  /// What makes two findings the same to a reader.
  private record Same(int start, int end, String message) {}

  /// Findings of one rule.
  private static final class Tally {
    private final String where;
    private final Set<Same> seen = new HashSet<>();
    private @org.jspecify.annotations.Nullable Finding firstLeftOut;
    private int leftOut;

    /// @param where in which files, as a person says it
    Tally(String where) {
      this.where = where;
    }

    void add(Finding finding, List<Finding> kept) {
      Same same = new Same(finding.at().start(), finding.at().end(), finding.message());
      if (seen.contains(same)) {
        return;
      }
      if (seen.size() < MOST) {
        seen.add(same);
        kept.add(finding);
      } else {
        leaveOut(finding);
      }
    }

    void leaveOut(Finding finding) {
      leftOut++;
      firstLeftOut = firstLeftOut == null ? finding : firstLeftOut;
    }

    void close(List<Finding> kept) {
      if (firstLeftOut != null) {
        String message =
            "the same again: " + leftOut + " more of " + firstLeftOut.rule().code() + " " + firstLeftOut.rule().name()
                + " " + where + " are not listed";
        kept.add(
            new Finding(
                firstLeftOut.rule(),
                firstLeftOut.severity(),
                message,
                firstLeftOut.at(),
                "the first of them",
                firstLeftOut.site(),
                List.of(),
                List.of(),
                List.of()));
      }
    }
  }
}
