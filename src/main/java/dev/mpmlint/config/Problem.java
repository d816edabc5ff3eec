package dev.mpmlint.config;

import dev.mpmlint.source.Span;
import org.jspecify.annotations.Nullable;

/// Something that the reader met and httpd would complain of.
///
/// @param kind which fault; findings take their code from it
/// @param fatal whether httpd refuses the configuration for it
/// @param message for people: one sentence, no final period, naming the value and the way out
/// @param httpd httpd's own text, without `Syntax error on line N of FILE:`; null where httpd is silent
/// @param at where it is
/// @param number the line that httpd names; differs from `at` for continued lines
/// @param site how the file came to be read
/// @param related where the other half of the fault is, null when there is none
public record Problem(
    Kind kind,
    boolean fatal,
    String message,
    @Nullable String httpd,
    Span at,
    int number,
    Site site,
    @Nullable Span related) {

  /// The faults of reading. The first group is about lines and sections, the second about Include, the third about
  /// the other directives that act while reading.
  public enum Kind {
    STRAY_CLOSE,
    MISMATCHED_CLOSE,
    UNCLOSED_SECTION,
    MALFORMED_TAG,
    MISSING_ARGUMENT,
    TEXT_AFTER_TAG,
    LINE_TOO_LONG,
    NUL_BYTE,
    BYTE_ORDER_MARK,
    CONTINUATION_AT_END,
    CONTINUED_COMMENT,
    TOO_DEEP,
    TOO_LARGE,

    INCLUDE_NOT_FOUND,
    INCLUDE_NO_MATCH,
    INCLUDE_CYCLE,
    INCLUDE_UNREADABLE,
    INCLUDE_OUTSIDE_ROOT,
    INCLUDE_BROKEN_LINK,

    UNDEFINED_VARIABLE,
    BAD_DEFINE,
    BAD_CONDITION,
    BAD_MACRO,
    BAD_LOAD_MODULE,
    MODULE_ALREADY_LOADED,
    BAD_ARGUMENTS,
    /// Only looked for when files are checked.
    MISSING_SERVER_ROOT,
    /// Only looked for when files are checked.
    MISSING_MODULE_FILE
  }
}
