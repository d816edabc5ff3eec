package dev.mpmlint.server.http;

import dev.mpmlint.server.log.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What httpd does when all fields of a head are read: joins fields of one name, then checks Content-Length,
/// Transfer-Encoding, Host and Expect (ap_read_request, ap_check_request_header, ap_post_read_request).
final class HeadRules {
  // Above this many fields they are joined by a map instead of comparing each with each.
  private static final int MANY = 200;

  private HeadRules() {}

  /// @param secure whether the connection is TLS: an absolute target of scheme https names the host then, else http
  static @Nullable Fault check(RequestHead head, Limits limits, boolean secure) {
    Fault fault = head.version == RequestHead.HTTP_0_9 ? null : fields(head, limits);
    if (fault == null) {
      connection(head);
      fault = host(head, limits, secure);
    }
    if (fault == null) {
      fault = expectation(head);
    }
    return fault == null ? scheme(head) : fault;
  }

  private static void connection(RequestHead head) {
    String connection = head.field(KnownField.CONNECTION);
    if (connection != null) {
      head.closeAsked = Ascii.hasToken(connection, "close");
      head.keepAliveAsked = Ascii.hasToken(connection, "keep-alive");
    }
  }

  private static @Nullable Fault fields(RequestHead head, Limits limits) {
    int joined = head.fields() > MANY ? joinMany(head) : join(head);
    head.index();
    if (joined > 0) {
      for (int i = 0; i < head.fields(); i++) {
        if (head.length(i) > limits.requestFieldSize()) {
          String name = Fault.cut(head.name(i));
          return Fault.header(true, "AH00560: Request header exceeds LimitRequestFieldSize after merging: " + name)
              .noting(Fault.TOO_LARGE);
        }
      }
    }
    return framing(head);
  }

  private static @Nullable Fault framing(RequestHead head) {
    String length = head.field(KnownField.CONTENT_LENGTH);
    if (length != null) {
      long bytes = BodyFraming.length(length);
      if (bytes < 0) {
        return Fault.debug(400, "AH10242: client sent invalid Content-Length (" + length + "): " + head.path());
      }
      head.framing = bytes == 0 ? BodyFraming.NONE : new BodyFraming(bytes);
    }
    String coding = head.field(KnownField.TRANSFER_ENCODING);
    if (coding != null) {
      if (!BodyFraming.endsInChunked(coding)) {
        return Fault.debug(400, "AH02539: client sent unknown Transfer-Encoding (" + coding + "): " + head.path());
      }
      head.framing = BodyFraming.CHUNKED;
      head.lengthDropped = length != null;
    }
    return null;
  }

  private static @Nullable Fault host(RequestHead head, Limits limits, boolean secure) {
    String field = head.field(KnownField.HOST);
    String host = head.uri.host;
    String scheme = head.uri.scheme;
    boolean named = host != null && (scheme == null || scheme.equalsIgnoreCase(secure ? "https" : "http"));
    Fault fault = null;
    if (host != null && named) {
      head.port = head.uri.port;
      fault = HostName.fromTarget(head, host, !limits.unsafe());
      if (fault == null && field != null) {
        head.value(KnownField.HOST, head.uri.authority);
      }
    } else if (field != null) {
      fault = HostName.fromField(head, field, !limits.unsafe());
    }
    if (fault != null) {
      return fault;
    }
    boolean nameless = !named && (field == null || field.isEmpty());
    if (nameless && head.version >= RequestHead.HTTP_1_1 || head.version == RequestHead.HTTP_1_1 && field == null) {
      return Fault.debug(
          400, "AH00569: client sent HTTP/1.1 request without hostname (see RFC2616 section 14.23): " + head.path());
    }
    return null;
  }

  private static @Nullable Fault expectation(RequestHead head) {
    String expect = head.field(KnownField.EXPECT);
    if (expect == null || expect.isEmpty()) {
      return null;
    }
    if (expect.equalsIgnoreCase("100-continue")) {
      head.expectsContinue = true;
      return null;
    }
    String text = "AH00570: client sent an unrecognized expectation value of Expect: " + expect;
    return new Fault(417, true, "", List.of(new Fault.Line(Level.INFO, text)));
  }

  private static @Nullable Fault scheme(RequestHead head) {
    String scheme = head.uri.scheme;
    if (scheme == null || scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https")) {
      return null;
    }
    return Fault.closing(400);
  }

  /// @return how many fields went into others
  private static int join(RequestHead head) {
    int count = head.fields();
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int same = -1;
      for (int j = 0; j < kept && same < 0; j++) {
        if (head.sameName(j, i)) {
          same = j;
        }
      }
      if (same >= 0) {
        head.value(same, head.value(same) + ", " + head.value(i));
      } else {
        if (kept != i) {
          head.move(i, kept);
        }
        kept++;
      }
    }
    head.cutTo(kept);
    return count - kept;
  }

  private static int joinMany(RequestHead head) {
    int count = head.fields();
    Map<String, Integer> places = HashMap.newHashMap(count);
    Map<Integer, StringBuilder> joined = new HashMap<>();
    int kept = 0;
    for (int i = 0; i < count; i++) {
      String name = lower(head.name(i));
      Integer same = places.get(name);
      if (same != null) {
        StringBuilder value = joined.get(same);
        if (value == null) {
          value = new StringBuilder(head.value(same));
          joined.put(same, value);
        }
        value.append(", ").append(head.value(i));
      } else {
        places.put(name, kept);
        if (kept != i) {
          head.move(i, kept);
        }
        kept++;
      }
    }
    for (Map.Entry<Integer, StringBuilder> entry : joined.entrySet()) {
      head.value(entry.getKey(), entry.getValue().toString());
    }
    head.cutTo(kept);
    return count - kept;
  }

  private static String lower(String name) {
    StringBuilder lower = new StringBuilder(name);
    for (int i = 0; i < name.length(); i++) {
      lower.setCharAt(i, (char) Ascii.lower(name.charAt(i)));
    }
    return lower.toString();
  }
}
