package dev.mpmlint.rules;

/// How bad a finding is, the worst first.
public enum Severity {
  /// httpd refuses to start, or does not do what the line says in a way that brings a site down.
  ERROR,
  /// httpd refuses to start on this machine, since a file, a folder or a user that the configuration names is not there; on
  /// another machine it may start. Looked for only where files are checked.
  MISSING,
  /// httpd changes or ignores what was asked for, or it will hurt under load.
  WARNING,
  /// Worth knowing.
  INFO;

  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  public boolean isAtLeast(Severity other) {
    return compareTo(other) <= 0;
  }

  /// What it is to those that know errors, warnings and notes only; [Finding#messageAlone] says the rest.
  public Severity ofThree() {
    return this == MISSING ? ERROR : this;
  }
}
