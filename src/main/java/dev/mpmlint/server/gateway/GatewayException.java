package dev.mpmlint.server.gateway;

import java.io.IOException;

/// A script that cannot be asked, or that does not answer as it should.
final class GatewayException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /// @param status what the client gets when nothing has been sent yet
  /// @param message as httpd logs it behind its number
  GatewayException(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
