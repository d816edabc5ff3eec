package dev.mpmlint.rules;

import dev.mpmlint.config.Site;
import dev.mpmlint.source.Span;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something wrong at a place.
///
/// @param message one sentence without a final period that names the value, the place and the way out
/// @param at the primary span
/// @param label a few words for the caret under it, such as "write 250, or 275"; may be empty
/// @param site how the file came to be read; null when it was not included
/// @param claims what `verify` can show of it
public record Finding(
    RuleInfo rule,
    Severity severity,
    String message,
    Span at,
    String label,
    @Nullable Site site,
    List<Related> related,
    List<Fix> fixes,
    List<Claim> claims) {

  /// By file, line, column, code; then by text, so that equal input gives equal output.
  public static final Comparator<Finding> ORDER =
      Comparator.comparing((Finding f) -> f.at.file().name())
          .thenComparingInt(f -> f.at.start())
          .thenComparing(f -> f.rule.code())
          .thenComparingInt(f -> f.at.end())
          .thenComparing(Finding::message);

  public Finding {
    related = List.copyOf(related);
    fixes = List.copyOf(fixes);
    claims = List.copyOf(claims);
  }
}
