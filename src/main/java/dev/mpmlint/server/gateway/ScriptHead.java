package dev.mpmlint.server.gateway;

import dev.mpmlint.server.exchange.Headers;
import dev.mpmlint.server.exchange.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The header that a script writes before its content (RFC 3875, 6.2), read as httpd's ap_scan_script_header_err_core
/// does. Memory is bounded: no line above 8190 bytes, no header above 256 KiB. Owned by one thread.
final class ScriptHead {
  private static final int LONGEST_LINE = 8190;
  private static final int LONGEST = 256 * 1024;
  private static final int SHOWN = 30;

  private byte[] raw = new byte[2048];
  private int used;
  private int rest;
  private int status = 200;
  private @Nullable String reason;
  private @Nullable String statusLine;
  private @Nullable String location;
  private String fault = "";
  private final Headers headers = new Headers();

  /// How reading it ended.
  enum End {
    COMPLETE,
    /// The script ended before the empty line.
    CUT_OFF,
    /// A line without colon.
    MALFORMED,
    /// A line or the whole longer than this server takes.
    TOO_LONG,
    /// A field whose name HTTP does not allow.
    BAD_NAME
  }

  End read(ScriptOutput output) throws IOException {
    int line = 0;
    int scanned = 0;
    while (true) {
      for (; scanned < used; scanned++) {
        if (raw[scanned] == '\n') {
          int end = scanned > line && raw[scanned - 1] == '\r' ? scanned - 1 : scanned;
          if (end == line) {
            rest = scanned + 1;
            return End.COMPLETE;
          }
          End bad = end - line > LONGEST_LINE ? End.TOO_LONG : field(text(line, end));
          if (bad != End.COMPLETE) {
            return bad;
          }
          line = scanned + 1;
        }
      }
      if (scanned - line > LONGEST_LINE || used >= LONGEST) {
        return End.TOO_LONG;
      }
      if (used == raw.length) {
        raw = Arrays.copyOf(raw, raw.length * 2);
      }
      int count = output.read(ByteBuffer.wrap(raw, used, raw.length - used));
      if (count < 0) {
        return End.CUT_OFF;
      }
      used += count;
    }
  }

  /// A line up to its first NUL, where httpd's strings end.
  private String text(int from, int to) {
    int end = from;
    while (end < to && raw[end] != 0) {
      end++;
    }
    return new String(raw, from, end - from, StandardCharsets.ISO_8859_1);
  }

  private End field(String line) {
    int colon = line.indexOf(':');
    if (colon < 0) {
      fault = line.substring(0, Math.min(SHOWN, line.length()));
      return End.MALFORMED;
    }
    String name = line.substring(0, colon);
    if (!token(name)) {
      fault = name;
      return End.BAD_NAME;
    }
    String value = line.substring(colon + 1).stripLeading();
    switch (name.toLowerCase(Locale.ROOT)) {
      case "status" -> status(value);
      case "content-type" -> headers.set("Content-Type", contentType(value.stripTrailing()));
      case "location" -> {
        location = value;
        headers.set("Location", value);
      }
      case "set-cookie" -> headers.add("Set-Cookie", value);
      // The server's own: httpd counts and frames itself what a script writes (since 2.4.60).
      case "content-length", "transfer-encoding", "date", "server", "keep-alive" -> {}
      default -> {
        String before = headers.get(name);
        headers.set(name, before == null ? value : before + ", " + value);
      }
    }
    return End.COMPLETE;
  }

  private void status(String value) {
    int digits = 0;
    while (digits < value.length() && digits < 9 && value.charAt(digits) >= '0' && value.charAt(digits) <= '9') {
      digits++;
    }
    status = digits == 0 ? 0 : Integer.parseInt(value.substring(0, digits));
    reason = digits == 3 ? value.substring(3).strip() : "";
    statusLine = value;
  }

  private static boolean token(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c <= ' ' || c >= 127 || "()<>@,;:\\\"/[]?={}".indexOf(c) >= 0) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /// Type and subtype in lower case, parameters as they are.
  private static String contentType(String value) {
    int semicolon = value.indexOf(';');
    return semicolon < 0
        ? value.toLowerCase(Locale.ROOT)
        : value.substring(0, semicolon).toLowerCase(Locale.ROOT) + value.substring(semicolon);
  }

  /// What is wrong, in a few bytes of it: a malformed line, a bad name.
  String fault() {
    return fault;
  }

  boolean empty() {
    return used == 0;
  }

  /// Status as the script gave it, else 200.
  int status() {
    return status;
  }

  @Nullable String location() {
    return location;
  }

  /// The value of Status where it is none that httpd knows; it logs and goes on.
  @Nullable String invalidStatus() {
    return statusLine != null && (status < 100 || status > 599)
        ? statusLine.substring(0, Math.min(SHOWN, statusLine.length()))
        : null;
  }

  void fill(Response response) {
    response.status(status >= 100 && status <= 999 ? status : 500);
    if (reason != null && !reason.isEmpty() && response.status() == status) {
      response.reason(reason);
    }
    for (int i = 0; i < headers.size(); i++) {
      if (headers.name(i).equalsIgnoreCase("Connection")) {
        if (headers.value(i).toLowerCase(Locale.ROOT).contains("close")) {
          response.close();
        }
      } else {
        response.headers().add(headers.name(i), headers.value(i));
      }
    }
  }

  /// What was read beyond the header.
  ByteBuffer rest() {
    return ByteBuffer.wrap(raw, rest, used - rest);
  }

  /// All that was read: where a FastCGI script ends without header, httpd takes it as content.
  ByteBuffer everything() {
    return ByteBuffer.wrap(raw, 0, used);
  }
}
