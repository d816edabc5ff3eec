package dev.mpmlint.server.http;

/// Request heads for tests of what reads them.
public final class RequestHeads {
  private RequestHeads() {}

  private static final Limits LENIENT = new Limits(8190, 8190, 100, true, true, false);

  /// As the parser understands them under HttpProtocolOptions Unsafe; faulty ones too.
  ///
  /// @param line a complete request line
  /// @param fields `Name: value`
  public static RequestHead of(String line, String... fields) {
    StringBuilder text = new StringBuilder(line).append("\r\n");
    for (String field : fields) {
      text.append(field).append("\r\n");
    }
    return HeadText.of(text.toString(), LENIENT).head();
  }
}
