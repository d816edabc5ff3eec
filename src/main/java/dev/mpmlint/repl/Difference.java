package dev.mpmlint.repl;

import dev.mpmlint.rules.Finding;
import dev.mpmlint.rules.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a change made better or worse: findings that are gone or new, numbers in effect that moved.
///
/// @param gone findings that are there no longer
/// @param fresh findings that were not there before
/// @param moved the MPM and numbers that changed, each as `NAME OLD → NEW`
record Difference(List<Finding> gone, List<Finding> fresh, List<String> moved) {
  /// So many of each are named.
  private static final int MOST = 4;

  static Difference of(View before, View after) {
    List<String> moved = new ArrayList<>();
    if (!before.mpm().equals(after.mpm())) {
      moved.add("MPM " + before.mpm() + " → " + after.mpm());
    }
    Map<String, String> old = before.numbers();
    Map<String, String> now = after.numbers();
    now.forEach(
        (name, value) -> {
          String was = old.get(name);
          if (was != null && !was.equals(value)) {
            moved.add(name + " " + was + " → " + value);
          }
        });
    return new Difference(
        without(before.findings(), after.findings()), without(after.findings(), before.findings()), moved);
  }

  /// Those of the first list that the second has no more of. Lines shift and sentences name other numbers after an edit,
  /// so a finding is known by its rule and its file.
  private static List<Finding> without(List<Finding> all, List<Finding> others) {
    Map<String, Integer> left = new LinkedHashMap<>();
    others.forEach(f -> left.merge(key(f), 1, Integer::sum));
    List<Finding> rest = new ArrayList<>();
    for (Finding finding : all) {
      int count = left.getOrDefault(key(finding), 0);
      if (count > 0) {
        left.put(key(finding), count - 1);
      } else {
        rest.add(finding);
      }
    }
    return rest;
  }

  private static String key(Finding finding) {
    return finding.rule().code() + " " + finding.at().file().name();
  }

  /// All of it in one line.
  String line() {
    List<String> parts = new ArrayList<>();
    names(gone, "gone", parts);
    names(fresh, "new", parts);
    if (!moved.isEmpty()) {
      parts.add(String.join(", ", moved));
    }
    return verdict() + (parts.isEmpty() ? "" : ": " + String.join("; ", parts));
  }

  private String verdict() {
    int was = weight(gone);
    int is = weight(fresh);
    if (was == 0 && is == 0) {
      return moved.isEmpty() && gone.isEmpty() && fresh.isEmpty() ? "no difference" : "neither better nor worse";
    }
    return is == 0 || was > is ? "better" : was == 0 || is > was ? "worse" : "other findings";
  }

  private static int weight(List<Finding> findings) {
    int sum = 0;
    for (Finding finding : findings) {
      sum += finding.severity().isAtLeast(Severity.MISSING) ? 1000 : finding.severity() == Severity.WARNING ? 1 : 0;
    }
    return sum;
  }

  private static void names(List<Finding> findings, String word, List<String> parts) {
    if (findings.isEmpty()) {
      return;
    }
    List<String> names = new ArrayList<>();
    for (Finding finding : findings.subList(0, Math.min(MOST, findings.size()))) {
      names.add(finding.rule().code() + " " + finding.rule().name() + " (" + finding.severity().word() + ")");
    }
    if (findings.size() > MOST) {
      names.add((findings.size() - MOST) + " more");
    }
    parts.add(word + " " + String.join(", ", names));
  }
}
