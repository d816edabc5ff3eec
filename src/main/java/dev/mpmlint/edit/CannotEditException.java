package dev.mpmlint.edit;

/// A change cannot be made. The message is one clear sentence without a final period.
public final class CannotEditException extends Exception {
  private static final long serialVersionUID = 1L;

  public CannotEditException(String message) {
    super(message);
  }
}
