package dev.mpmlint.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// The status codes that httpd 2.4 knows, with its words (http_protocol.c, status_lines). Immutable.
public final class Status {
  private static final String[] LINES = lines();
  private static final byte[][] STATUS_LINES = new byte[600][];

  private Status() {}

  private static String[] lines() {
    String[] known = {
      "100 Continue", "101 Switching Protocols", "102 Processing", "103 Early Hints", "200 OK", "201 Created",
      "202 Accepted", "203 Non-Authoritative Information", "204 No Content", "205 Reset Content",
      "206 Partial Content", "207 Multi-Status", "208 Already Reported", "226 IM Used", "300 Multiple Choices",
      "301 Moved Permanently", "302 Found", "303 See Other", "304 Not Modified", "305 Use Proxy",
      "307 Temporary Redirect", "308 Permanent Redirect", "400 Bad Request", "401 Unauthorized",
      "402 Payment Required", "403 Forbidden", "404 Not Found", "405 Method Not Allowed", "406 Not Acceptable",
      "407 Proxy Authentication Required", "408 Request Timeout", "409 Conflict", "410 Gone", "411 Length Required",
      "412 Precondition Failed", "413 Request Entity Too Large", "414 Request-URI Too Long",
      "415 Unsupported Media Type", "416 Requested Range Not Satisfiable", "417 Expectation Failed",
      "421 Misdirected Request", "422 Unprocessable Entity", "423 Locked", "424 Failed Dependency",
      "426 Upgrade Required", "428 Precondition Required", "429 Too Many Requests",
      "431 Request Header Fields Too Large", "451 Unavailable For Legal Reasons", "500 Internal Server Error",
      "501 Not Implemented", "502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout",
      "505 HTTP Version Not Supported", "506 Variant Also Negotiates", "507 Insufficient Storage",
      "508 Loop Detected", "510 Not Extended", "511 Network Authentication Required"
    };
    String[] lines = new String[600];
    for (String line : known) {
      lines[Integer.parseInt(line, 0, 3, 10)] = line;
    }
    return lines;
  }

  public static boolean known(int status) {
    return status >= 100 && status < 600 && LINES[status] != null;
  }

  /// `404 Not Found`; for a status that httpd does not know, `500 Internal Server Error`, which it answers then.
  public static String reason(int status) {
    return known(status) ? LINES[status] : LINES[500];
  }

  /// Whether httpd closes the connection after this answer (ap_status_drops_connection).
  public static boolean dropsConnection(int status) {
    return switch (status) {
      case 400, 408, 411, 413, 414, 500, 501, 503 -> true;
      default -> false;
    };
  }

  /// Whether an answer of this status has no body.
  public static boolean bodiless(int status) {
    return status < 200 || status == 204 || status == 304;
  }

  /// `HTTP/1.1 404 Not Found` with the line's end. Not to be changed.
  static byte[] line(int status) {
    int index = known(status) ? status : 500;
    byte[] line = STATUS_LINES[index];
    if (line == null) {
      line = ("HTTP/1.1 " + LINES[index] + "\r\n").getBytes(ISO_8859_1);
      STATUS_LINES[index] = line;
    }
    return line;
  }
}
