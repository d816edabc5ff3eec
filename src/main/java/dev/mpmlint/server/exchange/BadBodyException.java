package dev.mpmlint.server.exchange;

import java.io.IOException;

/// A request body that cannot be read to its end.
public final class BadBodyException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String notes;

  /// @param status what httpd answers: 400, 408 or 413
  /// @param notes what the answer's page says of it, in HTML; may be empty
  public BadBodyException(int status, String notes, String message) {
    super(message);
    this.status = status;
    this.notes = notes;
  }

  public int status() {
    return status;
  }

  public String notes() {
    return notes;
  }
}
