package dev.mpmlint.judge;

import org.jspecify.annotations.Nullable;

/// What a directive's own function refuses. Keeps nothing in mind between two calls.
interface Check {
  Check NONE = _ -> null;

  /// Null when nothing is wrong.
  @Nullable Complaint check(Call call);
}
