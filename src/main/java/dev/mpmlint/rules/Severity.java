package dev.mpmlint.rules;

/// How bad a finding is, the worst first.
public enum Severity {
  /// httpd refuses to start, or does not do what the line says in a way that brings a site down.
  ERROR,
  /// httpd changes or ignores what was asked for, or it will hurt under load.
  WARNING,
  /// Worth knowing.
  INFO;

  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
