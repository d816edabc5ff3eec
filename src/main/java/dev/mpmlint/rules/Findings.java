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

  private final List<Finding> kept = new ArrayList<>();
  private final Map<Key, Tally> tallies = new HashMap<>();

  @Override
  public void accept(Finding finding) {
    tallies.computeIfAbsent(new Key(finding.rule(), finding.at().file().name()), _ -> new Tally()).add(finding, kept);
  }

  List<Finding> sorted() {
    for (Tally tally : tallies.values()) {
      tally.close(kept);
    }
    kept.sort(Finding.ORDER);
    return List.copyOf(kept);
  }

  // By name: a file that is included twice is two SourceFiles.
  private record Key(RuleInfo rule, String file) {}

  /// What makes two findings the same to a reader.
  private record Same(int start, int end, String message) {}

  /// The findings of one rule in one file.
  private static final class Tally {
    private final Set<Same> seen = new HashSet<>();
    private @org.jspecify.annotations.Nullable Finding firstLeftOut;
    private int leftOut;

    void add(Finding finding, List<Finding> kept) {
      Same same = new Same(finding.at().start(), finding.at().end(), finding.message());
      if (seen.contains(same)) {
        return;
      }
      if (seen.size() < MOST) {
        seen.add(same);
        kept.add(finding);
      } else {
        leftOut++;
        firstLeftOut = firstLeftOut == null ? finding : firstLeftOut;
      }
    }

    void close(List<Finding> kept) {
      if (firstLeftOut != null) {
        String message =
            "the same again: " + leftOut + " more of " + firstLeftOut.rule().code() + " " + firstLeftOut.rule().name()
                + " in this file are not listed";
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
