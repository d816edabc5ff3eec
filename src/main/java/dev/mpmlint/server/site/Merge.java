package dev.mpmlint.server.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How values of an inner section go over those of an outer one. Stateless.
final class Merge {
  private Merge() {}

  static <T> @Nullable T or(@Nullable T over, @Nullable T base) {
    return over != null ? over : base;
  }

  static <K, V> Map<K, V> maps(Map<K, V> base, Map<K, V> over) {
    if (over.isEmpty()) {
      return base;
    }
    if (base.isEmpty()) {
      return over;
    }
    Map<K, V> both = new HashMap<>(base);
    both.putAll(over);
    return both;
  }

  /// The first list, then the second.
  static <T> List<T> lists(List<T> first, List<T> second) {
    if (second.isEmpty()) {
      return first;
    }
    if (first.isEmpty()) {
      return second;
    }
    List<T> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }
}
