package dev.mpmlint.config;

import dev.mpmlint.source.Span;
import dev.mpmlint.syntax.SectionOpen;
import org.jspecify.annotations.Nullable;

/// A section that httpd decides while reading, and how it was decided.
///
/// @param outer the conditional section around this one, null when there is none
/// @param test what is tested, without `!`: a module's name, a flag, a path …
/// @param negated whether the test is turned around by `!`
/// @param reason one clause for people: "mpm_event_module is loaded only later, at FILE:LINE"
/// @param decidedAt the line that decided it (a LoadModule, a Define), null where none did
public record Condition(
    @Nullable Condition outer,
    SectionOpen section,
    Kind kind,
    String test,
    boolean negated,
    Truth truth,
    String reason,
    @Nullable Span decidedAt) {

  /// Which conditional section.
  public enum Kind {
    IF_MODULE("IfModule"),
    IF_DEFINE("IfDefine"),
    IF_VERSION("IfVersion"),
    IF_FILE("IfFile"),
    IF_DIRECTIVE("IfDirective"),
    IF_SECTION("IfSection"),
    /// The body of a macro: read when the macro is used, and there only.
    MACRO("Macro");

    private final String directive;

    Kind(String directive) {
      this.directive = directive;
    }

    public String directive() {
      return directive;
    }
  }

  /// The section's verdict, its `!` applied.
  public enum Truth {
    TRUE,
    FALSE,
    /// Not known, as in a fragment: the contents are read as if it were true.
    ASSUMED
  }
}
