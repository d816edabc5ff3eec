package dev.mpmlint.judge;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Scope;
import dev.mpmlint.syntax.Word;
import org.jspecify.annotations.Nullable;

/// A line that httpd refuses.
///
/// @param at the line
/// @param kind what is wrong with it
/// @param httpd what httpd says, as far as it is known to the letter
/// @param word the argument that is refused; null when it is not one of them
/// @param inside the section that does not allow it; null when it is none
public record Refusal(Occurrence at, Kind kind, String httpd, @Nullable Word word, @Nullable Scope inside) {
  /// What can be wrong with a line.
  public enum Kind {
    /// No module that is loaded defines it.
    UNKNOWN,
    /// It may not stand here.
    CONTEXT,
    /// It has too few arguments, or too many.
    ARGUMENTS,
    /// An argument is not what the directive takes.
    VALUE,
    /// It names a file or folder that is not there.
    FILE
  }

  /// The line that httpd names: the last one of a continued directive.
  public int number() {
    return at.statement().number();
  }

  /// The file that httpd names.
  public String file() {
    return at.span().file().name();
  }
}
