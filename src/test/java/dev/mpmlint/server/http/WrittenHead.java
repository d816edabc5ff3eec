package dev.mpmlint.server.http;

import java.util.List;

/// A request's head written down, without the parser.
public final class WrittenHead {
  private WrittenHead() {}

  /// @param line `GET /x HTTP/1.1`
  /// @param fields `Host: a`
  public static RequestHead of(String line, List<String> fields) {
    RequestHead head = new RequestHead();
    String[] words = line.split(" ");
    head.requestLine = line;
    head.method = words[0];
    head.target = words[1];
    head.version = words[2].equals("HTTP/1.0") ? RequestHead.HTTP_1_0 : RequestHead.HTTP_1_1;
    for (String field : fields) {
      int colon = field.indexOf(':');
      head.names.add(field.substring(0, colon));
      head.values.add(field.substring(colon + 1).strip());
    }
    return head;
  }
}
