package dev.mpmlint.server.exchange;

import java.io.IOException;

/// A request body that cannot be read to its end.
public final class BadBodyException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /// @param status what httpd answers: 400, 408 or 413
  public BadBodyException(int status, String message) {
    super(message);
    this.status = status;
  }

  public int status() {
    return status;
  }
}
