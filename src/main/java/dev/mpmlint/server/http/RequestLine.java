package dev.mpmlint.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

/// One request line, read as httpd's ap_parse_request_line does it: it is taken apart wholly before the first thing that
/// was wrong with it is reported. Reused; owned by its parser.
final class RequestLine {
  private static final String[] METHODS = {
    "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "CONNECT", "PROPFIND", "PROPPATCH", "MKCOL",
    "COPY", "MOVE", "LOCK", "UNLOCK", "VERSION-CONTROL", "CHECKOUT", "UNCHECKOUT", "CHECKIN", "UPDATE", "LABEL",
    "REPORT", "MKWORKSPACE", "MKACTIVITY", "BASELINE-CONTROL", "MERGE"
  };

  private enum Trouble {
    BAD_METHOD, BAD_SPACE, EXCESS_SPACE, MISSING_URI, BAD_URI, BAD_PROTOCOL, TRAILING_TEXT, BAD_METHOD_09, REJECT_09
  }

  private @Nullable Trouble trouble;
  private String protocol = "";
  private String trailing = "";

  /// @return null when the line is sound
  @Nullable Fault parse(byte[] bytes, int from, int end, RequestHead head, Limits limits) {
    trouble = null;
    protocol = "";
    trailing = "";
    split(bytes, from, end, head, !limits.unsafe());
    head.requestLine = joined(bytes, from, end, head);
    readVersion(head, !limits.unsafe());
    Fault fault = judge(head, limits);
    if (fault != null && head.version == RequestHead.HTTP_0_9) {
      head.version = RequestHead.HTTP_1_0;
    }
    return fault;
  }

  private void note(Trouble first) {
    if (trouble == null) {
      trouble = first;
    }
  }

  private void split(byte[] bytes, int from, int end, RequestHead head, boolean strict) {
    int method = Ascii.span(Ascii.SPACE, bytes, from, end);
    if (method > from) {
      trouble = Trouble.BAD_SPACE;
    }
    int at = Ascii.span(strict ? Ascii.TOKEN : Ascii.VISIBLE, bytes, method, end);
    if ((at == method || at < end && !Ascii.is(Ascii.SPACE, bytes[at])) && trouble == null) {
      trouble = Trouble.BAD_METHOD;
      at = Ascii.space(bytes, at, end);
    }
    if (at < 0) {
      head.method = text(bytes, method, end);
      return;
    }
    head.method = method(bytes, method, at);
    int uri = spaces(bytes, at, end, strict);
    if (uri == end) {
      note(Trouble.MISSING_URI);
    }
    at = Ascii.span(Ascii.VISIBLE, bytes, uri, end);
    if (at == uri || at < end && !Ascii.is(Ascii.SPACE, bytes[at])) {
      trouble = Trouble.BAD_URI;
      at = Ascii.space(bytes, at, end);
    }
    if (at < 0) {
      head.target = text(bytes, uri, end);
      return;
    }
    head.target = text(bytes, uri, at);
    int version = spaces(bytes, at, end, strict);
    at = Ascii.span(Ascii.VISIBLE, bytes, version, end);
    rest(bytes, at, end, strict);
    protocol = protocol(bytes, version, at);
  }

  /// Goes over the white space behind a word.
  private int spaces(byte[] bytes, int from, int end, boolean strict) {
    if (strict && from + 1 < end && Ascii.is(Ascii.SPACE, bytes[from + 1])) {
      note(Trouble.EXCESS_SPACE);
    }
    int at = from;
    for (; at < end && Ascii.is(Ascii.SPACE, bytes[at]); at++) {
      if (bytes[at] != ' ') {
        note(Trouble.BAD_SPACE);
      }
    }
    return at;
  }

  private void rest(byte[] bytes, int from, int end, boolean strict) {
    if (from == end) {
      return;
    }
    if (!Ascii.is(Ascii.SPACE, bytes[from])) {
      trouble = Trouble.BAD_PROTOCOL;
    } else if (strict) {
      trouble = Trouble.EXCESS_SPACE;
    } else {
      int at = spaces(bytes, from, end, false);
      if (at < end) {
        trailing = text(bytes, at, end);
        note(Trouble.TRAILING_TEXT);
      }
    }
  }

