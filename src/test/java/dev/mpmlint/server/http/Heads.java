package dev.mpmlint.server.http;

/// Request heads for tests of handlers, which need no parser.
public final class Heads {
  private Heads() {}

  /// @param host the field Host
  public static RequestHead of(String method, String host) {
    RequestHead head = new RequestHead();
    head.method = method;
    head.names.add("Host");
    head.values.add(host);
    return head;
  }
}
