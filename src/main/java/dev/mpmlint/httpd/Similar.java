package dev.mpmlint.httpd;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// "Did you mean": names near to a mistyped one, by Damerau's edit distance (insert, delete, replace, swap
/// neighbours) without regard to ASCII case. Pure functions.
public final class Similar {
  /// The longest name that is compared; a longer one is a mistake of another kind.
  private static final int LONGEST = 64;

  private static final int MOST = 3;

  private Similar() {}

  /// At most three of `names`, the nearest first, then by alphabet; empty if none is near. Near is one edit for up
  /// to four characters, two for up to nine, three beyond; case alone counts nothing.
  public static List<String> to(String name, Collection<String> names) {
    if (name.isEmpty() || name.length() > LONGEST) {
      return List.of();
    }
    int bound = name.length() <= 4 ? 1 : name.length() <= 9 ? 2 : 3;
    List<Candidate> near = new ArrayList<>();
    for (String other : names) {
      int distance = distance(name, other, bound);
      if (distance <= bound) {
        near.add(new Candidate(other, distance));
      }
    }
    near.sort(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name));
    List<String> best = new ArrayList<>(MOST);
    for (Candidate candidate : near) {
      if (best.size() < MOST && !best.contains(candidate.name())) {
        best.add(candidate.name());
      }
    }
    return List.copyOf(best);
  }

  /// The edit distance of `a` and `b` without regard to ASCII case, or `bound + 1` if it is more than `bound`.
  public static int distance(String a, String b, int bound) {
    if (Math.abs(a.length() - b.length()) > bound) {
      return bound + 1;
    }
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      int least = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = at(a, i) == at(b, j) ? 0 : 1;
        int value = Math.min(Math.min(last[j] + 1, row[j - 1] + 1), last[j - 1] + cost);
        if (i > 1 && j > 1 && at(a, i) == at(b, j - 1) && at(a, i - 1) == at(b, j)) {
          value = Math.min(value, beforeLast[j - 2] + 1);
        }
        row[j] = value;
        least = Math.min(least, value);
      }
      if (least > bound) {
        return bound + 1;
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return Math.min(last[b.length()], bound + 1);
  }

  private static char at(String text, int position) {
    return Ascii.lower(text.charAt(position - 1));
  }

  private record Candidate(String name, int distance) {}
}
