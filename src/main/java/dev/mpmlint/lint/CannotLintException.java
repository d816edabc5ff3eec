package dev.mpmlint.lint;

/// An input cannot be looked at. The message is one clear sentence without a final period.
public final class CannotLintException extends Exception {
  private static final long serialVersionUID = 1L;

  public CannotLintException(String message) {
    super(message);
  }
}
