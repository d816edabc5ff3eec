package dev.mpmlint.server.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The request line and header fields of one request. Filled by [RequestParser] and reused for the next request of the
/// connection; owned by the thread that works on the connection. Several fields of one name are one field here, their
/// values joined by `, `, as httpd does it; a Host field beside an absolute target has the target's host as its value.
/// Strings are made from the bytes received when they are first asked for.
public final class RequestHead {
  /// HTTP/1.0 and 1.1 as httpd numbers them: 1000 × major + minor. A request without version is 9 (HTTP/0.9).
  public static final int HTTP_1_0 = 1000;

  public static final int HTTP_1_1 = 1001;

  static final int HTTP_0_9 = 9;

  // Start and end of name and value of each field, four numbers a field.
  private static final int NUMBERS = 4;
  private static final int KEPT_FIELDS = 256;

  String requestLine = "";
  String method = "";
  String target = "";
  int version = HTTP_1_1;
  final Target uri = new Target();
  BodyFraming framing = BodyFraming.NONE;
  boolean lengthDropped;
  boolean closeAsked;
  boolean keepAliveAsked;
  boolean expectsContinue;
  String hostname = "";
  int port;

  private byte[] bytes = new byte[0];
  private int fields;
  private int[] offsets = new int[16 * NUMBERS];
  private @Nullable String[] names = new @Nullable String[16];
  private @Nullable String[] values = new @Nullable String[16];
  // Index + 1 of each known field; 0 when there is none.
  private final int[] known = new int[KnownField.COUNT];

  /// As httpd logs it (`%r`): the method, target and version received, without the line's end. Of a request line that
  /// could not be read, what was read of it.
  public String requestLine() {
    return requestLine;
  }

  public String method() {
    return method;
  }

  /// Whether the answer has no body because of the method. In HTTP/0.9, which has no HEAD, it has one.
  public boolean isHead() {
    return version >= HTTP_1_0 && "HEAD".equals(method);
  }

  /// As received: `/a%20b?c`, `*`, `http://host/path`.
  public String target() {
    return target;
  }

  /// The target's path, still encoded: without query, scheme and host; slashes at its beginning are one. `/` when the
  /// target has none, `*` for OPTIONS.
  public String path() {
    return uri.path;
  }

  /// What follows the target's `?`, as received; null when there is none.
  public @Nullable String query() {
    return uri.query;
  }

  /// The host that is asked for, in lower case, without port and brackets: of the target when it names one, else of the
  /// Host field; empty when neither does.
  public String hostname() {
    return hostname;
  }

  /// The port that stands with [#hostname()]; 0 when none does.
  public int port() {
    return port;
  }

  public int version() {
    return version;
  }

  /// How the request's body is delimited.
  public BodyFraming framing() {
    return framing;
  }

  /// Whether Content-Length was ignored because of Transfer-Encoding: the connection is closed after the answer.
  public boolean lengthDropped() {
    return lengthDropped;
  }

  /// Whether the Connection field holds `close`.
  public boolean closeAsked() {
    return closeAsked;
  }

  /// Whether the Connection field holds `keep-alive`.
  public boolean keepAliveAsked() {
    return keepAliveAsked;
  }

  /// Whether the client waits for `100 Continue` (HTTP/1.1 only) before it sends the body.
  public boolean expectsContinue() {
    return expectsContinue;
  }

  public int fields() {
    return fields;
  }

  /// A field's name as received.
  public String name(int index) {
    String name = names[index];
    if (name == null) {
      name = text(index * NUMBERS);
      names[index] = name;
    }
    return name;
  }

  /// A field's value, white space at its ends taken away.
  public String value(int index) {
    String value = values[index];
    if (value == null) {
      value = text(index * NUMBERS + 2);
      values[index] = value;
    }
    return value;
  }

  /// The value of the field of this name, any case; null when there is none.
  public @Nullable String field(String name) {
    for (int i = 0; i < fields; i++) {
      if (Ascii.equalsIgnoreCase(bytes, offsets[i * NUMBERS], offsets[i * NUMBERS + 1], name)) {
        return value(i);
      }
    }
    return null;
  }

  /// The same, without a search.
  public @Nullable String field(KnownField field) {
    int place = known[field.place()];
    return place == 0 ? null : value(place - 1);
  }

  public boolean has(KnownField field) {
    return known[field.place()] != 0;
  }

  private String text(int at) {
    int from = offsets[at];
    return new String(bytes, from, offsets[at + 1] - from, StandardCharsets.ISO_8859_1);
  }

  /// Notes a field whose name and value stand in `in`, which keeps them until [#clear()].
  void add(byte[] in, int nameFrom, int nameEnd, int valueFrom, int valueEnd) {
    bytes = in;
    if (fields == names.length) {
      offsets = Arrays.copyOf(offsets, offsets.length * 2);
      names = Arrays.copyOf(names, fields * 2);
      values = Arrays.copyOf(values, fields * 2);
    }
    int at = fields * NUMBERS;
    offsets[at] = nameFrom;
    offsets[at + 1] = nameEnd;
    offsets[at + 2] = valueFrom;
    offsets[at + 3] = valueEnd;
    fields++;
  }

  /// The bytes are in a longer array now, at the same places.
  void moved(byte[] to) {
    bytes = to;
  }

  int length(int field) {
    String value = values[field];
    return value != null ? value.length() : offsets[field * NUMBERS + 3] - offsets[field * NUMBERS + 2];
  }

  /// Something equal for equal names, any case.
  int nameHash(int field) {
    int hash = 0;
    for (int i = offsets[field * NUMBERS]; i < offsets[field * NUMBERS + 1]; i++) {
      hash = hash * 31 + (bytes[i] | 32);
    }
    return hash;
  }

  boolean sameName(int field, int other) {
    int from = offsets[field * NUMBERS];
    int end = offsets[field * NUMBERS + 1];
    int at = offsets[other * NUMBERS];
    if (end - from != offsets[other * NUMBERS + 1] - at) {
      return false;
    }
    for (int i = from; i < end; i++, at++) {
      if (Ascii.lower(bytes[i]) != Ascii.lower(bytes[at])) {
        return false;
      }
    }
    return true;
  }

  /// Replaces the value of a field that is there.
  void value(KnownField field, String to) {
    values[known[field.place()] - 1] = to;
  }

  void value(int field, String to) {
    values[field] = to;
  }

  /// Takes the field at `from` to the place `to`, which is not behind it.
  void move(int from, int to) {
    System.arraycopy(offsets, from * NUMBERS, offsets, to * NUMBERS, NUMBERS);
    values[to] = values[from];
    names[to] = names[from];
  }

  void cutTo(int count) {
    Arrays.fill(names, count, fields, null);
    Arrays.fill(values, count, fields, null);
    fields = count;
  }

  /// Notes where the known fields are.
  void index() {
    for (int i = 0; i < fields; i++) {
      KnownField field = KnownField.of(bytes, offsets[i * NUMBERS], offsets[i * NUMBERS + 1]);
      if (field != null) {
        known[field.place()] = i + 1;
      }
    }
  }

  void clear() {
    requestLine = "";
    method = "";
    target = "";
    version = HTTP_1_1;
    uri.clear();
    framing = BodyFraming.NONE;
    lengthDropped = false;
    closeAsked = false;
    keepAliveAsked = false;
    expectsContinue = false;
    hostname = "";
    port = 0;
    cutTo(0);
    Arrays.fill(known, 0);
    if (names.length > KEPT_FIELDS) {
      offsets = new int[16 * NUMBERS];
      names = new @Nullable String[16];
      values = new @Nullable String[16];
    }
  }
}
