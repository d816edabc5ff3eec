package dev.mpmlint.rules;

import dev.mpmlint.source.TextEdit;
import java.util.List;

/// A way out.
///
/// @param description what to write, as a person says it: "write MaxRequestWorkers 250, or 275"
/// @param safety whether it can change what the server does
/// @param edits the same as edits; empty where only a person can do it
public record Fix(String description, Safety safety, List<TextEdit> edits) {
  /// Whether applying it can change behaviour.
  public enum Safety {
    /// httpd does exactly the same afterwards, or does what the line plainly says where it refused to.
    SAFE,
    /// It changes what httpd does, presumably for the better.
    UNSAFE
  }

  public Fix {
    edits = List.copyOf(edits);
  }

  /// Advice without an edit.
  public static Fix advice(String description) {
    return new Fix(description, Safety.UNSAFE, List.of());
  }
}