  private void readVersion(RequestHead head, boolean strict) {
    String text = protocol;
    if (text.equals("HTTP/1.1")) {
      head.version = RequestHead.HTTP_1_1;
    } else if (text.isEmpty()) {
      head.version = RequestHead.HTTP_0_9;
    } else if (text.length() == 8
        && text.regionMatches(true, 0, "HTTP/", 0, 5)
        && text.charAt(5) >= '1'
        && text.charAt(5) <= '9'
        && text.charAt(6) == '.'
        && Ascii.is(Ascii.DIGIT, text.charAt(7))) {
      head.version = (text.charAt(5) - '0') * 1000 + (text.charAt(7) - '0');
      if (strict && !text.startsWith("HTTP")) {
        note(Trouble.BAD_PROTOCOL);
      }
    } else {
      head.version = RequestHead.HTTP_0_9;
      note(Trouble.BAD_PROTOCOL);
    }
  }

  private @Nullable Fault judge(RequestHead head, Limits limits) {
    boolean uri = head.uri.parse(head.target, head.method);
    uri &= !head.uri.hasPath || head.uri.path.startsWith("/") || head.method.equals("OPTIONS") && head.uri.path.equals("*");
    if (head.version == RequestHead.HTTP_0_9 && trouble == null) {
      if (!limits.allow09()) {
        trouble = Trouble.REJECT_09;
      } else if (!limits.unsafe() && !head.method.equals("GET")) {
        trouble = Trouble.BAD_METHOD_09;
      }
    }
    if (trouble != null) {
      return Fault.debug(400, text(trouble, head));
    }
    if (limits.registeredMethods() && !registered(head.method)) {
      return Fault.debug(
          501,
          line("AH02423", "Unrecognized HTTP method: '" + Fault.cut(head.method) + "' (disallowed by RegisteredMethods)"));
    }
    if (!uri) {
      return Fault.debug(400, line("AH03450", "Unable to parse URI: '" + Fault.cut(head.uri.path) + "'"));
    }
    if (!limits.unsafe() && head.uri.hasFragment) {
      return Fault.debug(400, line("AH02421", "URI must not contain a fragment"));
    }
    if (!limits.unsafe() && head.uri.hasUser) {
      return Fault.debug(400, line("AH02422", "URI must not contain a username/password"));
    }
    return null;
  }

  private String text(Trouble what, RequestHead head) {
    String injected = "(perhaps whitespace was injected?)";
    return switch (what) {
      case BAD_METHOD -> line("AH03445", "Invalid method token: '" + Fault.cut(head.method) + "'");
      case BAD_METHOD_09 ->
          line("AH03444", "Invalid method token: '" + Fault.cut(head.method) + "' (only GET is allowed for HTTP/0.9 requests)");
      case MISSING_URI -> line("AH03446", "Missing URI");
      case BAD_URI -> line("AH03454", "URI incorrectly encoded: '" + Fault.cut(head.target) + "'");
      case BAD_SPACE -> line("AH03447", "Invalid whitespace");
      case EXCESS_SPACE -> line("AH03448", "Excess whitespace (disallowed by HttpProtocolOptions Strict)");
      case TRAILING_TEXT -> line("AH03449", "Extraneous text found '" + Fault.cut(trailing) + "' " + injected);
      case REJECT_09 -> line("AH02401", "Rejected HTTP/0.9 request");
      case BAD_PROTOCOL -> line("AH02418", "Unrecognized protocol '" + Fault.cut(protocol) + "' " + injected);
    };
  }

  private static String line(String number, String text) {
    return number + ": HTTP Request Line; " + text;
  }

  private static boolean registered(String method) {
    for (String known : METHODS) {
      if (known.equals(method)) {
        return true;
      }
    }
    return false;
  }

  private String joined(byte[] bytes, int from, int end, RequestHead head) {
    if (trouble == null
        && !protocol.isEmpty()
        && end - from == head.method.length() + head.target.length() + protocol.length() + 2) {
      return text(bytes, from, end);
    }
    StringBuilder joined = new StringBuilder(head.method);
    if (!head.target.isEmpty()) {
      joined.append(' ').append(head.target);
    }
    if (!protocol.isEmpty()) {
      joined.append(' ').append(protocol);
    }
    return joined.toString();
  }

  private static String method(byte[] bytes, int from, int end) {
    for (String known : METHODS) {
      if (known.length() == end - from && known.charAt(0) == bytes[from] && matches(bytes, from, known)) {
        return known;
      }
    }
    return text(bytes, from, end);
  }

  private static String protocol(byte[] bytes, int from, int end) {
    if (end - from == 8) {
      if (matches(bytes, from, "HTTP/1.1")) {
        return "HTTP/1.1";
      }
      if (matches(bytes, from, "HTTP/1.0")) {
        return "HTTP/1.0";
      }
    }
    return text(bytes, from, end);
  }

  private static boolean matches(byte[] bytes, int from, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (bytes[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static String text(byte[] bytes, int from, int end) {
    return from == end ? "" : new String(bytes, from, end - from, ISO_8859_1);
  }
}
