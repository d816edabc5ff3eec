package dev.mpmlint.config;

import org.jspecify.annotations.Nullable;

/// A section that gives its contents a context: `<VirtualHost>`, `<Directory>`, `<Files>`, `<If>`, … The sections
/// that httpd decides while reading (`<IfModule>` and its kind) are [Condition]s instead: they leave no trace.
///
/// @param parent the section around this one; null at server level
/// @param open its opening line
public record Scope(@Nullable Scope parent, Occurrence open) {
  /// The section's name in lower case, without `<`: `virtualhost`.
  public String key() {
    return open.statement().key();
  }

  /// Whether this section or one around it has the given name (lower case).
  public boolean within(String key) {
    for (Scope s = this; s != null; s = s.parent) {
      if (s.key().equals(key)) {
        return true;
      }
    }
    return false;
  }
}
