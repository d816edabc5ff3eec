package dev.mpmlint.server.content;

import dev.mpmlint.server.http.HttpDate;
import dev.mpmlint.server.http.RequestHead;
import org.jspecify.annotations.Nullable;

/// If-Match and its kind, in the order and with the answers of httpd (`ap_meets_conditions`,
/// modules/http/http_protocol.c). Stateless.
public final class Preconditions {
  private Preconditions() {}

  /// Whether a request without any condition can be told cheaply.
  private static boolean none(RequestHead head) {
    for (int i = 0; i < head.fields(); i++) {
      String name = head.name(i);
      if (name.length() > 6 && (name.charAt(0) | 0x20) == 'i' && (name.charAt(1) | 0x20) == 'f') {
        return false;
      }
    }
    return true;
  }

  /// @param etag of what would be sent; null when it has none
  /// @param modified in seconds since 1970
  /// @return 0 to go on, else 304 or 412
  public static int check(RequestHead head, @Nullable String etag, long modified) {
    if (none(head)) {
      return 0;
    }
    boolean get = head.method().equals("GET") || head.method().equals("HEAD");
    String ifMatch = head.field("If-Match");
    if (ifMatch != null) {
      if (!ifMatch.startsWith("*") && (etag == null || !listed(ifMatch, etag, true))) {
        return 412;
      }
    }
    long unmodified = date(head, "If-Unmodified-Since");
    if (unmodified >= 0 && modified > unmodified) {
      return 412;
    }
    String ifNoneMatch = head.field("If-None-Match");
    if (ifNoneMatch != null) {
      boolean same = ifNoneMatch.startsWith("*") || (etag != null && noneMatch(head, ifNoneMatch, etag, get));
      if (same && !get) {
        return 412;
      }
      long since = date(head, "If-Modified-Since");
      return same && (since < 0 || isOld(modified, since)) ? 304 : 0;
    }
    long since = date(head, "If-Modified-Since");
    return get && since >= 0 && isOld(modified, since) ? 304 : 0;
  }

  /// A time that is yet to come says nothing.
  private static boolean isOld(long modified, long since) {
    return modified <= since && since <= System.currentTimeMillis() / 1000;
  }

  /// A request for a part must compare strongly.
  private static boolean noneMatch(RequestHead head, String list, String etag, boolean get) {
    return listed(list, etag, !get || head.field("Range") != null);
  }

  private static long date(RequestHead head, String name) {
    String text = head.field(name);
    long millis = text == null ? -1 : HttpDate.parse(text);
    return millis < 0 ? -1 : Math.floorDiv(millis, 1000L);
  }

  /// Whether a list of entity tags holds one.
  static boolean listed(String list, String etag, boolean strong) {
    if (strong && etag.startsWith("W/")) {
      return false;
    }
    String opaque = etag.startsWith("W/") ? etag.substring(2) : etag;
    int at = 0;
    while (at < list.length()) {
      int comma = end(list, at);
      String one = list.substring(at, comma).strip();
      at = comma + 1;
      if (one.startsWith("W/")) {
        if (!strong && one.substring(2).equals(opaque)) {
          return true;
        }
      } else if (one.equals(opaque)) {
        return true;
      }
    }
    return false;
  }

  private static int end(String list, int from) {
    boolean quoted = false;
    for (int i = from; i < list.length(); i++) {
      char c = list.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        return i;
      }
    }
    return list.length();
  }
}
