package dev.mpmlint.config;

import dev.mpmlint.source.Span;
import dev.mpmlint.syntax.Statement;
import dev.mpmlint.syntax.Word;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A statement where httpd meets it, its variables replaced. A file that is included twice gives two occurrences of
/// each of its lines.
/// Two are equal only when they are the same object: what they stand in may be deeply nested.
public record Occurrence(Statement statement, Place place) {
  /// The directive's or section's name in lower case.
  public String key() {
    return statement.key();
  }

  public boolean active() {
    return place.standing() instanceof Standing.Active;
  }

  /// The arguments as the directive receives them. Split anew at each call.
  public List<Word> words() {
    return statement.words();
  }

  public Span span() {
    return statement.span();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return span() + ": " + statement.name();
  }
}
