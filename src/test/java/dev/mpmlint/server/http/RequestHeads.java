package dev.mpmlint.server.http;

/// Request heads for tests of what reads them.
public final class RequestHeads {
  private RequestHeads() {}

  /// @param line a complete request line
  /// @param fields `Name: value`
  public static RequestHead of(String line, String... fields) {
    RequestHead head = new RequestHead();
    String[] words = line.split(" ", -1);
    head.requestLine = line;
    head.method = words[0];
    head.target = words[1];
    head.version = words.length < 3 ? 9 : words[2].equals("HTTP/1.1") ? RequestHead.HTTP_1_1 : RequestHead.HTTP_1_0;
    for (String field : fields) {
      int colon = field.indexOf(": ");
      head.names.add(field.substring(0, colon));
      head.values.add(field.substring(colon + 2));
    }
    return head;
  }
}
