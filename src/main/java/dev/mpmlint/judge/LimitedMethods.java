package dev.mpmlint.judge;

import dev.mpmlint.config.Scope;
import dev.mpmlint.syntax.Word;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The methods that `<Limit>` and `<LimitExcept>` sections around a line leave (`cmd_parms.limited` of httpd's core.c).
///
/// @param except whether all but the named ones are meant
record LimitedMethods(boolean except, Set<String> names) {
  private static final LimitedMethods ALL = new LimitedMethods(true, Set.of());

  LimitedMethods {
    names = Set.copyOf(names);
  }

  static LimitedMethods of(boolean except, List<Word> words) {
    Set<String> names = new HashSet<>();
    for (Word word : words) {
      // For httpd HEAD is GET.
      names.add(word.value().equals("HEAD") ? "GET" : word.value());
    }
    return new LimitedMethods(except, names);
  }

  /// @param scope the innermost section; null outside of all
  static LimitedMethods in(@Nullable Scope scope) {
    LimitedMethods left = ALL;
    for (Scope s = scope; s != null; s = s.parent()) {
      if (s.key().equals("limit") || s.key().equals("limitexcept")) {
        left = left.and(of(s.key().equals("limitexcept"), s.open().words()));
      }
    }
    return left;
  }

  LimitedMethods and(LimitedMethods other) {
    if (except && !other.except) {
      return other.and(this);
    }
    Set<String> both = new HashSet<>(names);
    if (except) {
      both.addAll(other.names);
      return new LimitedMethods(true, both);
    }
    if (other.except) {
      both.removeAll(other.names);
    } else {
      both.retainAll(other.names);
    }
    return new LimitedMethods(false, both);
  }

  boolean isEmpty() {
    return !except && names.isEmpty();
  }
}
