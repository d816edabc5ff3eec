package dev.mpmlint.server.settings;

/// Where a directive stands, as httpd names it in its messages.
///
/// @param file as httpd names it
/// @param line counted from 1
public record Origin(String file, int line) {
  @Override
  public String toString() {
    return file + ":" + line;
  }
}
