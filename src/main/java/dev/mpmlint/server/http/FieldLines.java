package dev.mpmlint.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

/// The lines of a header, joined where they are folded and checked as httpd's ap_get_mime_headers_core does it: a field is
/// looked at when the line behind it is there. Reused; owned by its parser.
final class FieldLines {
  // The field that may still be continued by a folded line; -1 when there is none.
  private int fieldStart = -1;
  private int fieldEnd;
  private int fieldsRead;
  private boolean folded;
  private boolean complete;
  private byte[] bytes = new byte[0];

  void begin() {
    fieldStart = -1;
    fieldsRead = 0;
    folded = false;
    complete = false;
  }

  /// Whether the empty line has come.
  boolean complete() {
    return complete;
  }

  /// Whether bytes were moved to join a folded field.
  boolean folded() {
    return folded;
  }

  /// Takes one line without its end.
  ///
  /// @return null when nothing is wrong so far
  @Nullable Fault line(byte[] in, int start, int lineEnd, RequestHead head, Limits limits) {
    bytes = in;
    int end = lineEnd;
    while (end - start > 1 && blank(in[end - 1])) {
      end--;
    }
    if (start < end && blank(in[start])) {
      return fold(start, end, limits);
    }
    if (fieldStart >= 0) {
      Fault bad = field(head, limits);
      if (bad != null) {
        return bad;
      }
    }
    complete = start == end;
    fieldStart = start;
    fieldEnd = end;
    return null;
  }

  private static boolean blank(byte b) {
    return b == ' ' || b == '\t';
  }

  /// Joins a continued line to its field, the white space between them one space (RFC 7230 3.2.4).
  private @Nullable Fault fold(int start, int end, Limits limits) {
    if (fieldStart < 0) {
      return Fault.header(false, "AH03442: Line folding encountered before first header line");
    }
    if (end - start == 1) {
      return Fault.header(false, "AH03443: Empty folded line encountered");
    }
    int from = start;
    while (blank(bytes[from + 1])) {
      from++;
    }
    int length = fieldEnd - fieldStart + (end - from) + 1;
    if (length >= limits.requestFieldSize()) {
      String name = new String(bytes, fieldStart, Math.min(80, fieldEnd - fieldStart), ISO_8859_1);
      int colon = name.indexOf(':');
      return Fault.header(
          true,
          "AH00562: Request header exceeds LimitRequestFieldSize after folding: "
              + (colon >= 0 ? name.substring(0, colon) : name)).noting(Fault.TOO_LARGE);
    }
    System.arraycopy(bytes, from, bytes, fieldEnd, end - from);
    bytes[fieldEnd] = ' ';
    fieldEnd += end - from;
    folded = true;
    return null;
  }

  private @Nullable Fault field(RequestHead head, Limits limits) {
    if (limits.requestFields() > 0 && ++fieldsRead > limits.requestFields()) {
      return Fault.header(true, "AH00563: Number of request headers exceeds LimitRequestFields").noting(Trailer.TOO_MANY);
    }
    return limits.unsafe() ? unsafeField(head) : strictField(head);
  }

  private @Nullable Fault strictField(RequestHead head) {
    int colon = Ascii.span(Ascii.TOKEN, bytes, fieldStart, fieldEnd);
    if (colon == fieldStart || colon == fieldEnd || bytes[colon] != ':') {
      return Fault.header(false, "AH02426: Request header field name is malformed: " + quoted(fieldStart));
    }
    int value = valueStart(colon);
    if (Ascii.span(Ascii.CONTENT, bytes, value, fieldEnd) < fieldEnd) {
      return Fault.header(false, "AH02427: Request header value is malformed: " + quoted(value));
    }
    head.add(bytes, fieldStart, colon, value, valueEnd(value));
    return null;
  }

  private @Nullable Fault unsafeField(RequestHead head) {
    int colon = fieldStart;
    boolean space = false;
    while (colon < fieldEnd && bytes[colon] != ':') {
      space |= Ascii.is(Ascii.SPACE, bytes[colon]);
      colon++;
    }
    if (colon == fieldEnd) {
      return Fault.header(false, "AH00564: Request header field is missing ':' separator: " + quoted(fieldStart));
    }
    if (colon == fieldStart) {
      return Fault.header(false, "AH03453: Request header field name was empty");
    }
    if (space) {
      return Fault.header(false, "AH03452: Request header field name presented invalid whitespace");
    }
    int value = valueStart(colon);
    for (int i = value; i < fieldEnd; i++) {
      if (bytes[i] >= '\n' && bytes[i] <= '\r') {
        return Fault.header(false, "AH03451: Request header field value presented bad whitespace");
      }
    }
    head.add(bytes, fieldStart, colon, value, valueEnd(value));
    return null;
  }

  private int valueStart(int colon) {
    int value = colon + 1;
    while (value < fieldEnd && blank(bytes[value])) {
      value++;
    }
    return value;
  }

  private int valueEnd(int value) {
    int end = fieldEnd;
    while (end > value && blank(bytes[end - 1])) {
      end--;
    }
    return end;
  }

  private String quoted(int from) {
    return new String(bytes, from, Math.min(80, fieldEnd - from), ISO_8859_1);
  }
}
