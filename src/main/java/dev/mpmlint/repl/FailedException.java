package dev.mpmlint.repl;

/// A line of the conversation cannot be carried out. The message is one clear sentence without a final period.
final class FailedException extends Exception {
  private static final long serialVersionUID = 1L;

  FailedException(String message) {
    super(message);
  }
}
