package dev.mpmlint.server.http;

/// Makes a request's head of a text, for tests that need no parser.
public final class HeadText {
  private HeadText() {}

  /// @param text the request line and fields, one a line
  public static RequestHead head(String text) {
    RequestHead head = new RequestHead();
    String[] lines = text.split("\r?\n");
    head.requestLine = lines[0];
    String[] words = lines[0].split(" ");
    head.method = words[0];
    head.target = words[1];
    head.version = words.length < 3 ? 9 : words[2].equals("HTTP/1.0") ? RequestHead.HTTP_1_0 : RequestHead.HTTP_1_1;
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        head.names.add(lines[i].substring(0, colon));
        head.values.add(lines[i].substring(colon + 1).strip());
      }
    }
    return head;
  }
}
