package dev.mpmlint.server.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The request line and header fields of one request. Filled by [RequestParser] and reused for the next request of the
/// connection; owned by the thread that works on the connection.
public final class RequestHead {
  /// HTTP/1.0 and 1.1 as httpd numbers them: 1000 × major + minor. A request without version is 9 (HTTP/0.9).
  public static final int HTTP_1_0 = 1000;

  public static final int HTTP_1_1 = 1001;

  String requestLine = "";
  String method = "";
  String target = "";
  int version = HTTP_1_1;
  final List<String> names = new ArrayList<>();
  final List<String> values = new ArrayList<>();

  /// As received, without the line's end.
  public String requestLine() {
    return requestLine;
  }

  public String method() {
    return method;
  }

  /// As received: `/a%20b?c`, `*`, `http://host/path`.
  public String target() {
    return target;
  }

  public int version() {
    return version;
  }

  public int fields() {
    return names.size();
  }

  /// A field's name as received.
  public String name(int index) {
    return names.get(index);
  }

  /// A field's value, white space at its ends taken away.
  public String value(int index) {
    return values.get(index);
  }

  /// The first field of this name, any case; httpd merges several of one name with `, `.
  public @Nullable String field(String name) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equalsIgnoreCase(name)) {
        return values.get(i);
      }
    }
    return null;
  }

  void clear() {
    requestLine = "";
    method = "";
    target = "";
    version = HTTP_1_1;
    names.clear();
    values.clear();
  }
}
