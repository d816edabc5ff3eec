package dev.mpmlint.rules;

import dev.mpmlint.source.Span;

/// What one word in the brackets of a comment asks to be silent about.
///
/// @param comment the comment's own line
/// @param word where the rule is named in it
/// @param rules which rules are meant
/// @param kind as the comment says it
/// @param reason what stands behind the brackets; may be empty
/// @param from the first byte of the file that it is about
/// @param to just past the last one
public record Suppression(Span comment, Span word, Selector rules, Kind kind, String reason, int from, int to) {
  /// What a comment is about.
  public enum Kind {
    /// `ignore`: the next directive, or the next section with all in it.
    IGNORE,
    /// `disable`: everything up to `enable`, or to the end of the file.
    DISABLE,
    /// `file-ignore`: the whole file.
    FILE_IGNORE
  }

  boolean covers(Finding finding) {
    return rules.matches(finding.rule())
        && (kind == Kind.FILE_IGNORE || from <= finding.at().start() && finding.at().start() < to);
  }
}
