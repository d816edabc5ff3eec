package dev.mpmlint.server.site;

import dev.mpmlint.server.http.RequestHead;
import org.jspecify.annotations.Nullable;

/// What a request asks for, as its head was understood. Immutable.
///
/// @param path escaped; `*` for OPTIONS
/// @param query behind `?`; null when there is none
/// @param host without port; null when the request has none
/// @param port that stands with the host; 0 when none does
record Target(String path, @Nullable String query, @Nullable String host, int port) {
  static Target of(RequestHead head) {
    String host = head.hostname();
    return new Target(head.path(), head.query(), host.isEmpty() ? null : host, head.port());
  }
}
