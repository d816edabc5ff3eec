package dev.mpmlint.cli;

/// Something that the user can put right. The message is one clear sentence without a final period.
final class UserError extends Exception {
  private static final long serialVersionUID = 1L;

  UserError(String message) {
    super(message);
  }
}
