package dev.mpmlint.advise;

/// A log, a status page or another input that tells nothing. The message is one clear sentence without a final period.
public final class UnusableInputException extends Exception {
  private static final long serialVersionUID = 1L;

  public UnusableInputException(String message) {
    super(message);
  }
}
