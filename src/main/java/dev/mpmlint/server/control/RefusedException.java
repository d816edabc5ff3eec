package dev.mpmlint.server.control;

import java.util.List;

/// A configuration that httpd would not start with.
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> lines;

  /// @param lines what httpd would print
  public RefusedException(List<String> lines) {
    super(String.join("\n", lines));
    this.lines = List.copyOf(lines);
  }

  public RefusedException(String line) {
    this(List.of(line));
  }

  public List<String> lines() {
    return lines;
  }
}
