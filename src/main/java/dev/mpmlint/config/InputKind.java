package dev.mpmlint.config;

/// What a file is, which decides what may be expected of it.
public enum InputKind {
  /// The main file of a server: with all it includes it is everything that httpd reads.
  WHOLE,
  /// A piece that some other file includes: what it does not say may be said elsewhere.
  FRAGMENT,
  /// A per-directory file, read at each request.
  HTACCESS
}
