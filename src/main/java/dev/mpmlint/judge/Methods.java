package dev.mpmlint.judge;

import java.util.Set;

/// The methods that httpd registers (modules/http/http_protocol.c, mod_dav). Stateless.
final class Methods {
  private static final Set<String> KNOWN =
      Set.of(
          "GET", "HEAD", "PUT", "POST", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "PROPFIND", "PROPPATCH", "MKCOL",
          "COPY", "MOVE", "LOCK", "UNLOCK", "VERSION-CONTROL", "CHECKOUT", "UNCHECKOUT", "CHECKIN", "UPDATE", "LABEL", "REPORT",
          "MKWORKSPACE", "MKACTIVITY", "BASELINE-CONTROL", "MERGE");

  private Methods() {}

  static boolean isKnown(String method) {
    return KNOWN.contains(method);
  }
}
