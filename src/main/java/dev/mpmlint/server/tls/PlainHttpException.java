package dev.mpmlint.server.tls;

import java.io.IOException;

/// A client speaks HTTP without TLS to a port where TLS is spoken. The wire has become a plain one: httpd answers 400
/// on it, logs the request as [#REQUEST_LINE], and closes.
public final class PlainHttpException extends IOException {
  private static final long serialVersionUID = 1L;

  /// What mod_ssl takes the request for (ssl_engine_io.c, HTTP_ON_HTTPS_PORT).
  public static final String REQUEST_LINE = "GET / HTTP/1.0";

  /// What stands in the 400 page after httpd's own sentence (`error-notes`).
  public static final String NOTES =
      """
      Reason: You're speaking plain HTTP to an SSL-enabled server port.<br />
       Instead use the HTTPS scheme to access this URL, please.<br />
      """;

  /// For the error log, module `ssl`, level info.
  public static final String LOG =
      "AH01996: SSL handshake failed: HTTP spoken on HTTPS port; trying to send HTML error page";

  PlainHttpException() {
    super(LOG);
  }
}
